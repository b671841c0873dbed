"""The lines below the heads of a table in; of each line its column, and whether a row begins there, out.

Merged cells are printed once, empty ones not at all, and a cell may have several lines: so many lines do not make a
row. Of all ways to lay the lines out the likeliest is taken: by what cells look like, what others of their column look
like, and where sentences and lists end.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.text.layout.block_starts import number_kind
from documents.text.layout.cell_shapes import Shape, is_empty, is_like, shape

# What a line is worth where it stands
FITS, HEADING, TEXT, LOOSE, UNLIKELY, MISFITS = 4, 2, 1, 0, -2, -4
SAME_KIND, OTHER_KIND = 1, -3  # a cell numbered as most of its column, or otherwise
NEW_ROW, SAME_CELL, GOES_ON = -2, -2, 3
SKIPPED = -1  # a column between two cells, or at the end of a row; those at its begin are merged with the row above
TASKLESS = -6  # a row that begins behind the last column of words
ACROSS = -1  # the column of a heading
FARTHEST_BELOW = 24  # how much worse than the best a layout gets before the table is over
FEWEST_KNOWN = 2
LONGEST_LABEL = 30
UNFINISHED = re.compile(r"[、，,及和与]$")
SENTENCE_END = re.compile(r"[。；;！!][”’）)]?$")

Cells = list[tuple[int, range]]  # of a row: column and lines of each
Rows = list[Cells]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands; the column of a heading that stands over the rows below it is ACROSS."""

    column: int
    begins_row: bool


@dataclass(frozen=True, slots=True)
class Look:
    """What the words of a cell, or most of a column, look like; None where it is not known."""

    shape: Shape
    kind: str | None = None  # of the number that begins it
    is_prose: bool | None = None
    is_empty: bool = False


def place_lines(words: Sequence[str], columns: Sequence[Shape]) -> list[Place]:
    """The places of as many of the lines as belong to the table, those that end its last sure row the last.

    >>> words = ["甲类", "清淤。", "市水利局", "修堤。", "市水利局"]
    >>> found = place_lines(words, [Shape.TEXT, Shape.TEXT, Shape.BODIES])
    >>> [(place.column, place.begins_row) for place in found]
    [(0, True), (1, False), (2, False), (1, True), (2, False)]
    """
    first = _best(words, [Look(each) for each in columns])
    cells = [_look(each) for each in words[: len(first)]]
    return _best(words, list(_learned(cells, first, columns)))


def as_rows(places: Sequence[Place], start: int) -> Rows:
    """The rows of the lines from `start` on, of which these are the places: lines in one column are one cell.

    >>> as_rows([Place(0, True), Place(1, False), Place(1, False)], 4)
    [[(0, range(4, 5)), (1, range(5, 7))]]
    """
    rows: Rows = []
    for index, place in enumerate(places, start):
        if place.begins_row:
            rows.append([])
        elif rows[-1][-1][0] == place.column:
            first = rows[-1].pop()[1].start
            rows[-1].append((place.column, range(first, index + 1)))
            continue
        rows[-1].append((place.column, range(index, index + 1)))
    return rows


def _look(words: str) -> Look:
    return Look(
        shape(words),
        number_kind(words),
        bool(SENTENCE_END.search(words)) or len(words) > LONGEST_LABEL,
        is_empty(words),
    )


def _learned(cells: Sequence[Look], places: Sequence[Place], columns: Sequence[Shape]) -> Iterator[Look]:
    """What most of the cells that stand in each column look like."""
    for column, each in enumerate(columns):
        own = [cell for cell, place in zip(cells, places, strict=False) if place.column == column]
        if each is not Shape.TEXT or len(own) < FEWEST_KNOWN:
            yield Look(each)
            continue
        kind, count = Counter(cell.kind for cell in own).most_common(1)[0]
        prose = sum(bool(cell.is_prose) for cell in own)
        is_sure = max(prose, len(own) - prose) * 3 >= len(own) * 2
        yield Look(each, kind if count * 3 >= len(own) * 2 else None, prose * 2 > len(own) if is_sure else None)


