"""Deadlines and targets in; an entry for each recurring duty and each coming day out."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Min,
    OuterRef,
    Prefetch,
    Q,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce, Greatest, Substr

from documents.models import Document
from documents.text.sentences import sentence_around
from documents.text.spans import Span
from policykb.insight.tiers import Tier
from policykb.templatetags.wording import recurring
from tasks.models import Deadline, DeadlineParty, Responsibility, Target
from tasks.models.deadlines import DeadlineQuerySet
from tasks.models.targets import TargetQuerySet
from tasks.occurrences import next_occurrence

LONGEST_SENTENCE = 150
MARGIN = LONGEST_SENTENCE + 1  # characters around a deadline: a sentence that reaches further is too long


@dataclass(frozen=True, slots=True)
class DueEntry:
    """One line: the first deadline or target of a day, and how many there are, by kind and region. `day` is None for
    a yearly duty without a printed day, and for a term whose start is not known. `tasks` are those that a date of a
    part holds for, `parts` what an agency has to do with it, where its words say so."""

    first: Deadline | Target
    day: date | None
    precision: str
    count: int = 1
    quantified: int = 0
    qualitative: int = 0
    regions: dict[str, int] = field(default_factory=dict)
    sentence: str = ""
    tier: Tier = Tier.OWN
    tasks: int = 0
    parts: tuple[DeadlineParty, ...] = ()
    more_regions: int = 0  # beside those told

    @property
    def all_regions(self) -> int:
        return len(self.regions) + self.more_regions

    @property
    def recurrence(self) -> str:
        """每年年底, 每年12月10日; "" for what falls due once."""
        return recurring(self.first) if isinstance(self.first, Deadline) and self.first.recurrence else ""

    @property
    def rule(self) -> str:
        """How the day was got, for a single deadline whose day is not printed; else ""."""
        return self.first.rule if self.is_one_deadline and self.day and not self.recurrence else ""  # type: ignore[union-attr]

    @property
    def words(self) -> str:
        """The sentence of the first one where it was looked up, else its quote."""
        return self.sentence or self.first.quote or (self.first.indicator if isinstance(self.first, Target) else "")

    @property
    def is_one_deadline(self) -> bool:
        """Whether it stands for a single deadline, so that its agencies can be named."""
        return self.count == 1 and isinstance(self.first, Deadline)

    @property
    def leads(self) -> list[Responsibility]:
        """The leading duties of the first one's task."""
        duties = self.first.task.responsibilities.all() if self.first.task else ()
        return [duty for duty in duties if duty.role == Responsibility.Role.LEAD and duty.standing == "current"]


def next_recurring(deadlines: DeadlineQuerySet, today: date, limit: int) -> list[DueEntry]:
    """At most `limit` of the recurring ones among these deadlines: the next first, those without a month last."""
    found = deadlines.exclude(recurrence__in=("", Deadline.Recurrence.ONGOING))
    ways = list(found.order_by().values("recurrence", "in_month", "on_day").distinct())
    days = [(way, next_occurrence(way["recurrence"], today, way["in_month"], way["on_day"])) for way in ways]
    rank = Case(*(When(returning(way), then=Value(day or date.max)) for way, day in days), default=Value(date.max))
    ordered = found.annotate(next_on=rank).with_place().order_by("next_on", "document_id", "order")[:limit]
    return [
        DueEntry(each, None if each.next_on == date.max else each.next_on, "day", tier=Tier.ROUTINE) for each in ordered
    ]


def terms(deadlines: DeadlineQuerySet, limit: int) -> list[DueEntry]:
    """At most `limit` of those deadlines that have no day, in document order."""
    found = deadlines.filter(due_on=None, recurrence="").with_place().order_by("document_id", "order")
    return [DueEntry(deadline, None, "") for deadline in found[:limit]]


def returning(way: Mapping[str, Any]) -> Q:
    """The condition that a deadline recurs in this way."""
    return Q(**{f"{name}__isnull" if value is None else name: value is None or value for name, value in way.items()})


def next_days(targets: TargetQuerySet, deadlines: DeadlineQuerySet, today: date, limit: int) -> list[DueEntry]:
    """The next days, from today on, on which these fall due, counted in the database. A deadline on the same day as a
    target of its document does not count."""
    same = targets.filter(document=OuterRef("document"), deadline=OuterRef("due_on"))
    others = deadlines.filter(due_on__gte=today, recurrence="").exclude(Exists(same))
    days = [*days_of(targets.due_from(today), "deadline", limit), *days_of(others, "due_on", limit)]
    days.sort(key=lambda entry: entry.day or today)
    return [merged(list(group)) for _, group in groupby(days, key=lambda entry: entry.day)][:limit]


