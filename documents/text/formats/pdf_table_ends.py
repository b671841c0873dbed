"""The levels of a page and those that a table has, in; whether it may reach above or below them, out."""

import math
from collections.abc import Sequence
from itertools import pairwise

from documents.text.formats.pdf_cell_lines import WIDE_PITCH, WIDEST_PITCH
from documents.text.formats.pdf_gaps import fits
from documents.text.formats.pdf_levels import Gap, Level, left_free
from documents.text.formats.pdf_names import MARK, is_head


def with_last_cells(levels: Sequence[Level], size: int, free: Sequence[Sequence[Gap]], pitch: float) -> int:
    """How many levels a table has that has `size` at least: the last ones may have words in one column only."""
    while size < len(levels) and _is_near(levels[size - 1], levels[size], pitch) and fits(levels[size], free):
        size += 1
    return size


def is_cut_above(levels: Sequence[Level], free: Sequence[Sequence[Gap]], pitch: float) -> bool:
    """Whether the first of two levels may belong to the names that the second begins with."""
    if len(levels) < 2 or not _is_near(levels[0], levels[1], pitch):
        return False
    return fits(levels[0], free) and not MARK.search("".join(sign.text for sign in levels[0].signs))


def is_cut_below(levels: Sequence[Level], size: int, free: Sequence[Sequence[Gap]], pitch: float) -> bool:
    """Whether the table of the first levels may go on below them: a row that no longer fits, or one further below."""
    steps = [above.height - below.height for above, below in pairwise(levels[:size])]
    farthest = WIDE_PITCH * max(steps, default=pitch)
    for at, level in enumerate(levels[size:], size):
        if is_head(level):
            return False
        is_next = levels[at - 1].height - level.height <= farthest
        if is_next and at == size and len(level.groups()) > 1 and _is_near(levels[at - 1], level, pitch):
            return True
        if any(_keeps(level, gap) for pieces in free for gap in pieces):
            return True
        if is_next and fits(level, free) and level.signs[0].point[0] > free[0][0][0]:
            return True
    return False


def _is_near(above: Level, below: Level, pitch: float) -> bool:
    """Whether two levels stand as close as the lines of a cell, or might where these are not known."""
    return above.height - below.height <= min(WIDE_PITCH * pitch or math.inf, WIDEST_PITCH * below.em)


def _keeps(level: Level, gap: Gap) -> bool:
    """Whether a level has words on both sides of a gap, and leaves it free."""
    return level.has_around(gap) and left_free([gap], level) == [gap]
