"""Parsed documents in; rows out. Each change of a row is recorded, and no text is ever overwritten."""