def days_of(found: TargetQuerySet | DeadlineQuerySet, name: str, limit: int) -> list[DueEntry]:
    """An entry for each of the first days of these records, by the date in the field `name`."""
    counts = found.values(day=F(name)).annotate(n=Count("pk"), **first_and_values(found))
    rows = list(counts.order_by("day")[:limit])
    firsts = found.with_place().in_bulk([row["first_id"] for row in rows])
    regions = count_regions(found, name, [row["day"] for row in rows])
    return [
        DueEntry(
            firsts[row["first_id"]],
            row["day"],
            firsts[row["first_id"]].precision,
            count=row["n"],
            quantified=row["values"],
            qualitative=row["n"] - row["values"] if found.model is Target else 0,
            regions=regions[row["day"]],
        )
        for row in rows
    ]


def first_and_values(found: TargetQuerySet | DeadlineQuerySet) -> dict[str, Any]:
    """Aggregates: the number with a value, and the one to name, which is the first, of targets the first with a
    value."""
    if found.model is not Target:
        return {"values": Value(0), "first_id": Min("pk")}
    valued = Min("pk", filter=Q(value__isnull=False))
    return {"values": Count("value"), "first_id": Coalesce(valued, Min("pk"))}


def count_regions(found: TargetQuerySet | DeadlineQuerySet, name: str, days: list[date]) -> dict[date, dict[str, int]]:
    """For each day the number of records by region."""
    counts: dict[date, dict[str, int]] = {day: {} for day in days}
    places = found.filter(**{f"{name}__in": days}).values_list(name, "document__region__name")
    for day, region, count in places.annotate(n=Count("pk")).order_by(name, "document__region"):
        counts[day][region or "未载地区"] = count
    return counts


def merged(entries: list[DueEntry]) -> DueEntry:
    """One entry for the targets and deadlines of a day."""
    regions: Counter[str] = Counter()
    for entry in entries:
        regions.update(entry.regions)
    return replace(
        entries[0],
        count=sum(entry.count for entry in entries),
        quantified=sum(entry.quantified for entry in entries),
        qualitative=sum(entry.qualitative for entry in entries),
        regions=dict(regions),
    )


def with_sentences(entries: list[DueEntry]) -> list[DueEntry]:
    """The entries, those named by a deadline with its sentence, because 每年年底 alone says little."""
    wanted = {entry.first.document_id for entry in entries if isinstance(entry.first, Deadline)}
    read = Document.objects.filter(pk__in=wanted, text__isnull=False).values_list("pk", "text__reading")
    texts = dict(read) if wanted else {}
    return [
        replace(entry, sentence=sentence_of(entry.first, texts[entry.first.document_id]))
        if isinstance(entry.first, Deadline) and entry.first.document_id in texts
        else entry
        for entry in entries
    ]


def with_parties(entries: list[DueEntry]) -> list[DueEntry]:
    """The entries with their sentences and whom these name."""
    named = Prefetch("parties", DeadlineParty.objects.current().select_related("agency"))
    prefetch_related_objects([entry.first for entry in entries if isinstance(entry.first, Deadline)], named)
    return with_sentences(entries)


def sentence_of(item: Deadline | Target, text: str) -> str:
    """The sentence of the text that the item is in; "" for one without a place, or where it is too long."""
    if item.start is None or item.end is None:
        return ""
    sentence = sentence_around(text, Span(item.start, item.end))
    return sentence.quote(text).strip() if len(sentence) <= LONGEST_SENTENCE else ""


def text_around() -> Substr:
    """Of the text that a deadline is in, as much around it as its sentence may have: what `sentence_in` reads."""
    first = Greatest(F("start") - MARGIN, 0)
    return Substr("document__text__reading", first + 1, F("end") - first + MARGIN)


def sentence_in(item: Deadline | Target) -> str:
    """The sentence of a deadline that was fetched with the text `around` it, as `sentence_of` has it; "" for others."""
    around = getattr(item, "around", None)
    if not around or item.start is None or item.end is None:
        return ""
    start = min(item.start, MARGIN)
    sentence = sentence_around(around, Span(start, start + item.end - item.start))
    return sentence.quote(around).strip() if len(sentence) <= LONGEST_SENTENCE else ""
