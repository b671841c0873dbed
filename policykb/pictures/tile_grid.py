"""Numbers of provinces in; a tile for each out, laid out roughly as the provinces lie: no borders are drawn.

A published map of borders needs an official approval (审图号); a grid of tiles is no map.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from policykb.insight.place_totals import Place

SIDE: Final = 80  # of a tile, with the gap to the next
GAP: Final = 4
SHADES: Final = 4  # beside that of no records
# Province by the first two digits of its code → column and row.
GRID: Final = {
    "23": (8, 0),
    "22": (8, 1),
    "65": (0, 2), "62": (2, 2), "64": (3, 2), "15": (4, 2), "11": (6, 2), "12": (7, 2), "21": (8, 2),
    "63": (2, 3), "61": (4, 3), "14": (5, 3), "13": (6, 3), "37": (7, 3),
    "54": (1, 4), "51": (3, 4), "50": (4, 4), "41": (5, 4), "34": (6, 4), "32": (7, 4), "31": (8, 4),
    "52": (4, 5), "42": (5, 5), "36": (6, 5), "33": (7, 5),
    "53": (3, 6), "45": (4, 6), "43": (5, 6), "44": (6, 6), "35": (7, 6), "71": (8, 6),
    "46": (4, 7), "82": (5, 7), "81": (6, 7),
}  # fmt: skip
COUNTRY: Final = (0, 0)  # the tile of national documents
WIDTH: Final = 9 * SIDE
HEIGHT: Final = 8 * SIDE


@dataclass(frozen=True, slots=True)
class Tile:
    """The tile of a province: its upper left corner, its number, and its shade, 0 for none to SHADES for the most."""

    place: Place
    number: int
    x: int
    y: int
    shade: int

    @property
    def side(self) -> int:
        return SIDE - GAP

    @property
    def middle(self) -> int:
        return self.x + self.side // 2


def draw_tiles(places: Sequence[Place], name: str) -> list[Tile]:
    """A tile for the country and each province, by the total of what is called `name` (documents, tasks, duties). A
    province that the grid does not know has none."""
    numbers = {place.region.code: place.total(name) for place in places}
    steps = limits(sorted({number for number in numbers.values() if number}))
    tiles = []
    for place in places:
        code = place.region.code
        corner = COUNTRY if place.region.level == "national" else GRID.get(code[:2])
        if corner:
            number = numbers[code]
            shade = sum(number >= step for step in steps) if number else 0
            tiles.append(Tile(place, number, corner[0] * SIDE, corner[1] * SIDE, shade))
    return tiles


def limits(numbers: Sequence[int]) -> list[int]:
    """From which number on each shade holds: the different numbers, in order, in parts of one length, at most SHADES.

    >>> limits([1, 2, 3, 5, 8, 13, 21, 34])
    [1, 3, 8, 21]
    >>> limits([1, 4])
    [1, 4]
    """
    parts = min(SHADES, len(numbers))
    return [numbers[part * len(numbers) // parts] for part in range(parts)]
