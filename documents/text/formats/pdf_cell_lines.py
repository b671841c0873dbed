"""What stands at one height of a table around which no line is drawn, and where its columns are parted, in; the words
of each column there, and what the end of a line tells of the one below it, out."""

import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from documents.text.formats.pdf_cells import ENDS, Sign, is_broken
from documents.text.formats.pdf_levels import Level
from documents.text.layout.marks import COMMA

SMALLEST_PITCH = 0.9  # ems
WIDE_PITCH = 1.07  # of that within a cell: a row begins
WIDEST_PITCH = 2.05  # ems; the lines of a cell stand closer
FULL = 1.2  # ems that a line leaves free which could not hold another character
RUNNING = 8  # ems; wider columns may hold running text
EVEN = 0.3  # ems by which the lines of one column are as wide as each other
# what no line end parts: a number, a character with the marks around it
FIRST = re.compile(r"[（“《]?(?:[A-Za-z\d.%]+|.)[，。、；：）”》]?")
NAME_END = re.compile(r"[局委厅部院会府办行]$")
LATIN = re.compile(r"[!-~]")
DIGITS = re.compile(r"\d+")
ORDINAL = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[、.．]?")


class Tie(Enum):
    """What a line of a cell tells of the line below it."""

    COMMA = auto()  # goes on: a list or sentence is not at its end
    FULL = auto()  # may go on: there was no room for more
    NEUTRAL = auto()  # a sentence or name ends, or nothing tells
    SHORT = auto()  # does not go on: there was room


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of one column at one height, and where they begin and end."""

    words: str
    left: float
    right: float

    @property
    def width(self) -> float:
        """How wide they are."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class CellLine:
    """What stands at one height of a table, by columns."""

    height: float
    em: float
    cells: Mapping[int, Cell]


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a table; the distance from line to line within a cell; of each column, how wide it is, and whether
    all its lines are."""

    lines: Sequence[CellLine]
    is_continued: bool  # the table goes on from the page before: no names of columns
    pitch: float
    widths: Sequence[float]
    are_even: Sequence[bool]

    @property
    def below_names(self) -> Sequence[CellLine]:
        """The lines but that of the names of the columns."""
        return self.lines if self.is_continued else self.lines[1:]

    @property
    def is_counted(self) -> bool:
        """Whether the first column holds nothing but numbers, in digits each one more than the one above."""
        words = [line.cells[0].words for line in self.below_names if 0 in line.cells]
        numbers = [int(found[0]) for each in words if (found := DIGITS.search(each))]
        return all(map(ORDINAL.fullmatch, words)) and all(after - before == 1 for before, after in pairwise(numbers))

    def is_wide(self, at: int) -> bool:
        """Whether more stands above a line than between the lines of a cell."""
        step = self.lines[at - 1].height - self.lines[at].height
        return step > min(WIDE_PITCH * self.pitch, WIDEST_PITCH * self.lines[at].em)

    def ties(self, at: int) -> list[Tie]:
        """What the line above a line tells of it, in each column in which both have words."""
        above, below = self.lines[at - 1], self.lines[at]
        return [self.tie(above.cells[each], cell, each) for each, cell in below.cells.items() if each in above.cells]

    def tie(self, above: Cell, below: Cell, column: int) -> Tie:
        """What a line of a cell tells of the one below it."""
        if COMMA.search(above.words):
            return Tie.COMMA
        if not is_broken(above.words, below.words):
            return Tie.NEUTRAL
        first = FIRST.match(below.words)
        em = self.lines[0].em
        needed = sum(0.5 if LATIN.match(sign) else 1.0 for sign in first[0]) if first else 1.0
        if self.widths[column] - above.width >= max(needed + FULL - 1, FULL) * em:
            return Tie.SHORT
        return Tie.NEUTRAL if self.are_even[column] else Tie.FULL

    def is_unfinished(self, cell: Cell, column: int) -> bool:
        """Whether the words of a cell may go on below it."""
        if ENDS.search(cell.words) or NAME_END.search(cell.words):
            return False
        is_full = self.widths[column] - cell.width < FULL * self.lines[0].em
        return COMMA.search(cell.words) is not None or (is_full and not self.are_even[column])


def in_columns(level: Level, cuts: Sequence[float]) -> CellLine:
    """What stands at one height, in the columns that are parted at `cuts`."""
    inside: dict[int, list[Sign]] = {}
    for sign in level.signs:
        inside.setdefault(bisect(cuts, sign.point[0]), []).append(sign)
    cells = {
        column: Cell("".join(sign.text for sign in signs), signs[0].point[0], signs[-1].end)
        for column, signs in inside.items()
    }
    return CellLine(level.height, level.em, cells)


def measured(lines: Sequence[CellLine], columns: int, *, is_continued: bool) -> Lines:
    """The lines of a table with what their places tell."""
    below = lines if is_continued else lines[1:]
    reaches = [extents(lines, column) for column in range(columns)]
    widths = [[line.cells[column].width for line in below if column in line.cells] for column in range(columns)]
    return Lines(
        lines,
        is_continued,
        _pitch(lines),
        [reach[1] - reach[0] if reach else 0.0 for reach in reaches],
        [_are_even(each, lines[0].em) for each in widths],
    )


def joined(lines: Sequence[CellLine]) -> dict[int, str]:
    """The words of each column that has some."""
    columns = sorted({column for line in lines for column in line.cells})
    return {each: "".join(line.cells[each].words for line in lines if each in line.cells) for each in columns}


def extents(lines: Sequence[CellLine], column: int) -> tuple[float, float] | None:
    """From where to where the words of a column reach; None where it has none."""
    cells = [line.cells[column] for line in lines if column in line.cells]
    return (min(cell.left for cell in cells), max(cell.right for cell in cells)) if cells else None


def _are_even(widths: Sequence[float], em: float) -> bool:
    """Whether the lines of a column, so wide each, tell nothing: all are alike, and too short for running text."""
    return not widths or (max(widths) - min(widths) < EVEN * em and max(widths) < RUNNING * em)


def _pitch(lines: Sequence[CellLine]) -> float:
    """The smallest distance from a cell to the one below it."""
    steps: list[float] = []
    last: dict[int, float] = {}
    for line in lines:
        steps += [last[column] - line.height for column in line.cells if column in last]
        last |= dict.fromkeys(line.cells, line.height)
    least = SMALLEST_PITCH * min((line.em for line in lines), default=0.0)
    return min((step for step in steps if step >= least), default=0.0)
