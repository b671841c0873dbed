"""The sets of what is dated, and today, in; what falls due next out: the next days, each named by what somebody leads,
where anything is; and what returns."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

from django.db.models import prefetch_related_objects
from pyroaring import BitMap

from documents.structure.values import DocumentKind
from documents.tag_sets.by_day import newest_first
from documents.tag_sets.sets import Kind, Sets
from policykb.insight.tiers import Tier
from policykb.insight.upcoming import DueEntry, sentence_in, text_around
from policykb.insight.validity import ended_keys
from tasks.models import Deadline, Target, Task
from tasks.occurrences import next_occurrence

ONGOING: Final = Deadline.Recurrence.ONGOING.value


@dataclass(frozen=True, slots=True)
class NextDay:
    """A day on which these targets and deadlines fall due; `kind` and `key` are of the one that it is named by."""

    day: date
    targets: BitMap
    deadlines: BitMap
    kind: str
    key: int
    quantified: int

    def __len__(self) -> int:
        return len(self.targets) + len(self.deadlines)


@dataclass(frozen=True, slots=True)
class Looked:
    """The targets and deadlines that days are named by, and other deadlines, by their keys."""

    targets: Mapping[int, Target]
    deadlines: Mapping[int, Deadline]


def in_force(sets: Sets, today: date) -> tuple[BitMap, BitMap]:
    """The targets and deadlines of documents that have not ended."""
    over = [f"d{key}" for key in ended_keys(sets, today)]
    target, deadline = sets.of("target"), sets.of("deadline")
    return target.every - target.any(over), deadline.every - deadline.any(over)


def find_days(
    sets: Sets, targets: BitMap, deadlines: BitMap, today: date, limit: int, newest: Sequence[int] = ()
) -> list[NextDay]:
    """At most so many of the days from today on, in order, on which some of these targets fall due, or of these
    deadlines, where they do not just repeat the day of a target. What stands in the `newest` documents is named before
    others."""
    found = islice(next_days(sets, targets, deadlines, today), limit)
    return [named(sets, day, aims, alone, newest) for day, aims, alone in found]


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
    return NextDay(date.fromisoformat(day), targets, deadlines, kind, key, len(valued))


def find_returning(due: Kind, deadlines: BitMap, limit: int, newest: Iterable[int] = ()) -> list[int]:
    """So many of those of these deadlines that return, of the newest documents first; those of regulations only where
    there are no others."""
    every = returning_of(due, deadlines)
    plans = every - due[f"j{DocumentKind.REGULATION.value}"]
    return list(islice(newest_of(due, plans or every, newest), limit))


def returning_of(due: Kind, deadlines: BitMap) -> BitMap:
    """Those of these deadlines that return."""
    return deadlines & due.any(f"r{way}" for way in due.values("r") if way != ONGOING)


def newest_of(kind: Kind, keys: BitMap, newest: Iterable[int]) -> Iterator[int]:
    """The keys, those of the newest documents first."""
    left = keys
    for document in newest:
        if own := left & kind[f"d{document}"]:
            yield from own
            left = left - own
    yield from left


def before(kind: Kind, keys: BitMap, today: date) -> BitMap:
    """Those of these records whose day is past."""
    years = [f"y{year}" for year in kind.values("y") if year.isdecimal() and int(year) < today.year]
    days = [f"u{day}" for day in kind.values("u") if f"{today.year}" <= day < today.isoformat()]
    return keys & kind.any([*years, *days])


def provinces_of(sets: Sets, day: NextDay) -> dict[str, int]:
    """How many fall due on a day in each province, by code, the most first."""
    counts = Counter(sets.of("target").counts("g", day.targets))
    counts.update(sets.of("deadline").counts("g", day.deadlines))
    return {code: number for code, number in counts.most_common() if code.endswith("0000")}


def look_up(days: Iterable[NextDay], deadlines: Iterable[int], *, with_duties: bool) -> Looked:
    """What the days are named by, and these deadlines, with whom they concern; in at most four queries."""
    days = list(days)
    wanted = [*(day.key for day in days if day.kind == "deadline"), *deadlines]
    found = (
        Deadline.objects.annotate(around=text_around()).with_place().with_parties().in_bulk(wanted) if wanted else {}
    )
    aims = [day.key for day in days if day.kind == "target"]
    targets = Target.objects.with_place().in_bulk(aims) if aims else {}
    items: list[Any] = [*found.values(), *targets.values()]
    if with_duties and (tasks := [each.task for each in items if each.task]):
        prefetch_related_objects(tasks, Task.objects.all().current_of("responsibilities", "agency"))
    return Looked(targets, found)


def day_entry(day: NextDay, looked: Looked) -> DueEntry:
    """A day in words."""
    first = (looked.deadlines if day.kind == "deadline" else looked.targets)[day.key]
    qualitative = len(day.targets) - day.quantified
    return DueEntry(first, day.day, first.precision, len(day), day.quantified, qualitative, sentence=sentence_in(first))


def returning_entry(deadline: Deadline, today: date) -> DueEntry:
    """A deadline that returns, in words."""
    falls = next_occurrence(deadline.recurrence, today, deadline.in_month, deadline.on_day)
    return DueEntry(deadline, falls, "day", sentence=sentence_in(deadline), tier=Tier.ROUTINE)


def soonest(entry: DueEntry) -> tuple[date, int, int]:
    """A sort key: the next first, those whose day is not known last."""
    return entry.day or date.max, entry.first.document_id, entry.first.order


def find_recurring(sets: Sets, today: date, limit: int) -> tuple[list[DueEntry], int]:
    """So much of what returns, of the newest documents, the next first; and how much there is in all."""
    _, deadlines = in_force(sets, today)
    documents, due = sets.of("document"), sets.of("deadline")
    returning = returning_of(due, deadlines)
    among = documents.every & BitMap(map(int, due.counts("d", returning)))
    keys = find_returning(due, deadlines, limit, newest_first(documents, among))
    looked = look_up([], keys, with_duties=False)
    return sorted((returning_entry(looked.deadlines[key], today) for key in keys), key=soonest), len(returning)
