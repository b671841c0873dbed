"""A target's value in; its place on a scale out. The scale shows the target, not how far it is reached."""

from dataclasses import dataclass
from decimal import Decimal

from policykb.templatetags.wording import plain_number

STEPS = tuple(Decimal(step) for step in ("1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10"))
WIDTH = 200  # of the track, in the units of the picture


@dataclass(frozen=True, slots=True)
class Scale:
    """A track with a number at each end, and the target on it."""

    low: str
    high: str
    kind: str  # point, or_more, or_less, about, range, fall, rise
    place: int  # of the target
    second: int | None = None

    @property
    def bar(self) -> tuple[int, int] | None:
        """The start and end of the bar or arrow."""
        ends = {"or_more": WIDTH, "or_less": 0}
        other = ends.get(self.kind, self.second)
        return None if other is None else (min(self.place, other), max(self.place, other))


KINDS = {
    "at_least": "or_more", "over": "or_more", "at_most": "or_less", "under": "or_less", "about": "about",
    "fall": "fall", "rise": "rise",
}  # fmt: skip


def make_scale(comparator: str, value: Decimal | None, value_high: Decimal | None, unit: str) -> Scale | None:
    """The scale of a value; None for a target without one or with zero."""
    if value is None or value <= 0:
        return None
    kind = "range" if value_high is not None else KINDS.get(comparator, "point")
    top = ceiling(max(value, value_high or value), unit, kind)
    written = plain_number(top) + (unit if unit in ("%", "％") else f" {unit}" if 0 < len(unit) <= 2 else "")
    place = on_track(value, top)
    if kind == "fall":
        return Scale(f"−{written}", "0", kind, WIDTH - place, WIDTH)
    second = {"rise": 0, "range": on_track(value_high or value, top)}.get(kind)
    return Scale("0", written, kind, place, second)


def ceiling(value: Decimal, unit: str, kind: str) -> Decimal:
    """A round number somewhat above the value, for the end of the scale; 100 for a share."""
    if unit in ("%", "％") and kind not in ("fall", "rise") and value <= 100:
        return Decimal(100)
    wanted = value * Decimal("1.15")
    power = Decimal(10) ** (wanted.adjusted())
    tops = [step * power for step in STEPS if step * power >= wanted]
    return next((top for top in tops if top % 1 == 0 or value % 1), tops[0])


def on_track(value: Decimal, top: Decimal) -> int:
    """The place of a value on the track."""
    return round(value / top * WIDTH)
