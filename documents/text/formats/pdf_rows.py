"""The lines of a table around which no line is drawn, in its columns, in; where its rows begin, out: nothing where that
is not sure."""

from collections.abc import Iterator
from itertools import pairwise

from documents.text.formats.pdf_cell_lines import Lines, Tie

FEWEST_BANDS = 2  # the names and the rows, where these do not stand apart
UNEVEN = 0.8  # pitches; the cells of a row stand around its middle
SLACK = 0.1  # pitches by which lines stand higher or lower


def row_starts(table: Lines) -> list[int] | None:
    """The places of the lines with which the rows begin; None where that is not sure.

    Rows stand apart, or a number begins each, or the words of no cell go on over a line end.
    """
    bands = list(_bands(table))
    are_apart = len(bands) > FEWEST_BANDS
    found: list[int] = []
    for band in bands:
        begun = _in_band(table, band, are_apart=are_apart)
        if begun is None:
            return None
        found += begun
    ends = [*found[1:], len(table.lines)]
    if not all(_is_row(table, range(*row), are_apart=are_apart) for row in zip(found, ends, strict=True)):
        return None
    return found if all(_are_parted(table, at) for at in found[1:]) else None


def _bands(table: Lines) -> Iterator[range]:
    """The places of the lines in groups that wide distances part."""
    starts = [0, *(at for at in range(1, len(table.lines)) if table.is_wide(at)), len(table.lines)]
    return (range(*ends) for ends in pairwise(starts))


def _in_band(table: Lines, band: range, *, are_apart: bool) -> list[int] | None:
    """The places of the lines of a band with which rows begin; None where that is not sure."""
    steps = [table.lines[at - 1].height - table.lines[at].height for at in band[1:]]
    is_rest = table.is_continued and band[0] == 0
    if any(step < UNEVEN * table.pitch for step in steps) or (0 not in table.lines[band[0]].cells and not is_rest):
        firsts = sum(0 in table.lines[at].cells for at in band)
        return [band[0]] if are_apart and (firsts == 1 or (firsts and not table.is_counted)) else None
    begun = [band[0]]
    for at in band[1:]:
        begins = _begins(table, at, begun[-1], are_apart=are_apart)
        if begins is None:
            return None
        begun += [at] * begins
    return begun


def _begins(table: Lines, at: int, row: int, *, are_apart: bool) -> bool | None:
    """Whether a line begins a row, and does not go on with that which began at `row`; None where that is not sure."""
    line, ties = table.lines[at], table.ties(at)
    in_names = row == 0 and not table.is_continued
    if 0 not in line.cells:
        is_told = len(ties) == len(line.cells) and Tie.SHORT not in ties
        is_sure = is_told and (are_apart or Tie.NEUTRAL not in ties)
        return False if is_sure or in_names else None
    if table.is_counted and not (in_names and are_apart):
        return True
    if are_apart:
        goes_on = in_names or (Tie.SHORT not in ties and (Tie.COMMA in ties or Tie.FULL in ties))
        return False if goes_on else None
    return _begins_by_words(table, at, row)


def _begins_by_words(table: Lines, at: int, row: int) -> bool | None:
    """The same where only the words tell."""
    line, ties = table.lines[at], table.ties(at)
    row_columns = {column for above in table.lines[row:at] for column in above.cells}
    shorts, fulls = ties.count(Tie.SHORT) + len(line.cells.keys() - row_columns), ties.count(Tie.FULL)
    if Tie.COMMA in ties:
        return None if shorts else False
    is_whole = line.cells.keys() >= table.lines[row].cells.keys()
    if not is_whole and ties.count(Tie.FULL) == len(line.cells):
        return False
    if len(line.cells) == 1 or (fulls and shorts < 2) or not (is_whole or shorts):
        return None
    return True


def _is_row(table: Lines, row: range, *, are_apart: bool) -> bool:
    """Whether the lines of each cell stand one below the other, from the top of the row or around its middle, and may
    be of one cell."""
    heights = [table.lines[at].height for at in row]
    slack = SLACK * table.pitch
    for column in {column for at in row for column in table.lines[at].cells}:
        own = [table.lines[at] for at in row if column in table.lines[at].cells]
        is_one = all(abs(above.height - below.height - table.pitch) <= slack for above, below in pairwise(own))
        is_at_top = own[0].height == heights[0]
        is_in_middle = abs(own[0].height + own[-1].height - heights[0] - heights[-1]) <= 2 * slack
        if not is_one or not (is_at_top or (is_in_middle and are_apart)):
            return False
        is_named = row[0] == 0 and not table.is_continued
        ties = (table.tie(above.cells[column], below.cells[column], column) for above, below in pairwise(own))
        if Tie.SHORT in ties and not is_named:
            return False
    return True


def may_go_on(table: Lines, row: int) -> bool:
    """Whether words of the last row, which begins at `row`, may go on below it."""
    last = {column: cell for line in table.lines[row:] for column, cell in line.cells.items()}
    return any(table.is_unfinished(cell, column) for column, cell in last.items())


def _are_parted(table: Lines, at: int) -> bool:
    """Whether no words go on over the line end above a row."""
    ties = table.ties(at)
    if Tie.COMMA in ties:
        return False
    return table.is_wide(at) or not table.is_counted or Tie.FULL not in ties or Tie.SHORT in ties
