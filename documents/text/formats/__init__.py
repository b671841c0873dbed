"""One module a format: bytes in, source text out."""
