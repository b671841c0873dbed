"""The lines drawn on a page in; the grids of cells that they make, out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

Point = tuple[float, float]
THICKEST = 3.0  # points; what is thicker is no line
SHORTEST = 5.0  # points; what is shorter is a mark
NEAR = 2.0  # points between lines that meet, or are one
MOST_PATHS = 5_000  # on a page: more make a picture
MOST_RULES = 400  # of one direction
DEEPEST = 5  # forms within forms
FEWEST_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: `at` is where it stands across its direction, `start` and `end` are along it."""

    at: float
    start: float
    end: float

    def covers(self, place: float) -> bool:
        """Whether it passes a place along its direction."""
        return self.start - NEAR <= place <= self.end + NEAR


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a grid, with its first row and column and how many it covers, and its edges on the page."""

    row: int
    column: int
    rows: int
    columns: int
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A grid: where its columns are parted (`xs`, from left to right) and its rows (`ys`, from the top), its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]
    is_open_above: bool  # no line closes it there
    is_open_below: bool
    begins_surely: bool = False  # its first row is the rest of one, or a number begins it
    ends_page: bool = False  # nothing but what stands around the text of the page is below it
    may_go_on: bool = False  # and words of its last row may go on

    def holds(self, point: Point) -> bool:
        """Whether a point of the page lies within."""
        return self.xs[0] <= point[0] <= self.xs[-1] and self.ys[-1] <= point[1] <= self.ys[0]

    def box_at(self, point: Point) -> Box | None:
        """The cell over a point."""
        x, y = point
        return next((b for b in self.boxes if b.left - NEAR <= x < b.right and b.bottom <= y < b.top), None)


def find_frames(page: pypdfium2.PdfPage, turned: Callable[[Point], Point]) -> list[Frame]:
    """The grids of two columns and more on a page, from top to bottom; `turned` moves a point to where it is shown."""
    across, along = _rules(page, turned)
    if max(len(across), len(along)) > MOST_RULES:
        return []
    frames = [frame for group in _connected(across, along) if (frame := _frame(*group))]
    return sorted(frames, key=lambda frame: -frame.ys[0])


def _rules(page: pypdfium2.PdfPage, turned: Callable[[Point], Point]) -> tuple[list[Rule], list[Rule]]:
    """The lines across the page and those along it, pieces of one line made one."""
    across: list[Rule] = []
    along: list[Rule] = []
    for count, path in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=DEEPEST)):
        if count > MOST_PATHS:
            return [], []
        left, bottom, right, top = path.get_bounds()
        (x0, y0), (x1, y1) = (turned(_on_page(path, corner)) for corner in ((left, bottom), (right, top)))
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        wide, high = x1 - x0, y1 - y0
        if high <= THICKEST and wide >= SHORTEST:
            across.append(Rule((y0 + y1) / 2, x0, x1))
        elif wide <= THICKEST and high >= SHORTEST:
            along.append(Rule((x0 + x1) / 2, y0, y1))
        elif wide > SHORTEST and high > SHORTEST and _is_outline(path):
            across += [Rule(y0, x0, x1), Rule(y1, x0, x1)]
            along += [Rule(x0, y0, y1), Rule(x1, y0, y1)]
    return _whole(across), _whole(along)


def _on_page(path: pypdfium2.PdfObject, point: Point) -> Point:
    """A point of a path on the page, where it may be drawn within forms, as browsers print: each has its own scale."""
    form = path.container
    while form is not None:
        point = form.get_matrix().on_point(*point)
        form = form.container
    return point


def _is_outline(path: pypdfium2.PdfObject) -> bool:
    """Whether a path is the drawn outline of a rectangle, not a coloured ground."""
    fill, stroke = raw.c_int(), raw.c_int()
    drawn = raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(drawn and stroke.value) and raw.FPDFPath_CountSegments(path) in (4, 5)


def _whole(rules: Iterable[Rule]) -> list[Rule]:
    """The lines, those that stand in one line and meet made one."""
    found: list[Rule] = []
    at: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if at and rule.at - at[-1][-1].at <= NEAR:
            at[-1].append(rule)
        else:
            at.append([rule])
    for group in at:
        place = sum(rule.at for rule in group) / len(group)
        pieces = sorted(group, key=lambda rule: rule.start)
        start, end = pieces[0].start, pieces[0].end
        for piece in pieces[1:]:
            if piece.start > end + 2 * NEAR:
                found.append(Rule(place, start, end))
                start = piece.start
            end = max(end, piece.end)
        found.append(Rule(place, start, end))
    return found


def _connected(across: Sequence[Rule], along: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The lines in groups that hang together."""
    free = set(range(len(across))), set(range(len(along)))
    while free[0]:
        group: tuple[list[Rule], list[Rule]] = ([], [])
        waiting = [(0, free[0].pop())]
        while waiting:
            kind, index = waiting.pop()
            own, others = (across, along) if kind == 0 else (along, across)
            group[kind].append(own[index])
            met = [i for i in free[1 - kind] if _meet(own[index], others[i])]
            free[1 - kind].difference_update(met)
            waiting += [(1 - kind, i) for i in met]
        yield group


