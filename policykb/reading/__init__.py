"""A text as it is read: its clauses, the facts marked in it, the notes beside it."""
