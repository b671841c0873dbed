"""The lines of a body and its ordinals in; the headings that have no number but stand over numbered lists out."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from documents.structure.ordinals import Ordinal, Style
from documents.structure.titles import SHORTEST_SURE, genre_of
from documents.text.spans import Span

HEADING = re.compile(r"[\u4e00-\u9fff]{2}[\u4e00-\u9fff、“”]{2,18}")  # 重点整治内容
SENTENCE_ENDS: Final = "。；;：:！？"
FEWEST_LISTS: Final = 2


def find_unnumbered(
    text: str, lines: Sequence[Span], ordinals: Sequence[Ordinal], excluded: Sequence[Span] = ()
) -> list[Ordinal]:
    r"""An ordinal without words for each heading without a number (工作安排), where these divide a body: no number of
    the outer kinds (一、第一章) does, and below two headings or more a list begins anew. A heading is a short line
    between paragraphs, outside all `excluded`, which is sorted.

    >>> from documents.structure.ordinals import find_ordinals
    >>> from documents.structure.paragraphs import find_paragraphs
    >>> text = "重点工作\n1.清淤。\n2.修堤。\n工作要求\n1.每月报账。"
    >>> found = find_unnumbered(text, list(find_paragraphs(text)), list(find_ordinals(text)))
    >>> [(heading.number, heading.span.start) for heading in found]
    [(1, 0), (2, 17)]
    """
    if any(ordinal.style <= Style.HAN for ordinal in ordinals):
        return []
    leading = [ordinal for ordinal in ordinals if ordinal.is_leading]
    starts = [ordinal.span.start for ordinal in leading]
    headings = _headings(text, list(_outside(lines, excluded)), set(starts))
    firsts = [bisect_left(starts, heading.start) for heading in headings]
    lists = [leading[first] for first, after in pairwise([*firsts, len(leading)]) if first < after]
    if len(lists) < FEWEST_LISTS or any(first.number != 1 for first in lists) or firsts[0] > 0:
        return []
    return [
        Ordinal(Style.PART, number, Span(heading.start, heading.start), path=(number,))
        for number, heading in enumerate(headings, 1)
    ]


def _headings(text: str, lines: Sequence[Span], numbered: set[int]) -> list[Span]:
    """The short lines above a sentence or a numbered item, the first line or below what ends a sentence."""
    return [
        line
        for before, line, after in zip([None, *lines], lines, lines[1:], strict=False)
        if HEADING.fullmatch(text, line.start, line.end) and not _is_title(line.quote(text))
        if before is None or text[before.end - 1] in SENTENCE_ENDS
        if after.start in numbered or text[after.end - 1] in SENTENCE_ENDS
    ]


def _is_title(words: str) -> bool:
    """Whether a line is the title of a document rather than a heading (工作安排)."""
    return len(words) >= SHORTEST_SURE and bool(genre_of(words))


def _outside(lines: Sequence[Span], excluded: Sequence[Span]) -> Iterator[Span]:
    position = 0
    for line in lines:
        while position < len(excluded) and excluded[position].end <= line.start:
            position += 1
        if position == len(excluded) or line.start < excluded[position].start:
            yield line
