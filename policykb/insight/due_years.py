"""Targets and deadlines in; for each year what falls due, clause by clause, in the words of the documents, out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Value, Window
from django.db.models.functions import Coalesce, ExtractYear, Greatest, RowNumber, Substr

from documents.text.sentences import GAP, sentence_around
from documents.text.spans import Span
from tasks.models import Deadline, Responsibility, Target
from tasks.models.deadlines import DeadlineQuerySet
from tasks.models.parties import DeadlineParty as Party
from tasks.models.targets import TargetQuerySet

YEARS_BACK, YEARS_AHEAD = 10, 15
READ = 30  # targets of a year, and as many deadlines
CLAUSES = 20  # of a year
QUOTES = 4  # of a clause
LEADS = 3
AROUND = 160  # characters of the text before and after a deadline, to find its sentence in
Item = Target | Deadline


@dataclass(slots=True)
class DueClause:
    """A clause with what falls due in a year: its targets and deadlines, and their words, each once."""

    items: list[Item]
    quotes: list[str]

    @property
    def first(self) -> Item:
        return self.items[0]

    @property
    def day(self) -> date:
        """The last of its days."""
        return max(map(day_of, self.items))

    @property
    def shown(self) -> list[str]:
        return self.quotes if len(self.quotes) <= QUOTES + 1 else self.quotes[:QUOTES]

    @property
    def leads(self) -> list[str]:
        """Who has to act, as the document calls them: whom the sentences name, else who leads in the task; none where
        the text does not say."""
        deadlines = [item for item in self.items if isinstance(item, Deadline)]
        named = [party for deadline in deadlines for party in deadline.parties.all() if party.role == Party.Role.ACTS]
        leading = self.first.task.responsibilities.all() if self.first.task else ()
        return list(dict.fromkeys(each.as_written or str(each.agency) for each in named or leading))

    @property
    def reaches(self) -> bool:
        """Whether it holds for the items below."""
        return any(isinstance(item, Deadline) and item.reaches for item in self.items)

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
    of_task, of_section = (Coalesce(F(name), 0) for name in ("task_id", "section_id"))
    same = targets.filter(document=OuterRef("document"), deadline=OuterRef("due_on"))
    same = same.annotate(of_task=of_task, of_section=of_section).filter(of_task=Coalesce(OuterRef("task_id"), 0))
    # Nothing but the document is looked up by an index: all targets outside tasks would be too many.
    same = same.filter(Q(of_task__gt=0) | Q(of_section=0) | Q(of_section=Coalesce(OuterRef("section_id"), 0)))
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
    return [make_year(year, counts.get(year, 0), years[year], today) for year in sorted(years)]


def make_year(year: int, count: int, items: list[Item], today: date) -> DueYear:
    """What falls due in a year, of which these items were read: what is to come first, then what is past."""
    every = sorted(clauses(items), key=lambda clause: clause.day < today)
    return DueYear(year, count, tuple(every[:CLAUSES]), len(items) < count or len(every) > CLAUSES)


def first_of_years(found: Any, name: str, today: date) -> list[Any]:
    """The first records of each year, by the date in the field `name`, those of one document together, the newest
    documents first."""
    leads = Responsibility.objects.current().filter(role=Responsibility.Role.LEAD).select_related("agency")
    order: list[Any] = [F("document__issued_on").desc(nulls_last=True), "document_id", "order"]
    rank = Window(RowNumber(), partition_by=[ExtractYear(name)], order_by=order)
    span = {f"{name}__year__gte": today.year - YEARS_BACK, f"{name}__year__lte": today.year + YEARS_AHEAD}
    first = list(found.filter(**span).annotate(rank=rank).filter(rank__lte=READ).values_list("pk", flat=True))
    rows = found.filter(pk__in=first).with_place().prefetch_related(Prefetch("task__responsibilities", leads))
    if found.model is Deadline:
        rows = rows.with_parties()
    return list(rows.order_by(name, *order))


def clauses(items: Iterable[Item]) -> list[DueClause]:
    """The items by the clause that they stand in, each wording once."""
    found = []
    ordered = sorted(items, key=place_of)
    for _, group in groupby(ordered, key=place_of):
        members = list(group)
        found.append(DueClause(members, list(dict.fromkeys(map(words_of, members)))))
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
    around, start = item.words_around or "", item.start or 0  # type: ignore[attr-defined]
    begin = min(start, AROUND)
    words = Span(begin, begin + (item.end or 0) - start)
    if item.start is None or words.quote(around) != item.quote:
        return item.quote or (item.task.display_title if item.task else "")
    sentence = sentence_around(around, words)
    head = GAP if not sentence.start and start > AROUND else ""
    tail = GAP if sentence.end == len(around) and len(around) - words.end >= AROUND else ""
    return f"{head}{sentence.quote(around)}{tail}".strip()
