"""The lines of a table around which no line is drawn, in its columns, in; where its rows begin, out."""

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.text.formats.pdf_cells import ENDS, NAMES, Sign, is_broken
from documents.text.formats.pdf_levels import Level
from documents.text.layout.marks import COMMA

SMALLEST_PITCH = 0.9  # ems
WIDE_PITCH = 1.15  # of that within a cell: a row begins
FEWEST_BANDS = 2  # the names and the rows, where these do not stand apart
UNEVEN = 0.8  # of it: the cells of a row do not begin at one height
FULL = 1.2  # ems that a line leaves free which could not hold another character
RUNNING = 8  # ems; narrower columns hold no running text
ORDINAL = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[、.．]?")


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of one column at one height, and where they begin and end."""

    words: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class CellLine:
    """What stands at one height of a table, by columns."""

    height: float
    em: float
    cells: Mapping[int, Cell]


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


def extents(lines: Sequence[CellLine], column: int) -> tuple[float, float] | None:
    """From where to where the words of a column reach; None where it has none."""
    cells = [line.cells[column] for line in lines if column in line.cells]
    return (min(cell.left for cell in cells), max(cell.right for cell in cells)) if cells else None


def with_last_cell(lines: Sequence[CellLine], size: int) -> int:
    """How many lines a table has whose first `size` are known: one below them that stands in one column is in it where
    it goes on with the words above."""
    pitch = _pitch(lines[:size])
    while size < len(lines) and len(lines[size].cells) == 1:
        ((column, cell),) = lines[size].cells.items()
        near = [line for line in lines[:size] if line.height - lines[size].height <= WIDE_PITCH * pitch]
        above = next((line.cells[column] for line in reversed(near) if column in line.cells), None)
        reach = extents(lines[:size], column)
        if not (above and reach and reach[0] <= cell.left + 1 and cell.right <= reach[1] + 1):
            break
        is_name = NAMES.search(f"{above.words}\n{cell.words}") is not None
        if not is_name and not _goes_on(above, cell, reach, lines[size].em):
            break
        size += 1
    return size


def row_starts(lines: Sequence[CellLine], columns: int, *, is_continued: bool) -> list[int] | None:
    """The places of the lines with which the rows begin; None where nothing tells.

    Rows stand apart, or each begins with the first column; `is_continued`: the first may be the rest of one.
    """
    reaches = [extents(lines, column) for column in range(columns)]
    is_numbered = is_counted(lines if is_continued else lines[1:])
    pitch = _pitch(lines)
    bands = list(_bands(lines, pitch))
    found: list[int] = []
    for band in bands:
        begun = [band[0]]
        for at in band[1:]:
            has_first = 0 in lines[at].cells
            is_below_names = begun[-1] == 0 and not is_continued
            if has_first if is_numbered or is_below_names else _begins(lines[begun[-1] : at], lines[at], reaches):
                begun.append(at)
        heights = [lines[at].height for at in band]
        is_uneven = any(upper - lower < UNEVEN * pitch for upper, lower in pairwise(heights))
        is_headless = 0 not in lines[band[0]].cells and not (is_continued and band[0] == 0)
        if is_uneven or is_headless:  # the cells stand around the middle of their row
            if sum(0 in lines[at].cells for at in band) > 1 and (is_numbered or len(bands) <= FEWEST_BANDS):
                return None
            begun = begun[:1]
        elif len(begun) < len(band) and len(bands) > FEWEST_BANDS and not is_numbered:
            begun = begun[:1]
        found += begun
    return found


def is_counted(lines: Sequence[CellLine]) -> bool:
    """Whether the first column holds nothing but numbers."""
    return all(ORDINAL.fullmatch(line.cells[0].words) for line in lines if 0 in line.cells)


def is_running(lines: Sequence[CellLine], columns: int) -> bool:
    """Whether every column is wide and most of its lines fill it, as where a page has columns of text."""
    return all(_runs([line for line in lines if column in line.cells], column) for column in range(columns))


def _runs(lines: Sequence[CellLine], column: int) -> bool:
    reach = extents(lines, column)
    if not reach or reach[1] - reach[0] < RUNNING * lines[0].em:
        return False
    return sum(_is_full(line.cells[column], reach, line.em) for line in lines) * 2 > len(lines)


def _pitch(lines: Sequence[CellLine]) -> float:
    """The distance from line to line within a cell: the smallest from a cell to the one below it."""
    steps: list[float] = []
    last: dict[int, float] = {}
    for line in lines:
        steps += [last[column] - line.height for column in line.cells if column in last]
        last |= dict.fromkeys(line.cells, line.height)
    least = SMALLEST_PITCH * min((line.em for line in lines), default=0.0)
    return min((step for step in steps if step >= least), default=0.0)


def _bands(lines: Sequence[CellLine], pitch: float) -> Iterator[list[int]]:
    """The places of the lines in groups that wide distances part."""
    band: list[int] = []
    for at, line in enumerate(lines):
        if band and lines[at - 1].height - line.height > WIDE_PITCH * pitch:
            yield band
            band = []
        band.append(at)
    if band:
        yield band


def _begins(above: Sequence[CellLine], line: CellLine, reaches: Sequence[tuple[float, float] | None]) -> bool:
    """Whether a line begins a row, and does not go on with that of the lines above."""
    if len(line.cells) == 1 or (0 not in line.cells and len(line.cells) < max(len(reaches) - 1, 2)):
        return False
    is_whole = line.cells.keys() >= above[0].cells.keys()
    for column, cell in line.cells.items():
        before, reach = above[-1].cells.get(column), reaches[column]
        if not (before and reach and _goes_on(before, cell, reach, line.em)):
            continue
        is_sure = COMMA.search(before.words) or (ENDS.search(cell.words) and column == 0)
        if is_sure or (not is_whole and (column == 0 or 0 not in line.cells)):
            return False
    return True


def _goes_on(above: Cell, cell: Cell, reach: tuple[float, float], em: float) -> bool:
    """Whether words go on with those above them in their column, which end within a sentence and fill it."""
    is_full = COMMA.search(above.words) or _is_full(above, reach, em)
    return bool(is_full) and is_broken(above.words, cell.words)


def _is_full(cell: Cell, reach: tuple[float, float], em: float) -> bool:
    return (reach[1] - reach[0]) - (cell.right - cell.left) < FULL * em
