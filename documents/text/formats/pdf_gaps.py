"""The levels of a table in; where its columns are parted, and whether that is sure, out."""

import math
from bisect import bisect
from collections.abc import Sequence
from itertools import pairwise

from documents.text.formats.pdf_levels import NARROWEST, Gap, Level, left_free

FARTHEST = 4  # ems from one line of a table to the next


def free_gaps(levels: Sequence[Level], gaps: Sequence[Gap]) -> tuple[list[list[Gap]], int]:
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


def cut(levels: Sequence[Level], free: Sequence[Sequence[Gap]], index: int) -> float:
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


def fits(level: Level, free: Sequence[Sequence[Gap]]) -> bool:
    """Whether a level leaves the gaps between columns free."""
    return all(left_free(pieces, level) for pieces in free)


def are_columns(levels: Sequence[Level], cuts: Sequence[float]) -> bool:
    """Whether the words of each level leave gaps where columns are parted at `cuts`, and nowhere else."""
    ends = pairwise([-math.inf, *cuts, math.inf])
    return all(_is_parted(level, cuts) for level in levels) and not any(_has_more(levels, *each) for each in ends)


def _is_parted(level: Level, cuts: Sequence[float]) -> bool:
    """Whether a level leaves a gap where columns are parted in which it has words, and nowhere else."""
    if not all(any(left < cut < right for cut in cuts) for left, right in level.gaps()):
        return False
    return all(
        below.point[0] - above.end >= NARROWEST * level.em
        for above, below in pairwise(level.signs)
        if bisect(cuts, above.point[0]) < bisect(cuts, below.point[0])
    )


def _has_more(levels: Sequence[Level], left: float, right: float) -> bool:
    """Whether all the words of a column leave a gap: it may be two."""
    signs = sorted(
        (sign for level in levels for sign in level.signs if left <= sign.point[0] < right),
        key=lambda sign: sign.point[0],
    )
    end = signs[0].point[0] if signs else 0.0
    for sign in signs:
        if sign.point[0] - end >= NARROWEST * sign.em:
            return True
        end = max(end, sign.end)
    return False
