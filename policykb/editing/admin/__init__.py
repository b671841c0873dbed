"""The editor's desk in Django's admin: forms and pages."""
