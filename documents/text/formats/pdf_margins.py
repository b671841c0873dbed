"""The lines of all pages in; those that stand around the text (running heads, page numbers, what is written across a
page) and, of the others, titles on several lines made one, out."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from documents.text.formats.margins import PAGE_NUMBER
from documents.text.formats.pdf_lines import MOST_SLANT, PageLine, common_pitch
from documents.text.formats.pdf_pieces import Piece
from documents.text.layout.block_starts import opens_block
from documents.text.layout.marks import SENTENCE_MARK, TITLE_LAST
from documents.text.readings import Why

NUMBER = re.compile(r"\d{1,9}")
LONGEST_HEAD = 60
BANDS = 2  # lines from the top and from the bottom of a page among which its heads stand
SAME_PLACE = 3  # points
APART = 1.3  # common pitches from a running head to the text
OTHER_SIZE = 0.08  # by which a running head is smaller or larger than the text
LARGE = 1.15  # times the size of the text: a title
CLOSE = 2.2  # ems from one line of a title to the next
LONGEST_TITLE = 90
SPACED = re.compile(r"[^\sa-zA-Z](?: {1,3}[^\sa-zA-Z]){1,60}")  # 的 意 见


def running_heads(pages: Sequence[Sequence[Piece]]) -> list[set[int]]:
    """For each page the places of the lines that stand at the same place of another page too, apart from the text, with
    the same words; a number in them may count the pages."""
    em = text_size(pages)
    seen: defaultdict[str, list[tuple[int, int, PageLine]]] = defaultdict(list)
    for number, pieces in enumerate(pages):
        for index, line in _outer(pieces, em):
            words = "".join(line.text.split())
            if PAGE_NUMBER.fullmatch(words) or not opens_block(words):  # 附件1, 附件2: each begins its page
                seen[NUMBER.sub("0", words)].append((number, index, line))
    heads: list[set[int]] = [set() for _ in pages]
    for places in seen.values():
        for (number, index, line), (other, behind, below) in pairwise(places):
            if number < other and _is_one_head(line, below, other - number):
                heads[number].add(index)
                heads[other].add(behind)
    return heads


def _is_one_head(line: PageLine, other: PageLine, pages: int) -> bool:
    """Whether lines with the same words, so many pages apart, are one running head."""
    numbers, behind = NUMBER.findall(line.text), NUMBER.findall(other.text)
    if len(numbers) != len(behind):  # 1 2 and 12
        return False
    counts = all(int(after) - int(before) in (0, pages) for before, after in zip(numbers, behind, strict=True))
    return counts and abs(line.start[1] - other.start[1]) <= SAME_PLACE


def around(line: PageLine, is_head: bool) -> Why | None:
    """Why a line of a page is no part of the text; None where it is."""
    if line.slant > MOST_SLANT:
        return Why.WATERMARK
    return Why.MARGIN if is_head else None


def text_size(pages: Sequence[Sequence[Piece]]) -> float:
    """The size of most characters outside tables, 0.0 where there is none."""
    sizes: Counter[float] = Counter()
    for pieces in pages:
        for piece in pieces:
            if isinstance(piece, PageLine):
                sizes[round(piece.em, 1)] += len(piece.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def with_whole_titles(pieces: Sequence[Piece], em: float) -> Iterator[Piece]:
    """The pieces; the lines of a title, which are larger than the text and follow one another, as one."""
    before: PageLine | None = None
    for piece in pieces:
        if before and isinstance(piece, PageLine) and _is_one_title(before, piece, em):
            before = replace(before, text=_unspaced(before) + _unspaced(piece), end=piece.end)
            continue
        if before:
            yield before
        before = piece if isinstance(piece, PageLine) else None
        if before is None:
            yield piece
    if before:
        yield before


def _outer(pieces: Sequence[Piece], em: float) -> Iterator[tuple[int, PageLine]]:
    """The first and last lines of a page that stand apart from the text or are of another size, and their places."""
    lines = {at: piece for at, piece in enumerate(pieces) if isinstance(piece, PageLine) and piece.slant <= MOST_SLANT}
    heights = sorted({round(line.start[1]) for line in lines.values()})
    pitch = common_pitch(list(lines.values())) or 2 * em
    for index, line in lines.items():
        place = bisect_left(heights, round(line.start[1]))
        if len(line.text) > LONGEST_HEAD or BANDS <= place < len(heights) - BANDS:
            continue
        inner = heights[place + 1 : place + 2] if place < BANDS else heights[max(place - 1, 0) : place]
        is_apart = not inner or abs(line.start[1] - inner[0]) >= APART * pitch
        if is_apart or abs(line.em - em) >= OTHER_SIZE * em:
            yield index, line


def _is_one_title(before: PageLine, line: PageLine, em: float) -> bool:
    if not (em and line.em >= LARGE * em and abs(line.em - before.em) <= 0.02 * before.em):
        return False
    if not 0 < before.end[1] - line.start[1] <= CLOSE * line.em or len(before.text + line.text) > LONGEST_TITLE:
        return False
    upper, lower = _unspaced(before), _unspaced(line)
    return not (
        SENTENCE_MARK.search(upper + lower)
        or TITLE_LAST.search(upper)
        or opens_block(upper + " ")
        or opens_block(lower)
    )


def _unspaced(line: PageLine) -> str:
    text = line.text.strip()
    return text.replace(" ", "") if SPACED.fullmatch(text) else text
