"""From a reading text to a document's head, numbered sections and tail."""

from documents.structure.parser import parse

__all__ = ["parse"]
