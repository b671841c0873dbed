"""Pairs of agencies in; a picture of who works with whom out: the place of each name and line, for a template."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from documents.models import Agency

Pair = tuple[Agency, Agency, int]

MOST = 30
WIDTH = 1232
STEP = 30  # from one name to the next
MARGIN = 24
REACH = 250  # how far the names stand from the middle, at its height
INSET = 90  # how much nearer the first and the last name of a side stand
GAP = 12  # between a name and the end of its lines
THICK = (2, 4, 8)  # from how many tasks on a line is drawn thicker


@dataclass(frozen=True, slots=True)
class Node:
    """An agency's place; its name stands to the left or right of it, outside the circle."""

    agency: Agency
    x: int
    y: int
    is_left: bool

    @property
    def name_x(self) -> int:
        return self.x - GAP if self.is_left else self.x + GAP

    @property
    def name_y(self) -> int:
        return self.y + 5


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two agencies with tasks in common; `weight` is 1 to 4 by their number. Between two on one side
    it bends towards the middle, the more the farther they are apart."""

    start: Node
    end: Node
    count: int
    weight: int

    @property
    def path(self) -> str:
        x, y = (self.start.x + self.end.x) // 2, (self.start.y + self.end.y) // 2
        if self.start.is_left == self.end.is_left:
            bend = STEP + abs(self.start.y - self.end.y)
            x += bend if self.start.is_left else -bend
        return f"M{self.start.x} {self.start.y}Q{x} {y} {self.end.x} {self.end.y}"


@dataclass(frozen=True, slots=True)
class Network:
    """The whole picture; thin lines come first, so that thick ones cover them."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    height: int


def draw(pairs: Sequence[Pair]) -> Network:
    """The picture of the agencies in the pairs, at most MOST, those with most tasks in common first."""
    agencies = arrange(pairs, choose(pairs))
    half = -(-len(agencies) // 2)
    right = [place(agency, row, half, False) for row, agency in enumerate(agencies[:half])]
    left = [place(agency, row, half, True) for row, agency in enumerate(agencies[half:][::-1])]
    nodes = {node.agency.pk: node for node in (*right, *left)}
    lines = [
        Line(nodes[one.pk], nodes[other.pk], count, 1 + sum(count >= least for least in THICK))
        for one, other, count in pairs
        if one.pk in nodes and other.pk in nodes
    ]
    height = 2 * MARGIN + STEP * max(0, half - 1)
    return Network(tuple(nodes.values()), tuple(sorted(lines, key=lambda line: line.count)), height)


def choose(pairs: Sequence[Pair]) -> list[Agency]:
    """The agencies of the first pairs, as many as fit."""
    chosen: dict[int, Agency] = {}
    for one, other, _ in pairs:
        if len(chosen.keys() | {one.pk, other.pk}) <= MOST:
            chosen |= {one.pk: one, other.pk: other}
    return list(chosen.values())


def arrange(pairs: Sequence[Pair], agencies: Sequence[Agency]) -> list[Agency]:
    """The order round the circle: next to each agency the remaining one that shares most with it, so that thick lines
    are short."""
    weights: Counter[tuple[int, int]] = Counter()
    for one, other, count in pairs:
        weights[one.pk, other.pk] = weights[other.pk, one.pk] = count
    left = list(agencies)
    ordered: list[Agency] = []
    while left:
        last = ordered[-1].pk if ordered else 0
        ordered.append(max(left, key=lambda agency: weights[last, agency.pk]))
        left.remove(ordered[-1])
    return ordered


def place(agency: Agency, row: int, rows: int, is_left: bool) -> Node:
    """A place on one side, on an arc whose ends are nearer the middle."""
    bend = (2 * row / (rows - 1) - 1) ** 2 if rows > 1 else 0
    away = REACH - round(INSET * bend)
    return Node(agency, WIDTH // 2 + (-away if is_left else away), MARGIN + STEP * row, is_left)
