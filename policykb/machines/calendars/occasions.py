"""Deadlines and targets of any standing in; the events of a calendar out: what falls due at one place on one day, and
what did so once and does no longer.

The oldest record of a place and day names the event, also after it was withdrawn: what comes again from a new text
stays the same event. A record that was the name of an event and is no longer is a cancelled one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple

from documents.models import Document, Section, Standing
from policykb.insight.tiers import Tier, tier_of
from policykb.machines.calendars.scopes import Item
from policykb.machines.calendars.series import Rule, series_of
from tasks.models import Deadline, Task

Key = tuple[str, int]  # of an item: the name of its model, and its primary key


class Slot(NamedTuple):
    """Where and when something falls due: in a task, else in a document as its aim, its routine or under one of its
    headings; and a day, with the rule by which it returns."""

    task: int | None
    document: int
    tier: Tier
    section: int | None
    day: date
    rule: str


class Birth(NamedTuple):
    """The revision in which an item was made, and its time."""

    revision: int
    at: datetime


WITH_DOCUMENT = Birth(0, datetime.min.replace(tzinfo=UTC))


class Stay(NamedTuple):
    """From which revision on an item fell due where and when, and whether it counted."""

    since: int
    slot: Slot | None
    counts: bool


@dataclass(slots=True)
class Occasion:
    """What falls due at one place of a document on one day, or repeatedly from that day on; without items it is
    cancelled. The key of `first` identifies it."""

    first: Item
    day: date
    rule: Rule = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)

    @property
    def place(self) -> Task | Section | Document:
        """The task, or the heading of a part whose date reaches its items, or the document."""
        first = self.items[0] if self.items else self.first
        return first.task or (first.section if tier_of(first) is Tier.PART else None) or first.document


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of how items came to be: when each was made that did not come with its document, and of each that
    was ever changed where and when it fell due, from which revision on."""

    births: Mapping[Key, Birth] = field(default_factory=dict)
    moves: Mapping[Key, Sequence[Stay]] = field(default_factory=dict)

    def birth(self, item: Item) -> Birth:
        """When an item was made."""
        return self.births.get(key_of(item), WITH_DOCUMENT)

    def age(self, item: Item) -> tuple[int, str, int]:
        """A sort key: the oldest first."""
        return self.birth(item).revision, *key_of(item)

    def stays(self, item: Item) -> Sequence[Stay]:
        """Where and when an item fell due in the course of time."""
        return self.moves.get(key_of(item)) or (stay_of(item, self.birth(item).revision),)


def key_of(item: Item) -> Key:
    """What tells an item from all others."""
    return str(item._meta.model_name), item.pk


def when(item: Item) -> tuple[date, Rule] | None:
    """The day of an item, of a recurring one the first day and the rule; None where it has none."""
    series = series_of(item) if isinstance(item, Deadline) else None
    if series:
        return series.first, series.rule
    day = item.due_on if isinstance(item, Deadline) else item.deadline
    return (day, {}) if day else None


def slot_of(item: Item) -> Slot | None:
    """Where and when an item falls due; None for never."""
    if not (found := when(item)):
        return None
    day, rule = found
    tier = tier_of(item)
    section = item.section_id if tier is Tier.PART else None
    return Slot(item.task_id, item.document_id, tier, section, day, repr(rule))


def stay_of(item: Item, since: int) -> Stay:
    """Where and when an item falls due as it is, from a revision on."""
    return Stay(since, slot_of(item), item.standing == Standing.CURRENT)


def find_occasions(
    items: Iterable[Item], live: set[Key], once: set[Key], past: Past, is_wanted: Callable[[Slot], bool]
) -> Iterator[Occasion]:
    """The occasions of the items in `live`, by day; then those that are cancelled: of each item in `once` that named an
    event of its own, in a slot that is wanted, and names none now."""
    items = sorted(items, key=past.age)
    now = defaultdict[Slot, list[Item]](list)
    for item in items:
        if here := slot_of(item):
            now[here].append(item)
    named = set[Key]()
    for slot in sorted(now, key=lambda slot: slot.day):
        if falling := [item for item in now[slot] if key_of(item) in live]:
            named.add(key_of(now[slot][0]))
            yield Occasion(now[slot][0], *when(falling[0]), items=falling)  # type: ignore[misc]
    led = ever_led(items, past)
    for item in items:
        slots = [slot for slot in led[key_of(item)] if is_wanted(slot)]
        if slots and key_of(item) in once and key_of(item) not in named:
            yield Occasion(item, *(when(item) or (slots[-1].day, {})))


def ever_led(items: Iterable[Item], past: Past) -> dict[Key, list[Slot]]:
    """Of which slots, in which anything counted, each item was the oldest in some revision; they are given by age."""
    documents = defaultdict[int, list[Item]](list)
    for item in items:
        documents[item.document_id].append(item)
    led = defaultdict[Key, list[Slot]](list)
    for of_document in documents.values():
        stays = {key_of(item): past.stays(item) for item in of_document}
        for revision in sorted({stay.since for moves in stays.values() for stay in moves}):
            oldest, counted = dict[Slot, Key](), set[Slot]()
            for key, moves in stays.items():
                stay = next((stay for stay in reversed(moves) if stay.since <= revision), None)
                if stay and stay.slot:
                    oldest.setdefault(stay.slot, key)
                    counted |= {stay.slot} if stay.counts else set()
            for slot in counted:
                led[oldest[slot]].append(slot)
    return led
