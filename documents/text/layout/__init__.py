"""What only lays a text out: marks, blanks, page furniture and broken lines come off, defects are noted."""
