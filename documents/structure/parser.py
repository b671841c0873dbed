"""A reading text in; the parsed document out: head, outline, tail, tables, in this order."""

from documents.structure.ordinals import find_ordinals
from documents.structure.outline import build_outline
from documents.structure.values import ParsedDocument, ParsedHeader
from documents.text.values import ReadingText


def parse(reading: ReadingText) -> ParsedDocument:
    """Read a document's structure. Never fails: any text parses."""
    text = reading.text
    ordinals = list(find_ordinals(text))
    sections, notes = build_outline(text, ordinals, reading.holes)
    return ParsedDocument(text, ParsedHeader(), sections, (), (*reading.notes, *notes))
