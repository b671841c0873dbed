"""The database and the originals in; one file out, and back again: the same rows and bytes, or nothing at all."""
