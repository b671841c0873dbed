"""Texts of the case files made into parsed documents, without the stages before extraction."""

from documents.structure.values import ParsedDocument, ParsedHeader, ParsedSection, Words
from documents.text.spans import Span
from tasks.extraction.values import ParsedTask


def parsed(text: str, *, number: str = "", title: str = "") -> ParsedDocument:
    """A document of one level: each line that begins with # is a heading, what stands before the first is section 0."""
    lines = text.split("\n")
    sections: list[ParsedSection] = []
    start = position = 0
    heading = Span(0, 0)
    name = ""
    for line in [*lines, "# "]:
        if line.startswith("# "):
            if position > start or name:
                sections.append(
                    _section(len(sections) + bool(name), name, Span(start, min(position, len(text))), heading)
                )
            start, name = position, line[2:]
            heading = Span(position, position + len(line))
        position += len(line) + 1
    header = ParsedHeader(
        title=Words(title, Span(0, 0)) if title else None,
        document_number=Words(number, Span(0, 0)) if number else None,
    )
    return ParsedDocument(text, header, tuple(sections))


def task_of(section: ParsedSection, text: str) -> ParsedTask:
    """The section as a task."""
    return ParsedTask(section.id, section.number, section.title or None, (), section.own.quote(text), "", section.span)


def _section(ordinal: int, name: str, span: Span, heading: Span) -> ParsedSection:
    own = Span(min(heading.end, span.end), span.end) if name else span
    return ParsedSection(str(ordinal), "", ordinal, name, 1, "", span, heading if name else Span(0, 0), own)
