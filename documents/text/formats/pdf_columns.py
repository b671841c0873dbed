"""The lines of a page outside its grids in; the tables that no line is drawn around, whose columns only gaps tell, out.

A row that names columns begins one. It goes on as long as the gaps of that row stay free, and needs two more rows.
Where its columns, its rows or its ends are not sure, its lines stay as they are.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from documents.text.formats.pdf_cell_lines import DIGITS, CellLine, Lines, extents, in_columns, joined, measured
from documents.text.formats.pdf_cells import FilledFrame, Sign
from documents.text.formats.pdf_gaps import are_columns, cut, fits, free_gaps, narrow_gaps
from documents.text.formats.pdf_levels import Gap, Level, left_free, read_levels
from documents.text.formats.pdf_lines import MOST_SLANT, PageLine
from documents.text.formats.pdf_names import are_names, is_head, may_name
from documents.text.formats.pdf_rows import may_go_on, row_starts
from documents.text.formats.pdf_rules import Box, Frame
from documents.text.formats.pdf_table_ends import is_cut_above, is_cut_below, with_last_cells

APART = 2  # ems from a running head to a table
MOST_AROUND = 2  # lines above or below the text of a page
FEWEST_ROWS = 2  # below the names of the columns

Columned = tuple[Frame, Sequence[PageLine]]  # the grid of a table, and the lines of the page in it


def find_columned(
    lines: Sequence[PageLine], signs: Callable[[PageLine], Iterable[Sign]], above: FilledFrame | None
) -> Iterator[Columned]:
    """The tables, from top to bottom; `above` is one with which the page before ends, and which may go on here."""
    upright = [line for line in lines if line.em and line.slant <= MOST_SLANT]
    gaps = _gaps_of(above) if above else []
    levels = read_levels(upright, signs) if gaps or may_name(upright) else []
    at = _first(levels, gaps) if gaps else 0
    while at < len(levels):
        own = levels[at].gaps() if is_head(levels[at]) else []
        frame, size = _table(levels, at, own or gaps, is_continued=not own) if own or gaps else (None, 0)
        inside = {line for level in levels[at : at + size] for line in level.lines}
        others = (line for level in [*levels[:at], *levels[at + size :]] for line in level.lines)
        if frame and inside.isdisjoint(others):
            yield frame, sorted(inside, key=lambda line: line.place)
        at += max(size, 1)
        gaps = []


def is_whole(before: Sequence[PageLine | FilledFrame], page: Sequence[PageLine | FilledFrame]) -> bool:
    """Whether the rows of a table with which the page before ends are whole, with what the next page has of them."""
    table = last_table(before)
    if table is None:
        return True
    first = next((piece for piece in page[: MOST_AROUND + 1] if isinstance(piece, FilledFrame)), None)
    if first is not None and first.begins_surely:
        above = page[: page.index(first)]
        return not first.is_open_above or _tops(above) <= _tops(before)  # else the rest of a row is cut off
    second = min((box.left for box in table.lines if box.column == 1), default=0.0)
    top = page[0] if page else None
    may_be_cell = table.ends_page and isinstance(top, PageLine) and top.start[0] >= second - top.em
    return not (table.may_go_on or may_be_cell)


def _tops(page: Sequence[PageLine | FilledFrame]) -> set[str]:
    """What the lines say with which a page begins, without the digits in which running heads differ."""
    return {DIGITS.sub("", piece.text) for piece in page[:MOST_AROUND] if isinstance(piece, PageLine)}


def last_table(pieces: Sequence[PageLine | FilledFrame]) -> FilledFrame | None:
    """The table with which a page ends, but for what may stand around its text."""
    for piece in pieces[: -MOST_AROUND - 2 : -1]:
        if isinstance(piece, FilledFrame):
            return piece
    return None


def _gaps_of(table: FilledFrame) -> list[Gap]:
    """The gaps between the columns of a table."""
    edges = sorted({(box.column, box.left, box.right) for box in table.lines if box.columns == 1})
    return [(before[2], after[1]) for before, after in pairwise(edges) if before[0] + 1 == after[0]]


def _first(levels: Sequence[Level], gaps: Sequence[Gap]) -> int:
    """The place of the first level of a page that is no running head: these stand apart, and not in columns."""
    for at, (level, below) in enumerate(pairwise(levels[: MOST_AROUND + 1])):
        free = [left_free([gap], level) for gap in gaps]
        is_row = all(free) and any(level.has_around(gap) for pieces in free for gap in pieces)
        if is_row or level.height - below.height <= APART * below.em:
            return at
    return min(len(levels), MOST_AROUND)


def _table(levels: Sequence[Level], at: int, gaps: Sequence[Gap], *, is_continued: bool) -> tuple[Frame | None, int]:
    """The grid of the table that a level begins, None where it begins none or is not sure; and how many are in it."""
    below = levels[at:]
    free, size = free_gaps(below, gaps)
    if size < (1 if is_continued else 1 + FEWEST_ROWS):
        return None, 0
    cuts = [cut(below[:size], free, index) for index in range(len(free))]
    if not is_continued and (narrow := narrow_gaps(below[:size], cuts)):
        free = sorted([*free, *([gap] for gap in narrow)])
        cuts = sorted([*cuts, *(sum(gap) / 2 for gap in narrow)])
    lines = [in_columns(level, cuts) for level in below]
    pitch = measured(lines[:size], len(cuts) + 1, is_continued=is_continued).pitch
    end = with_last_cells(below, size, free, pitch)
    is_cut = not is_continued and is_cut_above(levels[max(at - 1, 0) : at + 1], free, pitch)
    if is_cut or is_cut_below(below, end, free, pitch) or not are_columns(below[:end], cuts):
        return None, 0
    table = measured(lines[:end], len(cuts) + 1, is_continued=is_continued)
    starts = _row_starts(table, size)
    if not starts:
        return None, 0
    is_first = not any(fits(level, free) for level in levels[:at])
    frame = _frame(table, starts, cuts, is_first=is_first, ends_page=_is_last(levels, at + end))
    return frame, end


def _row_starts(table: Lines, size: int) -> list[int]:
    """The places of the lines with which the rows begin; none where that is not sure. Those from `size` on have words
    in one column only."""
    starts = row_starts(table) or []
    rows = [joined(table.lines[a:b]) for a, b in pairwise([*starts, len(table.lines)])]
    if not starts or not all(_is_at_edge(table, line) for line in table.lines[size:]):
        return []
    if table.is_continued:
        is_table = all(len(row) > 1 for row in rows if 0 in row)
    else:
        is_table = len(rows) > FEWEST_ROWS and all(len(row) > 1 for row in rows) and are_names(rows[0].values())
    return starts if is_table else []


def _is_last(levels: Sequence[Level], end: int) -> bool:
    """Whether the levels before `end` are the last of a page, but for what stands around its text."""
    below = levels[end:]
    return not below or (len(below) <= MOST_AROUND and levels[end - 1].height - below[0].height > APART * below[0].em)


def _is_at_edge(table: Lines, line: CellLine) -> bool:
    """Whether a line with words in the first column begins at its edge, as running text below a table does not."""
    if 0 not in line.cells:
        return True
    edge = min(above.cells[0].left for above in table.lines if 0 in above.cells)
    return not table.is_continued and line.cells[0].left - edge < line.em / 2


def _frame(table: Lines, starts: Sequence[int], cuts: Sequence[float], *, is_first: bool, ends_page: bool) -> Frame:
    """The grid of a table: its columns as wide as their words. `is_first`: no line above it may be of it."""
    lines = table.lines
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
    is_rest = table.is_continued and 0 not in joined(lines[: (*starts, len(lines))[1]])
    return Frame(
        (reaches[0][0], *cuts, reaches[-1][1]),
        ys,
        tuple(boxes),
        is_open_above=is_rest,
        is_open_below=True,
        begins_surely=is_rest or (table.is_continued and table.is_counted and is_first),
        ends_page=ends_page,
        may_go_on=ends_page and may_go_on(table, starts[-1]),
    )
