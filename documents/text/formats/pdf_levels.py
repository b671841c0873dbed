"""The lines of a page in; what stands at one height of it, parted where it leaves gaps, out."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.text.formats.pdf_cells import Sign
from documents.text.formats.pdf_lines import PageLine

GAP = 1.1  # ems between the names of two columns; within a name (任　务) stands less
NARROWEST = 0.4  # ems that stay free between two columns at all heights
SAME_LEVEL = 0.5  # ems by which words may stand higher or lower

LEFT_HALF = re.compile(r"[，。、；：]")  # the other half of such a mark is empty, and may stand out of its column

Gap = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Level:
    """The characters at one height of a page, from left to right, and the lines that have one of them: the layer may
    make a line of words that stand higher and lower."""

    signs: tuple[Sign, ...]
    lines: frozenset[PageLine]

    @property
    def height(self) -> float:
        """Where it stands on the page."""
        return self.signs[0].point[1]

    @property
    def em(self) -> float:
        """The size of its characters."""
        return max(sign.em for sign in self.signs)

    def groups(self) -> list[list[Sign]]:
        """Its characters, parted where they leave a gap."""
        found = [[self.signs[0]]]
        for before, sign in pairwise(self.signs):
            if sign.point[0] - before.end >= GAP * self.em:
                found.append([])
            found[-1].append(sign)
        return found

    def gaps(self) -> list[Gap]:
        """The gaps that it leaves, from left to right."""
        return [(before[-1].end, after[0].point[0]) for before, after in pairwise(self.groups())]

    def has_around(self, gap: Gap) -> bool:
        """Whether it has characters on both sides of a gap."""
        return self.signs[0].end <= gap[0] and gap[1] <= self.signs[-1].point[0]


def read_levels(lines: Iterable[PageLine], signs: Callable[[PageLine], Iterable[Sign]]) -> list[Level]:
    """The levels that the characters of the lines make, from the top of the page."""
    found: list[list[tuple[Sign, PageLine]]] = []
    placed = ((sign, line) for line in lines for sign in signs(line))
    for sign, line in sorted(placed, key=lambda each: -each[0].point[1]):
        if found and found[-1][0][0].point[1] - sign.point[1] <= SAME_LEVEL * sign.em:
            found[-1].append((sign, line))
        else:
            found.append([(sign, line)])
    return [
        Level(
            tuple(sorted((sign for sign, _ in level), key=lambda sign: sign.point[0])),
            frozenset(line for _, line in level),
        )
        for level in found
    ]


def left_free(pieces: Sequence[Gap], level: Level) -> list[Gap]:
    """What a level leaves free of the pieces of a gap, but for what is narrower than a gap between columns."""
    free = list(pieces)
    for sign in level.signs:
        begin, end = sign.point[0], sign.end - (sign.em / 2 if LEFT_HALF.match(sign.text) else 0)
        free = [part for left, right in free for part in _without(left, right, begin, end)]
    return [(left, right) for left, right in free if right - left >= NARROWEST * level.em]


def _without(left: float, right: float, begin: float, end: float) -> Iterator[Gap]:
    if end <= left or right <= begin:
        yield left, right
        return
    if left < begin:
        yield left, begin
    if end < right:
        yield end, right
