"""What falls due in; clause by clause, in the words of the documents, with who has to act, out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Prefetch

from documents.text.sentences import GAP, sentence_around
from documents.text.spans import Span
from policykb.insight.due_years import Due
from policykb.insight.upcoming import MARGIN, text_around
from tasks.models import Deadline, Responsibility, Target
from tasks.models.parties import DeadlineParty as Party

READ = 200  # targets, and as many deadlines
QUOTES = 4  # of a clause
LEADS = 3
FEW = 60  # targets and deadlines to come: so many stand open, of more only those of the next year
NEWEST = 20  # of more, about so many
Item = Target | Deadline


@dataclass(slots=True)
class DueClause:
    """A clause with what falls due: its targets and deadlines, and their words, each once."""

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
        leading = self.first.task.leads if self.first.task else ()
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
    """A year with how much falls due in it, and the clauses that are shown of it."""

    year: int
    count: int
    clauses: list[DueClause]

    @property
    def shown(self) -> int:
        """How much of it the clauses have."""
        return sum(len(clause.items) for clause in self.clauses)


def years_ahead(ahead: Due) -> list[DueYear]:
    """The years in which any of it falls due, with their clauses; of much the first year alone, with a part of it."""
    opened = ahead if len(ahead) <= FEW else ahead.carrying(f"y{ahead.years()[0]}").newest(NEWEST)
    found = read_clauses(opened).items()
    return [DueYear(year, len(ahead.carrying(f"y{year}")), clauses) for year, clauses in found]


def read_clauses(due: Due) -> dict[int, list[DueClause]]:
    """By year the clauses in which it stands, the newest documents first, as they stand in the text; of very much the
    first. Takes at most five queries."""
    years: dict[int, list[Item]] = {}
    for item in read_items(due):
        years.setdefault(day_of(item).year, []).append(item)
    return {year: clauses(years[year]) for year in sorted(years)}


def read_items(due: Due) -> list[Item]:
    """Its targets and deadlines, with their places and with who leads there."""
    duties = Prefetch(
        "task__responsibilities", Responsibility.objects.current().select_related("agency"), to_attr="duties"
    )
    targets = Target.objects.with_place().prefetch_related(duties)
    deadlines = Deadline.objects.annotate(around=text_around()).with_place().prefetch_related(duties).with_parties()
    found: list[Item] = []
    if due.targets:
        found += targets.filter(pk__in=list(due.targets[:READ])).order_by("deadline", "order")
    if due.deadlines:
        found += deadlines.filter(pk__in=list(due.deadlines[:READ])).order_by("due_on", "order")
    return found


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
    around, start = item.around or "", item.start or 0  # type: ignore[attr-defined]
    begin = min(start, MARGIN)
    words = Span(begin, begin + (item.end or 0) - start)
    if item.start is None or words.quote(around) != item.quote:
        return item.quote or (item.task.display_title if item.task else "")
    sentence = sentence_around(around, words)
    head = GAP if not sentence.start and start > MARGIN else ""
    tail = GAP if sentence.end == len(around) and len(around) - words.end >= MARGIN else ""
    return f"{head}{sentence.quote(around)}{tail}".strip()
