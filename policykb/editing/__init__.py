"""The editor's desk: reviewing, taking in files, agencies, tables."""
