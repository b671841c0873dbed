"""The sets of what is dated, and today, in; what falls due next out: the next days, each named by what somebody leads,
where anything is; and what returns."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

from django.db.models import Prefetch, prefetch_related_objects
from pyroaring import BitMap

from documents.structure.values import DocumentKind
from documents.tag_sets.sets import Kind, Sets
from policykb.insight.tiers import Tier
from policykb.insight.upcoming import DueEntry, sentence_in, text_around
from policykb.insight.validity import ended_keys
from tasks.models import Deadline, Responsibility, Target
from tasks.occurrences import next_occurrence

RETURNING_ASKED: Final = 5  # of those that return, of which the next are chosen
ONGOING: Final = Deadline.Recurrence.ONGOING.value


@dataclass(frozen=True, slots=True)
class NextDay:
    """A day on which these targets and deadlines fall due; `kind` and `key` are of the one that it is named by,
    `regions` how many are of each province, by code, the most first."""

    day: date
    targets: BitMap
    deadlines: BitMap
    kind: str
    key: int
    quantified: int
    regions: dict[str, int]

    def __len__(self) -> int:
        return len(self.targets) + len(self.deadlines)


@dataclass(frozen=True, slots=True)
class Due:
    """What falls due next, by keys: the next days, and deadlines that return."""

    days: Sequence[NextDay]
    returning: Sequence[int]


def find_due(
    sets: Sets, targets: BitMap, deadlines: BitMap, today: date, limit: int, newest: Sequence[int] = ()
) -> Due:
    """At most so many of the days from today on, in order, on which some of these targets fall due, or of these
    deadlines, where they do not just repeat the day of a target; and some of those that return, those of regulations
    only where there are no others. What stands in the `newest` documents is named before others."""
    due = sets.of("deadline")
    every = deadlines & due.any(f"r{way}" for way in due.values("r") if way != ONGOING)
    returning = (every - due[f"j{DocumentKind.REGULATION.value}"]) or every
    days = [
        named(sets, day, found, alone, newest)
        for day, found, alone in islice(next_days(sets, targets, deadlines, today), limit)
    ]
    return Due(days, list(islice(newest_of(due, returning, newest), RETURNING_ASKED)))


def next_days(sets: Sets, targets: BitMap, deadlines: BitMap, today: date) -> Iterator[tuple[str, BitMap, BitMap]]:
    """The days from today on with the targets and deadlines that fall due."""
    dated, due = sets.of("target"), sets.of("deadline")
    alone = deadlines & due["salone"]
    for day in sorted({*dated.values("u"), *due.values("u")} - {"none"}):
        if day >= today.isoformat():
            found = targets & dated[f"u{day}"], alone & due[f"u{day}"]
            if any(found):
                yield (day, *found)


def named(sets: Sets, day: str, targets: BitMap, deadlines: BitMap, newest: Sequence[int]) -> NextDay:
    """The day, named by a target or deadline that somebody leads before others, by one with a value before others, by
    one of the newest document."""
    target, deadline = sets.of("target"), sets.of("deadline")
    valued = targets & target["qquantified"]
    ways = [
        ("target", valued & target["olead"]),
        ("target", targets & target["olead"]),
        ("deadline", deadlines & deadline["olead"]),
        ("target", valued),
        ("target", targets),
        ("deadline", deadlines),
    ]
    kind, keys = next((kind, keys) for kind, keys in ways if keys)
    key = next(newest_of(sets.of(kind), keys, newest))
    counts = Counter(target.counts("g", targets)) + Counter(deadline.counts("g", deadlines))
    regions = {code: number for code, number in counts.most_common() if code.endswith("0000")}
    return NextDay(date.fromisoformat(day), targets, deadlines, kind, key, len(valued), regions)


def newest_of(kind: Kind, keys: BitMap, newest: Iterable[int]) -> Iterator[int]:
    """The keys, those of the newest documents first."""
    left = keys
    for document in newest:
        if own := left & kind[f"d{document}"]:
            yield from own
            left = left - own
    yield from left


def in_force(sets: Sets, today: date) -> tuple[BitMap, BitMap]:
    """The targets and deadlines of documents that have not ended."""
    over = [f"d{key}" for key in ended_keys(sets, today)]
    target, deadline = sets.of("target"), sets.of("deadline")
    return target.every - target.any(over), deadline.every - deadline.any(over)


@dataclass(frozen=True, slots=True)
class DueEntries:
    """What falls due next, in words: by day, and what returns."""

    days: Sequence[DueEntry] = ()
    returning: Sequence[DueEntry] = ()

    @property
    def has_leads(self) -> bool:
        """Whether any of the days is named by what somebody leads."""
        return any(entry.leads for entry in self.days)

    @property
    def all(self) -> list[DueEntry]:
        """What returns, then the days."""
        return [*self.returning, *self.days]


def look_up(due: Due, today: date, limit: int) -> DueEntries:
    """The days and the next of what returns, with whom they concern; in at most four queries."""
    wanted = [day.key for day in due.days if day.kind == "deadline"]
    found = (
        Deadline.objects.annotate(around=text_around()).with_place().with_parties().in_bulk([*wanted, *due.returning])
    )
    targets = Target.objects.with_place().in_bulk([day.key for day in due.days if day.kind == "target"])
    items: list[Any] = [*found.values(), *targets.values()]
    current = Responsibility.objects.current().select_related("agency")
    prefetch_related_objects([each.task for each in items if each.task], Prefetch("responsibilities", current))
    days = [day_entry(day, (found if day.kind == "deadline" else targets)[day.key]) for day in due.days]
    returning = sorted((returning_entry(found[key], today) for key in due.returning), key=soonest)
    return DueEntries(days, returning[:limit])


def day_entry(day: NextDay, first: Deadline | Target) -> DueEntry:
    """A day in words."""
    qualitative = len(day.targets) - day.quantified
    return DueEntry(
        first, day.day, first.precision, len(day), day.quantified, qualitative, day.regions, sentence_in(first)
    )


def returning_entry(deadline: Deadline, today: date) -> DueEntry:
    """A deadline that returns, in words."""
    falls = next_occurrence(deadline.recurrence, today, deadline.in_month, deadline.on_day)
    return DueEntry(deadline, falls, "day", sentence=sentence_in(deadline), tier=Tier.ROUTINE)


def soonest(entry: DueEntry) -> tuple[date, int, int]:
    """A sort key: the next first, those whose day is not known last."""
    return entry.day or date.max, entry.first.document_id, entry.first.order
