"""Errors, as a page in Chinese that says what to do, and keeps what was typed."""