def _best(words: Sequence[str], columns: Sequence[Look]) -> list[Place]:
    """The likeliest places: from each line to the next, the best way to reach each column."""
    width = len(columns)
    task = max((at for at, column in enumerate(columns) if column.shape is Shape.TEXT), default=width)
    told = {column.shape for column in columns} - {Shape.TEXT, Shape.NUMBER}
    begins = [TASKLESS * (at > task) for at in range(width)] + [0]
    ways: list[list[int]] = []  # of each line and column that of the line before, as _steps tells it
    scores, closed = [0] * (width + 1), [0] * (width + 1)
    peak, end, last = 0, 0, 0
    for index, cell in enumerate(map(_look, words)):
        goes_on = GOES_ON * bool(index and UNFINISHED.search(words[index - 1]))
        waived = OTHER_KIND * (cell.shape is Shape.TEXT and not cell.kind)  # only the first line of a cell is numbered
        same = [SAME_CELL + goes_on - waived * bool(column.kind) for column in columns]
        steps = _steps(scores, closed, begins, same, goes_on) if index else [(each, -1) for each in begins]
        worth = [*(_worth(cell, column) for column in columns), _worth_of_heading(cell)]
        scores = [step + each for (step, _), each in zip(steps, worth, strict=True)]
        ways.append([way for _, way in steps])
        closed = [score + SKIPPED * max(width - 1 - at, 0) for at, score in enumerate(scores)]
        best = max(closed)
        if best > peak and cell.shape in told:
            peak, end, last = best, index + 1, closed.index(best)
        if best < peak - FARTHEST_BELOW:
            break
    return _traced(ways[:end], last, width)


def _traced(ways: Sequence[Sequence[int]], last: int, width: int) -> list[Place]:
    places: list[Place] = []
    for way in reversed(ways):
        before = way[last]
        places.append(Place(last if last < width else ACROSS, before < 0))
        last = -1 - before if before < 0 else before
    return places[::-1]


def _steps(
    scores: Sequence[int], closed: Sequence[int], begins: Sequence[int], same: Sequence[int], goes_on: int
) -> list[tuple[int, int]]:
    """The best way to reach each column, the last of which stands for headings: its worth and where it comes from, or
    -1 - column where a row begins. `closed` is what the rows are worth if they end here; `begins` and `same` what it
    costs to begin a row in a column, and to go on in one; `goes_on` what it is worth that the words above do."""
    width = len(same)
    row = (closed[width], -1 - width)  # the best of the rows that end in this column, or to the right
    ways = [(0, 0)] * (width + 1)
    for at in range(width - 1, -1, -1):
        row = max(row, (closed[at], -1 - at))
        ways[at] = max((row[0] + begins[at] + NEW_ROW - goes_on, row[1]), (scores[at] + same[at], at))
    ways[width] = (row[0] + NEW_ROW - goes_on, row[1])
    left = (scores[0], 0)  # the best of the columns to the left
    for at in range(1, width):
        ways[at] = max(ways[at], (left[0] - goes_on, left[1]))
        left = max((left[0] + SKIPPED, left[1]), (scores[at], at))
    return ways


def _worth(cell: Look, column: Look) -> int:
    if is_like(cell.shape, column.shape) and cell.shape is not Shape.TEXT:
        return FITS
    if cell.is_empty and column.shape is not Shape.NUMBER:
        return TEXT
    if cell.shape is Shape.TEXT and column.shape is Shape.TEXT:
        worth = TEXT
        if column.kind is not None:
            worth += SAME_KIND if cell.kind == column.kind else OTHER_KIND
        return worth if column.is_prose in (None, cell.is_prose) else worth + OTHER_KIND
    if Shape.TEXT in (cell.shape, column.shape) and cell.shape in (Shape.TEXT, Shape.BODIES, Shape.VALUE):
        return LOOSE if column.shape in (Shape.TEXT, Shape.BODIES, Shape.VALUE) else MISFITS
    if (cell.shape, column.shape) == (Shape.TIME, Shape.TEXT):  # 每月公布食谱
        return UNLIKELY
    return MISFITS


def _worth_of_heading(cell: Look) -> int:
    """What a line is worth as a heading over rows: short, and numbered 一、 or （一）."""
    return HEADING if cell.shape is Shape.TEXT and cell.kind in ("一、", "(一)") and not cell.is_prose else MISFITS
