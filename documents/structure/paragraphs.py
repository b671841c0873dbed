"""A text in; its paragraphs out, one a line, without the white space around them."""

import re
from collections.abc import Iterator

from documents.text.spans import Span

LINE = re.compile(r"[^\n]+")
# What may stand before a heading where Markdown was not stripped: ## **一、
MARKS = " \t\r\v\f\u00a0\u3000\ufeff#*>"


def find_paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The lines of `text[start:end]` that have words, in order, trimmed."""
    for match in LINE.finditer(text, start, len(text) if end is None else end):
        span = Span(*match.span()).strip(text, MARKS)
        if len(span):
            yield span


def joined(text: str) -> str:
    """The words without any white space: how a title or name is compared and shown."""
    return "".join(text.split())
