"""Reading texts made by hand, so that these tests do not depend on the repair."""

from documents.structure import parse
from documents.structure.values import ParsedDocument, ParsedSection
from documents.text.readings import ReadingText
from documents.text.spans import Alignment, Piece

HOLE = "□"


def make_reading(text: str) -> ReadingText:
    """A clean text as a reading text; each □ in it is a hole."""
    parts = text.split(HOLE)
    clean = "".join(parts)
    places = [sum(map(len, parts[: index + 1])) for index in range(len(parts) - 1)]
    return ReadingText(clean, Alignment((Piece(0, 0, len(clean)),)), holes=tuple(places))


def parsed(text: str) -> ParsedDocument:
    return parse(make_reading(text))


def tree(document: ParsedDocument) -> str:
    """The outline, a section a line: id, number, title, first and last characters of its own words, status."""
    return "\n".join(_line(document.text, section) for section in document.sections if section.number)


def _line(text: str, section: ParsedSection) -> str:
    own = section.own.quote(text).strip().replace("\n", "/")
    own = own if len(own) <= 16 else f"{own[:5]}…{own[-4:]}"
    status = "" if section.status == "complete" else f" ({section.status})"
    return f"{'  ' * (section.level - 1)}{section.id} {section.number} {section.title or '-'} | {own or '-'}{status}"
