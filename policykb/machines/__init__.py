"""The records for machines: JSON, tables, calendars, feeds, sitemaps."""
