"""Targets and deadlines in; for each year what falls due, clause by clause, in the words of the documents, out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Value, Window
from django.db.models.functions import ExtractYear, Greatest, RowNumber, Substr

from tasks.models import Deadline, Responsibility, Target
from tasks.models.deadlines import DeadlineQuerySet
from tasks.models.targets import TargetQuerySet

YEARS_BACK, YEARS_AHEAD = 15, 40
READ = 40  # targets of a year, and as many deadlines
CLAUSES = 20  # of a year
QUOTES = 4  # of a clause
LEADS = 3
AROUND = 160  # characters of the text before and after a deadline, to find its sentence in
ENDS = "。；\n"
Item = Target | Deadline


@dataclass(slots=True)
class DueClause:
    """A clause with what falls due in a year: its first target or deadline, the words of all, each once, and who leads,
    as the document calls them."""

    first: Item
    quotes: list[str] = field(default_factory=list)

    @property
    def shown(self) -> list[str]:
        return self.quotes if len(self.quotes) <= QUOTES + 1 else self.quotes[:QUOTES]

    @property
    def leads(self) -> list[str]:
        """The bodies that the text makes responsible, those that lead first; none where it does not say."""
        duties = list(self.first.task.responsibilities.all()) if self.first.task else []
        leading = [duty for duty in duties if duty.role == Responsibility.Role.LEAD]
        return list(dict.fromkeys(duty.as_written or duty.agency.name for duty in leading))

    @property
    def leads_shown(self) -> list[str]:
        return self.leads if len(self.leads) <= LEADS + 1 else self.leads[:LEADS]


@dataclass(frozen=True, slots=True)
class DueYear:
    """What falls due in a year: the number of targets and deadlines, and the clauses, of very many the first."""

    year: int
    count: int
    clauses: tuple[DueClause, ...]
    is_cut: bool = False


def standing_alone(deadlines: DeadlineQuerySet, targets: TargetQuerySet) -> DeadlineQuerySet:
    """Those last days that are not just those of targets of the same clause."""
    in_task = Q(task__isnull=False, task=OuterRef("task"))
    outside = Q(task=None) & (Q(section=OuterRef("section")) | Q(section=None))
    same = targets.filter(in_task | outside, document=OuterRef("document"), deadline=OuterRef("due_on"))
    return deadlines.filter(due_on__isnull=False, recurrence="").exclude(Exists(same))


def by_year(deadlines: DeadlineQuerySet, today: date) -> tuple[Counter[int], int]:
    """The number of last days in each year, and how many of all are past."""
    days = deadlines.order_by().values_list("due_on").annotate(n=Count("pk"))
    counts: Counter[int] = Counter()
    past = 0
    for day, number in days:
        counts[day.year] += number
        past += number if day < today else 0
    return counts, past


def due_years(
    targets: TargetQuerySet, alone: DeadlineQuerySet, counts: Mapping[int, int], today: date
) -> list[DueYear]:
    """The years from YEARS_BACK ago to YEARS_AHEAD from today in which anything falls due; `counts` are the numbers of
    targets and deadlines in each, `alone` the deadlines beside the targets."""
    found: list[Item] = [*first_of_years(targets, "deadline", today)]
    window = Substr(
        "document__text__reading", Greatest(F("start") - AROUND, Value(0)) + 1, 2 * AROUND + F("end") - F("start")
    )
    found += first_of_years(alone.annotate(words_around=window), "due_on", today)
    years: dict[int, list[Item]] = {}
    for item in found:
        years.setdefault(day_of(item).year, []).append(item)
    return [make_year(year, counts.get(year, 0), years[year]) for year in sorted(years)]


def make_year(year: int, count: int, items: list[Item]) -> DueYear:
    """What falls due in a year, of which these items were read."""
    every = clauses(items)
    return DueYear(year, count, tuple(every[:CLAUSES]), len(items) < count or len(every) > CLAUSES)


def first_of_years(found: Any, name: str, today: date) -> list[Any]:
    """The first records of each year, by the date in the field `name`, those of one document together, the newest
    documents first; in one query."""
    leads = Responsibility.objects.current().filter(role=Responsibility.Role.LEAD).select_related("agency")
    order: list[Any] = [F("document__issued_on").desc(nulls_last=True), "document_id", "order"]
    rank = Window(RowNumber(), partition_by=[ExtractYear(name)], order_by=order)
    span = {f"{name}__year__gte": today.year - YEARS_BACK, f"{name}__year__lte": today.year + YEARS_AHEAD}
    first = found.filter(**span).annotate(rank=rank).filter(rank__lte=READ).with_place()
    return list(first.prefetch_related(Prefetch("task__responsibilities", leads)).order_by(name, "rank"))


def clauses(items: Iterable[Item]) -> list[DueClause]:
    """The items by the clause that they stand in, each wording once."""
    found = []
    ordered = sorted(items, key=place_of)
    for _, group in groupby(ordered, key=place_of):
        members = list(group)
        found.append(DueClause(members[0], list(dict.fromkeys(map(words_of, members)))))
    return found


def place_of(item: Item) -> tuple[Any, ...]:
    """Where an item stands; what stands later sorts later, in the newest documents first."""
    issued = item.document.issued_on
    return (-issued.toordinal() if issued else 0, item.document_id, item.task_id or 0, item.section_id or 0)


def day_of(item: Item) -> date:
    """Its last day."""
    day = item.deadline if isinstance(item, Target) else item.due_on
    assert day is not None
    return day


def words_of(item: Item) -> str:
    """The words of a target; of a deadline the sentence that it is in, since 到2030年 alone says nothing."""
    if isinstance(item, Target):
        return item.quote or item.indicator
    around, begin = item.words_around or "", min(item.start or 0, AROUND)  # type: ignore[attr-defined]
    end = begin + (item.end or 0) - (item.start or 0)
    if item.start is None or around[begin:end] != item.quote:
        return item.quote or (item.task.display_title if item.task else "")
    before, after = around[:begin], around[end:]
    cut = max(before.rfind(mark) for mark in ENDS) + 1
    stop = min((place for mark in ENDS if (place := after.find(mark)) >= 0), default=len(after))
    head = "……" if not cut and item.start > AROUND else ""
    tail = "……" if stop == len(after) and len(after) >= AROUND else ""
    return f"{head}{before[cut:]}{item.quote}{after[:stop]}{tail}".strip()
