"""A text in; its paragraphs out: its lines without the white space around them."""

import re
from collections.abc import Iterator

from documents.text.spans import Span

LINE = re.compile(r"[^\n]+")
# What may stand before a heading where Markdown was not stripped: ## **一、
MARKS = " \t\r\v\f\u00a0\u3000\ufeff#*>"


def find_paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    r"""The lines of `text[start:end]` that are not empty, in order, without white space and Markdown marks around.

    >>> list(find_paragraphs("　　一、总则\n\n发展风电。"))
    [Span(start=2, end=6), Span(start=8, end=13)]
    """
    for match in LINE.finditer(text, start, len(text) if end is None else end):
        span = Span(*match.span()).strip(text, MARKS)
        if len(span):
            yield span


def without_blanks(text: str) -> str:
    """The words without any white space, as a title or name is compared and shown.

    >>> without_blanks("通　知")
    '通知'
    """
    return "".join(text.split())
