"""A reading text in; the parsed document out: its head, numbered sections, tables and tail."""

from documents.structure.parser import parse

__all__ = ["parse"]
