"""Targets in; for each its place on a scale that it shares with those it can be compared with, out.

A scale shows the target, not how far it is reached. Shares of a hundred have one scale, and so have changes against a
base year in per cent, with the fall to the left of 0; other values only with comparable ones: those of the same unit
that are of one size, or else of the same indicator. A value that nothing can be compared with has no scale.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from policykb.templatetags.wording import plain_number
from tasks.indicators import normal
from tasks.measures import converted, kind_of, parse_unit

STEPS = tuple(Decimal(step) for step in ("1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10"))
WIDTH = 200  # of the track, in the units of the picture
SPREAD = 20  # how many times the least value the greatest may be, on one scale
SHARE = "%"
FALL, RISE = "fall", "rise"
KINDS = {"at_least": "or_more", "over": "or_more", "at_most": "or_less", "under": "or_less", "about": "about"}


class Valued(Protocol):
    """What a scale needs of a target."""

    pk: Any
    indicator: Any
    comparator: Any
    value: Any
    value_high: Any
    unit: Any


@dataclass(frozen=True, slots=True)
class Scale:
    """A track with a number at each end, and the target on it; `others` are the same indicator elsewhere, `zero` where
    a change begins."""

    low: str
    high: str
    kind: str  # point, or_more, or_less, about, range, fall, rise
    place: int  # of the target
    second: int | None = None
    others: tuple[int, ...] = ()
    zero: int = 0

    @property
    def bar(self) -> tuple[int, int] | None:
        """The start and end of the bar or arrow."""
        ends = {"or_more": WIDTH, "or_less": 0, FALL: self.zero, RISE: self.zero}
        other = ends.get(self.kind, self.second)
        return None if other is None else (min(self.place, other), max(self.place, other))


@dataclass(frozen=True, slots=True)
class Range:
    """What a scale reaches from and to, in one unit."""

    low: Decimal
    high: Decimal
    unit: str

    def place(self, value: Decimal) -> int:
        return round((value - self.low) / (self.high - self.low) * WIDTH)

    def written(self, value: Decimal) -> str:
        if not value:
            return "0"
        unit = self.unit if self.unit in ("%", "％", "‰") else f" {self.unit}" if self.unit else ""
        return f"{'−' if value < 0 else ''}{plain_number(abs(value))}{unit}"


def make_scales(targets: Iterable[Valued], same: Mapping[Any, Sequence[Valued]]) -> dict[Any, Scale]:
    """The scales of the targets, by their keys; `same` has for some of them those of the same indicator elsewhere."""
    groups: dict[tuple[Any, ...], list[Valued]] = {}
    for target in targets:
        if target.value is not None and target.value >= 0:
            groups.setdefault(group_of(target), []).append(target)
    scales: dict[Any, Scale] = {}
    for members in (part for group in groups.values() for part in comparable(group)):
        others = {target.pk: like(target, same.get(target.pk, ())) for target in members}
        if reach := range_of([*members, *(other for each in others.values() for other in each)]):
            scales |= {target.pk: make_scale(target, others[target.pk], reach) for target in members}
    return scales


def like(target: Valued, others: Sequence[Valued]) -> list[Valued]:
    """Those of the others that can stand on the scale of a target."""
    return [other for other in others if group_of(other) == group_of(target)]


def is_change(target: Valued) -> bool:
    """Whether it is a change against another year, not a level."""
    return target.comparator in (FALL, RISE)


def group_of(target: Valued) -> tuple[Any, ...]:
    """What targets have to have in common for one scale. One that lacks a value is like no other."""
    return (target.value is None and target.pk, is_change(target), kind_of(target.unit))


def comparable(group: list[Valued]) -> list[list[Valued]]:
    """The targets of a group in parts with one scale: all where they are shares or of one size, else by indicator."""
    sizes = [value for target in group if (value := size_of(target))]
    if kind_of(group[0].unit) == SHARE or not sizes or max(sizes) <= SPREAD * min(sizes):
        return [group]
    parts: dict[str, list[Valued]] = {}
    for target in group:
        parts.setdefault(normal(target.indicator) or target.indicator, []).append(target)
    return list(parts.values())


def size_of(target: Valued) -> Decimal:
    """Its greatest value in the first unit of its kind."""
    return max(target.value, target.value_high or 0) * parse_unit(target.unit)[1]


def range_of(targets: Sequence[Valued]) -> Range | None:
    """What the scale of these targets reaches from and to, in the unit of the greatest; None where there is nothing to
    compare: one value alone that is no share, or only zeros."""
    greatest = max(targets, key=size_of)
    unit, is_share = greatest.unit, kind_of(greatest.unit) == SHARE
    values = [value for target in targets for value in signed(target, unit)]
    if not any(values) or (not is_share and len(targets) == 1):
        return None
    if is_share and not is_change(greatest) and max(values) <= 100:
        return Range(Decimal(0), converted(Decimal(100), "%", unit), unit)
    return Range(-ceiling(-min(values)), ceiling(max(values)), unit)


def signed(target: Valued, unit: str) -> list[Decimal]:
    """Its values in that unit, a fall below 0."""
    values = [target.value, *([target.value_high] if target.value_high is not None else [])]
    return [(-1 if target.comparator == FALL else 1) * converted(value, target.unit, unit) for value in values]


def make_scale(target: Valued, others: Sequence[Valued], reach: Range) -> Scale:
    """One target's scale."""
    value, *second = signed(target, reach.unit)
    kind = target.comparator if is_change(target) else "range" if second else KINDS.get(target.comparator, "point")
    places = {reach.place(each) for other in others for each in signed(other, reach.unit)}
    return Scale(
        reach.written(reach.low),
        reach.written(reach.high),
        kind,
        reach.place(value),
        reach.place(second[0]) if second else None,
        tuple(sorted(places - {reach.place(value)})),
        reach.place(Decimal(0)),
    )


def ceiling(value: Decimal) -> Decimal:
    """A round number somewhat above a value, for the end of a scale; 0 for what is not above 0."""
    if value <= 0:
        return Decimal(0)
    wanted = value * Decimal("1.15")
    power = Decimal(10) ** (wanted.adjusted())
    tops = [step * power for step in STEPS if step * power >= wanted]
    return next((top for top in tops if top % 1 == 0 or value % 1), tops[0])