def _meet(rule: Rule, other: Rule) -> bool:
    return rule.covers(other.at) and other.covers(rule.at)


def _frame(across: Sequence[Rule], along: Sequence[Rule]) -> Frame | None:
    """The grid that lines make; None where they make no columns."""
    xs = tuple(_places([*(rule.at for rule in along), *_open_ends(across)]))
    ys = tuple(reversed(_places([*(rule.at for rule in across), *_open_ends(along)])))
    if len(xs) <= FEWEST_COLUMNS or len(ys) < 2:
        return None
    places = {(row, column): (row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)}
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            middle = (left + right) / 2, (top + bottom) / 2
            if column and not any(abs(rule.at - left) <= NEAR and rule.covers(middle[1]) for rule in along):
                _unite(places, (row, column), (row, column - 1))
            if row and not any(abs(rule.at - top) <= NEAR and rule.covers(middle[0]) for rule in across):
                _unite(places, (row, column), (row - 1, column))
    highest, lowest = max(rule.at for rule in across), min(rule.at for rule in across)
    return Frame(xs, ys, tuple(_boxes(places, xs, ys)), ys[0] > highest + NEAR, ys[-1] < lowest - NEAR)


def _open_ends(rules: Sequence[Rule]) -> list[float]:
    """Where the outermost of several lines end: there a grid ends, though no line closes it, as where a page ends."""
    ends = [min((rule.start for rule in rules), default=0.0), max((rule.end for rule in rules), default=0.0)]
    shared = (sum(abs(end - at) <= NEAR for rule in rules for end in (rule.start, rule.end)) for at in ends)
    return [at for at, count in zip(ends, shared, strict=True) if count > 1]


def _places(values: Iterable[float]) -> list[float]:
    """The values in order, those near one another made one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


Place = tuple[int, int]


def _unite(places: dict[Place, Place], one: Place, other: Place) -> None:
    places[_first(places, one)] = _first(places, other)


def _first(places: dict[Place, Place], place: Place) -> Place:
    while places[place] != place:
        places[place] = place = places[places[place]]
    return place


def _boxes(places: dict[Place, Place], xs: Sequence[float], ys: Sequence[float]) -> Iterator[Box]:
    """The cells: what no line parts is one cell, which reaches over all rows and columns of its parts."""
    parts: dict[Place, list[Place]] = {}
    for place in places:
        parts.setdefault(_first(places, place), []).append(place)
    for own in parts.values():
        row, last = min(place[0] for place in own), max(place[0] for place in own)
        column, end = min(place[1] for place in own), max(place[1] for place in own)
        yield Box(row, column, last - row + 1, end - column + 1, xs[column], xs[end + 1], ys[row], ys[last + 1])
