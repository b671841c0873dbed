"""The lines of a body and its ordinals in; the headings that have no number but stand over numbered lists out."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from documents.structure.ordinals import Ordinal, Style
from documents.structure.titles import SHORTEST_SURE, genre_of
from documents.text.spans import Span

HEADING = re.compile(r"[^\w\s（(【]{0,3}[\u4e00-\u9fff]{2}[\u4e00-\u9fffA-Za-z0-9+＋、“”\"]{2,18}")  # 重点整治内容
LABELLED = re.compile(r"[\u4e00-\u9fff]{2,8}[：:]")  # 责任单位：甲局 ends an item, too
SENTENCE_ENDS: Final = "。；;：:！？"
# ——在扩大开放上发力
DASHED = re.compile(r"(?:[—―─]{1,3}|--)\s?[^。；;！？—\d\n]{4,40}[^。；;：:！？，,、—\d\n]")
DASHES: Final = "—―─-"
FEWEST_LISTS: Final = 2
FEWEST_DASHED: Final = 2
FEWEST_OF_ONE_COUNT: Final = 3  # where the numbers go on below the next heading


def find_unnumbered(
    text: str, lines: Sequence[Span], ordinals: Sequence[Ordinal], excluded: Sequence[Span] = ()
) -> list[Ordinal]:
    r"""An ordinal without words for each heading without a number (工作安排), where these divide a body: no number of
    the outer kinds (一、第一章) does, and below two headings or more a list begins anew, or below three or more one
    goes on; else for each line behind a dash right above an item, if there are two or more. A heading is a short line
    between paragraphs, outside all `excluded`, which is sorted.

    >>> from documents.structure.ordinals import find_ordinals
    >>> from documents.structure.paragraphs import find_paragraphs
    >>> text = "重点工作\n1.清淤。\n2.修堤。\n工作要求\n1.每月报账。"
    >>> found = find_unnumbered(text, list(find_paragraphs(text)), list(find_ordinals(text)))
    >>> [(heading.number, heading.span.start) for heading in found]
    [(1, 0), (2, 17)]
    """
    outside = list(_outside(lines, excluded))
    return _dividing(text, outside, ordinals) or _dashed(text, outside, ordinals)


def _dividing(text: str, lines: Sequence[Span], ordinals: Sequence[Ordinal]) -> list[Ordinal]:
    """Those that divide a body which no number of the outer kinds does."""
    if any(ordinal.style <= Style.HAN for ordinal in ordinals):
        return []
    leading = [ordinal for ordinal in ordinals if ordinal.is_leading]
    starts = [ordinal.span.start for ordinal in leading]
    headings = _headings(text, lines, set(starts))
    firsts = [bisect_left(starts, heading.start) for heading in headings]
    lists = [first for first, after in pairwise([*firsts, len(leading)]) if first < after]
    if not lists or lists[0] > 0 or not (_begin_anew(leading, lists) or _go_on(leading, lists)):
        return []
    return [
        Ordinal(Style.PART, number, Span(heading.start, heading.start), path=(number,))
        for number, heading in enumerate(headings, 1)
    ]


def _dashed(text: str, lines: Sequence[Span], ordinals: Sequence[Ordinal]) -> list[Ordinal]:
    """Those of lines behind a dash (——在治水上用力), right above an item of the inner kinds and below no other such
    line: the numbers below them may begin anew or go on."""
    items = {ordinal.span.start for ordinal in ordinals if ordinal.is_leading and ordinal.style > Style.DASH}
    found = [
        line.start
        for before, line, after in zip([Span(0, 0), *lines], lines, lines[1:], strict=False)
        if after.start in items and DASHED.fullmatch(text, line.start, line.end) and text[before.start] not in DASHES
    ]
    if len(found) < FEWEST_DASHED:
        return []
    return [Ordinal(Style.DASH, number, Span(start, start), path=(number,)) for number, start in enumerate(found, 1)]


def _begin_anew(ordinals: Sequence[Ordinal], firsts: Sequence[int]) -> bool:
    """Whether these, the first below each heading, are all a 1."""
    return len(firsts) >= FEWEST_LISTS and all(ordinals[first].number == 1 for first in firsts)


def _go_on(ordinals: Sequence[Ordinal], firsts: Sequence[int]) -> bool:
    """Whether these, the first below each heading, belong to one count from 1 through the whole body."""
    count = [ordinal.number for ordinal in ordinals if ordinal.style is ordinals[firsts[0]].style]
    of_it = all(ordinals[first].style is ordinals[firsts[0]].style for first in firsts)
    return len(firsts) >= FEWEST_OF_ONE_COUNT and of_it and count[0] == 1 and count == sorted(set(count))


def _headings(text: str, lines: Sequence[Span], numbered: set[int]) -> list[Span]:
    """The short lines above a sentence, a numbered item or another heading, the first line or below what ends a
    sentence or a clause, or below another short line."""
    found: list[Span] = []
    for before, line, after in reversed(list(zip([None, *lines], lines, lines[1:], strict=False))):
        is_above = after.start in numbered or text[after.end - 1] in SENTENCE_ENDS or after in found[-1:]
        if is_above and _is_heading(text, line) and (before is None or _ends(text, before)):
            found.append(line)
    return found[::-1]


def _is_heading(text: str, line: Span) -> bool:
    return HEADING.fullmatch(text, line.start, line.end) is not None and not _is_title(line.quote(text))


def _ends(text: str, line: Span) -> bool:
    """Whether a heading may stand below a line."""
    is_end = text[line.end - 1] in SENTENCE_ENDS or LABELLED.match(text, line.start, line.end)
    return bool(is_end) or _is_heading(text, line)


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
