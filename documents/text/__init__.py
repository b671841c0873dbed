"""Text in: bytes → source text → reading text."""

from documents.text.reading import read
from documents.text.repair import repair
from documents.text.unreadable import UnreadableSource

__all__ = ["UnreadableSource", "read", "repair"]
