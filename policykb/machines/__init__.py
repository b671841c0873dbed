"""The records for machines: JSON, tables, calendars, feeds, maps of the site."""
