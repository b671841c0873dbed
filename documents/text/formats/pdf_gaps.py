"""The levels of a table in; where its columns are parted, and whether that is sure, out."""

import math
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import pairwise

from documents.text.formats.pdf_levels import LEFT_HALF, NARROWEST, Gap, Level, left_free

FARTHEST = 4  # ems from one line of a table to the next
HANGING = 0.1  # ems from a mark that stands out of its column to the next


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


def narrow_gaps(levels: Sequence[Level], cuts: Sequence[float]) -> list[Gap]:
    """The gaps too narrow to part names that all levels leave within the columns parted at `cuts`: names stand on both
    sides, and words below these."""
    found = []
    for left, right, gap in _inner(levels, cuts):
        sides = ((left, gap[0]), (gap[1], right))
        if all(_has_words(levels[:1], *side) and _has_words(levels[1:], *side) for side in sides):
            found.append(gap)
    return found


def are_columns(levels: Sequence[Level], cuts: Sequence[float]) -> bool:
    """Whether the words of each level leave gaps where columns are parted at `cuts`, and nowhere else."""
    return all(_is_parted(level, cuts) for level in levels) and not any(
        _has_words([level], left, gap[0]) and _has_words([level], gap[1], right)
        for left, right, gap in _inner(levels, cuts)
        for level in levels
    )


def _is_parted(level: Level, cuts: Sequence[float]) -> bool:
    """Whether a level leaves a gap where columns are parted in which it has words, and nowhere else. The half of a mark
    may stand in one of several gaps: in running text, no other is left."""
    if not all(any(left < cut < right for cut in cuts) for left, right in level.gaps()):
        return False
    steps = [
        (below.point[0] - above.end, LEFT_HALF.match(above.text))
        for above, below in pairwise(level.signs)
        if bisect(cuts, above.point[0]) < bisect(cuts, below.point[0])
    ]
    narrow = [(step, mark) for step, mark in steps if step < NARROWEST * level.em]
    return not narrow or (
        len(narrow) < len(steps) and all(mark and step >= HANGING * level.em for step, mark in narrow)
    )


def _inner(levels: Sequence[Level], cuts: Sequence[float]) -> Iterator[tuple[float, float, Gap]]:
    """The gaps that all words of a column leave, each with the ends of the column."""
    for left, right in pairwise([-math.inf, *cuts, math.inf]):
        signs = [sign for level in levels for sign in level.signs if left <= sign.point[0] < right]
        end = math.inf
        for sign in sorted(signs, key=lambda sign: sign.point[0]):
            if sign.point[0] - end >= NARROWEST * sign.em:
                yield left, right, (end, sign.point[0])
            end = sign.end if end == math.inf else max(end, sign.end)


def _has_words(levels: Sequence[Level], left: float, right: float) -> bool:
    return any(left <= sign.point[0] < right for level in levels for sign in level.signs)
