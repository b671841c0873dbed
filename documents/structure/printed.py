"""A document parsed in simplified characters in; the same document in the characters it was printed in, out."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from documents.structure.values import ParsedDocument, ParsedHeader, Words
from documents.text.traditional import as_printed


def document_as_printed(document: ParsedDocument, text: str) -> ParsedDocument:
    """The document with its words in the characters of `text`, which is as long as its own text; spans stay the same.

    Returns `document` itself where the two texts are equal.

    >>> from documents.structure.parser import parse
    >>> from documents.text.spans import Alignment
    >>> from documents.text.readings import ReadingText
    >>> document = parse(ReadingText("关于发展风电的通知", Alignment(())))
    >>> document_as_printed(document, "關於發展風電的通知").header.title.text
    '關於發展風電的通知'
    """
    if text == document.text:
        return document
    return _respelled(document, text, lambda words, start: as_printed(words, start, document.text, text))


def _respelled(document: ParsedDocument, text: str, spell: Callable[[str, int], str]) -> ParsedDocument:
    sections = tuple(
        replace(section, title=spell(section.title, section.heading.start)) for section in document.sections
    )
    header = _header(document.header, spell)
    return ParsedDocument(text, header, sections, document.tables, document.notes, document.body_start)


def _header(header: ParsedHeader, spell: Callable[[str, int], str]) -> ParsedHeader:
    def respelled(value: Any) -> Any:
        if isinstance(value, Words):
            return Words(spell(value.text, value.span.start), value.span)
        return tuple(map(respelled, value)) if isinstance(value, tuple) else value

    return replace(header, **{field.name: respelled(getattr(header, field.name)) for field in fields(header)})
