"""Who may come in: where a request comes from, how often a password may be tried, how many at a time."""
