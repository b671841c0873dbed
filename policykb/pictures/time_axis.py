"""Counts by year, documents and today in; a picture of time out: the place of each thing, for a template."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from policykb.insight.due_years import Count

WIDTH = 1232
MARGIN = 20
AXIS = 130  # where the line of years lies
STEP = 12  # from one square to the next
SIDE = 9  # of a square
ROWS = 7
LABEL_ROWS = 3
ROW_HEIGHT = 20
LETTER = 14
NEAR = 5  # from a stem to its name
WAYS, FEW = 60, 30
ROOMY = 80  # of a year, for its number with words


@dataclass(frozen=True, slots=True)
class Square:
    """One target, or several where there are many."""

    x: int
    y: int
    is_solid: bool


@dataclass(frozen=True, slots=True)
class Year:
    """A year's cell: its middle, its squares and the number of targets."""

    year: int
    x: int
    is_past: bool
    count: Count
    squares: tuple[Square, ...]

    @property
    def solid(self) -> str:
        """The squares of quantified targets as one path: there are hundreds of squares."""
        return path_of(square for square in self.squares if square.is_solid)

    @property
    def hollow(self) -> str:
        """The other squares."""
        return path_of(square for square in self.squares if not square.is_solid)

    @property
    def top(self) -> int:
        """The place of the number above the squares."""
        return min((square.y for square in self.squares), default=AXIS) - 8


@dataclass(frozen=True, slots=True)
class Issue:
    """A document at its day, with its name to the right or left of the end of its stem, in one of the rows below the
    line; without a name where there is no room."""

    x: int
    label: str
    row: int
    is_left: bool = False

    @property
    def y(self) -> int:
        return AXIS + 46 + ROW_HEIGHT * self.row

    @property
    def label_x(self) -> int:
        return self.x - NEAR if self.is_left else self.x + NEAR

    @property
    def ends(self) -> tuple[int, int]:
        """Where the name begins and ends, with a gap on each side."""
        width = NEAR + len(self.label) * LETTER
        return (self.x - width - NEAR, self.x) if self.is_left else (self.x, self.x + width + NEAR)


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole picture; one square stands for `each` targets."""

    years: tuple[Year, ...]
    today: int
    yearly: tuple[int, ...]
    issues: tuple[Issue, ...]
    each: int
    is_dense: bool = False  # years so near each other that their numbers have room for no words

    @property
    def height(self) -> int:
        rows = [issue.row for issue in self.issues if issue.label]
        return AXIS + 60 + ROW_HEIGHT * max(rows, default=0)


def draw(counts: Mapping[int, Count], issued: Sequence[tuple[date, str]], has_yearly: bool, today: date) -> Picture:
    """The picture; `issued` are day and name of documents."""
    known = [*counts, *(day.year for day, _ in issued), today.year]
    first, last = max(min(known), today.year - 30), min(max(known), today.year + 40)
    cell = (WIDTH - 2 * MARGIN) / (last - first + 1)
    columns = max(1, int(cell - 6) // STEP)
    each = max((-(-count.total // (ROWS * columns)) for count in counts.values()), default=1)
    years = tuple(
        draw_year(year, MARGIN + round((year - first + 0.5) * cell), counts.get(year, Count()), each, today.year)
        for year in range(first, last + 1)
    )
    yearly = [MARGIN + round((year - first + 1) * cell) for year in range(today.year, last)] if has_yearly else []
    places = [(round(MARGIN + (at(day) - first) * cell), name) for day, name in issued if day.year >= first]
    now = round(MARGIN + (at(today) - first) * cell)
    return Picture(years, now, tuple(yearly), tuple(place_issues(places)), each, cell < ROOMY)


def path_of(squares: Iterable[Square]) -> str:
    """The squares as a path."""
    return "".join(f"M{square.x} {square.y}h{SIDE}v{SIDE}h-{SIDE}z" for square in squares)


def at(day: date) -> float:
    """A day as a number of years: 2026-07-02 → 2026.5"""
    length = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days if day.year < 9999 else 365
    return day.year + (day - date(day.year, 1, 1)).days / length


def draw_year(year: int, x: int, count: Count, each: int, this_year: int) -> Year:
    """A year's squares, in columns from the left, the quantified first."""
    solid, hollow = (-(-number // each) for number in (count.quantified, count.qualitative + count.deadlines))
    total = solid + hollow
    columns = -(-total // ROWS)
    left = x - columns * STEP // 2
    squares = tuple(
        Square(left + place // ROWS * STEP, AXIS - 6 - STEP * (place % ROWS + 1), place < solid)
        for place in range(total)
    )
    return Year(year, x, year < this_year, count, squares)


def place_issues(issues: Sequence[tuple[int, str]]) -> list[Issue]:
    """The documents from the left, with as many names as have room, in the upper rows rather than the lower. A few ways
    to place those so far are followed at a time; of many documents only one."""
    width = WAYS if len(issues) <= FEW else 1
    ways: list[list[Issue]] = [[]]
    for x, name in sorted(issues):
        places = [Issue(x, name, row, is_left) for row in range(LABEL_ROWS) for is_left in (False, True)]
        ways = [
            [*way, place]
            for way in ways
            for place in (*(place for place in places if has_room(place, way)), Issue(x, "", 0))
        ]
        ways.sort(key=lambda way: (-sum(bool(issue.label) for issue in way), sum(issue.row for issue in way)))
        del ways[width:]
    return ways[0]


def has_room(place: Issue, others: Sequence[Issue]) -> bool:
    """Whether a name fits here: within the picture, over no other name, no stem through it, and its own stem through no
    other."""
    start, end = place.ends
    if start < 0 or end > WIDTH:
        return False
    for other in (other for other in others if other.label):
        other_start, other_end = other.ends
        if other.row == place.row and start < other_end and other_start < end:
            return False
        if other.row > place.row and start - NEAR < other.x < end:
            return False
        if other.row < place.row and other_start - NEAR < place.x < other_end:
            return False
    return True
