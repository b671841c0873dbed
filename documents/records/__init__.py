"""How rows change: one at a time, each change told, no text ever lost."""
