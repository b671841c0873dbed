"""Text in: bytes → source text → reading text."""

from documents.text.reading import UnreadableSource, read
from documents.text.repair import repair

__all__ = ["UnreadableSource", "read", "repair"]
