"""Layout: marks, blanks, page numbers and broken lines are removed or joined, defects are noted."""
