"""Who may log in: the address of a request, how often a password may be tried, and the rights of staff."""
