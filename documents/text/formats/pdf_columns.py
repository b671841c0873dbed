"""The lines of a page outside its grids in; the tables that no line is drawn around, whose columns only gaps tell, out.

A row that names columns begins one. It goes on as long as the gaps of that row stay free, and needs two more rows.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from documents.text.formats.pdf_cells import FilledFrame, Sign
from documents.text.formats.pdf_levels import Gap, Level, left_free, read_levels
from documents.text.formats.pdf_lines import MOST_SLANT, PageLine
from documents.text.formats.pdf_rows import (
    CellLine,
    extents,
    in_columns,
    is_counted,
    is_running,
    row_starts,
    with_last_cell,
)
from documents.text.formats.pdf_rules import Box, Frame
from documents.text.layout.spaced_tables import HEAD_WORD, LONGEST_CELL_WORD

FARTHEST = 4  # ems from one line of a table to the next
APART = 2  # ems from a running head to a table
MOST_AROUND = 2  # lines above or below the text of a page
FEWEST_ROWS = 2  # below the names of the columns
HAN = re.compile(r"[\u4e00-\u9fff]")
MARK = re.compile(r"[，。；：！？…:;]|\.{3}|·{2}")
# 一、任务 · 页码 · 2030: no names of the columns of a table
NO_NAME = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[）)、.．]|^页[码次数]?$|^[\W\d]+$")

Columned = tuple[Frame, Sequence[PageLine]]  # the grid of a table, and the lines of the page in it


def find_columned(
    lines: Sequence[PageLine], signs: Callable[[PageLine], Iterable[Sign]], above: FilledFrame | None
) -> Iterator[Columned]:
    """The tables, from top to bottom; `above` is one with which the page before ends, and which may go on here."""
    upright = [line for line in lines if line.em and line.slant <= MOST_SLANT]
    gaps = _gaps_of(above) if above else []
    levels = read_levels(upright, signs) if gaps or _may_name(upright) else []
    at = _first(levels, gaps) if gaps else 0
    while at < len(levels):
        own = levels[at].gaps() if _is_head(levels[at]) else []
        frame, size = _table(levels[at:], own or gaps, is_continued=not own) if own or gaps else (None, 0)
        inside = {line for level in levels[at : at + size] for line in level.lines}
        others = (line for level in [*levels[:at], *levels[at + size :]] for line in level.lines)
        if frame and inside.isdisjoint(others):
            yield frame, sorted(inside, key=lambda line: line.place)
        at += max(size, 1)
        gaps = []


def last_table(pieces: Sequence[PageLine | FilledFrame]) -> FilledFrame | None:
    """The table with which a page ends, but for what may stand around its text."""
    for piece in pieces[: -MOST_AROUND - 2 : -1]:
        if isinstance(piece, FilledFrame):
            return piece
    return None


def _gaps_of(table: FilledFrame) -> list[Gap]:
    """The gaps between the columns of a table; none where a line may stand in one."""
    edges = sorted({(box.column, box.left, box.right) for box in table.lines if box.columns == 1})
    gaps = [(before[2], after[1]) for before, after in pairwise(edges) if before[0] + 1 == after[0]]
    return gaps if len(gaps) == table.columns - 1 and all(start < end for start, end in gaps) else []


def _first(levels: Sequence[Level], gaps: Sequence[Gap]) -> int:
    """The place of the first level of a page that is no running head: these stand apart, and not in columns."""
    for at, (level, below) in enumerate(pairwise(levels[: MOST_AROUND + 1])):
        free = [left_free([gap], level) for gap in gaps]
        is_row = all(free) and any(level.has_around(gap) for pieces in free for gap in pieces)
        if is_row or level.height - below.height <= APART * below.em:
            return at
    return min(len(levels), MOST_AROUND)


def _may_name(lines: Sequence[PageLine]) -> bool:
    """Whether there may be names of columns among the lines: a cheap look at their words, whose letters blanks may
    part."""
    words = [each for line in lines for each in (*line.text.split(), "".join(line.text.split()))]
    return sum(len(HEAD_WORD.findall(each)) for each in words if HAN.search(each) and not MARK.search(each)) > 1


def _is_head(level: Level) -> bool:
    """Whether the words of a level, which gaps part, name columns."""
    names = ["".join(sign.text for sign in group) for group in level.groups()]
    if any(len(name) > LONGEST_CELL_WORD or NO_NAME.search(name) or MARK.search(name) for name in names):
        return False
    return sum(HEAD_WORD.search(name) is not None for name in names) > 1


def _table(levels: Sequence[Level], gaps: Sequence[Gap], *, is_continued: bool) -> tuple[Frame | None, int]:
    """The grid of the table that the first level begins, None where it begins none; and how many are in it."""
    free, size = _free(levels, gaps)
    fewest = 1 if is_continued else 1 + FEWEST_ROWS
    if size < fewest:
        return None, 0
    cuts = [_cut(levels[:size], free, index) for index in range(len(free))]
    lines = [in_columns(level, cuts) for level in levels]
    size = with_last_cell(lines, size)
    if any(_keeps(level, gap) for level in levels[size : size + 1] for pieces in free for gap in pieces):
        return None, 0  # a row that no longer fits
    lines = lines[:size]
    starts = row_starts(lines, len(cuts) + 1, is_continued=is_continued)
    if starts is None or is_running(lines, len(cuts) + 1):
        return None, 0
    rows = [set[int]().union(*(line.cells for line in lines[a:b])) for a, b in pairwise([*starts, len(lines)])]
    if sum(len(row) > 1 for row in rows) < fewest:
        return None, 0
    is_rest = is_continued and 0 not in rows[0] and is_counted(lines)
    return replace(_frame(lines, starts, cuts), is_open_above=is_rest), len(lines)


def _free(levels: Sequence[Level], gaps: Sequence[Gap]) -> tuple[list[list[Gap]], int]:
    """What the levels leave free of each gap, up to the first that fills one; and how many these are, up to the last
    with several columns."""
    free, size = [[gap] for gap in gaps], 0
    reached = free
    for at, level in enumerate(levels):
        reached = [left_free(pieces, level) for pieces in reached]
        if not all(reached) or (at and levels[at - 1].height - level.height > FARTHEST * level.em):
            break
        if any(level.has_around(gap) for pieces in reached for gap in pieces):
            free, size = reached, at + 1
    return free, size


def _keeps(level: Level, gap: Gap) -> bool:
    """Whether a level has words on both sides of a gap, and leaves it free."""
    return level.has_around(gap) and left_free([gap], level) == [gap]


def _cut(levels: Sequence[Level], free: Sequence[Sequence[Gap]], index: int) -> float:
    """Where two columns are parted: in the middle of that piece of their gap which parts words at most heights."""
    left = free[index - 1][0][0] if index else float("-inf")
    right = free[index + 1][-1][1] if index + 1 < len(free) else float("inf")

    def parted(piece: Gap) -> tuple[int, float]:
        sides = [
            (
                any(left <= sign.point[0] and sign.end <= piece[0] for sign in level.signs),
                any(piece[1] <= sign.point[0] and sign.end <= right for sign in level.signs),
            )
            for level in levels
        ]
        return sum(map(all, sides)), piece[1] - piece[0]

    begin, end = max(free[index], key=parted)
    return (begin + end) / 2


def _frame(lines: Sequence[CellLine], starts: Sequence[int], cuts: Sequence[float]) -> Frame:
    """The grid of a table: its columns as wide as their words."""
    em = max(line.em for line in lines)
    inner = [(lines[at - 1].height + lines[at].height) / 2 + em / 4 for at in starts[1:]]
    ys = (lines[0].height + em, *inner, lines[-1].height - em)
    edges = [cuts[0] - em, *cuts, cuts[-1] + em]
    reaches = [extents(lines, column) or (sum(ends) / 2,) * 2 for column, ends in enumerate(pairwise(edges))]
    boxes = [
        Box(row, column, 1, 1, left, right, top, bottom)
        for row, (top, bottom) in enumerate(pairwise(ys))
        for column, (left, right) in enumerate(reaches)
    ]
    return Frame((reaches[0][0], *cuts, reaches[-1][1]), ys, tuple(boxes), is_open_above=False, is_open_below=True)
