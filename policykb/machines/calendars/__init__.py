"""Deadlines and targets as calendars: scopes → items → occasions (with series) → events → ics."""
