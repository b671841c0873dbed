"""A document's text as a page shows it: its clauses, the marked facts, the notes beside it."""
