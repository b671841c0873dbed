"""Tasks in; by when each is due out, in tiers: its own words, those of the part above it, what returns, and, as the
document's and not the task's, its aims and the years it plans for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from documents.models import Document
from policykb.insight.tiers import Tier, tier_of
from policykb.templatetags.wording import by_precision, due
from tasks.models import Deadline, Target, Task

Aimed = tuple[int, date]  # a document and a day


@dataclass(frozen=True, slots=True)
class ByWhen:
    """One date and what says it; of an aim the first that falls on the day, and how many do (`count`)."""

    tier: Tier
    item: Deadline | Target | Document
    count: int = 1

    def __str__(self) -> str:
        return self.words if self.tier is Tier.OWN else f"{self.words}（{self.tier.label}）"

    @property
    def day(self) -> date | None:
        """The last day, None for what returns and for a term whose start is not known."""
        match self.item:
            case Deadline():
                return None if self.item.recurrence else self.item.due_on
            case Target():
                return self.item.deadline
        return self.item.period_until

    @property
    def words(self) -> str:
        """When, as exactly as the text says it: 2026年6月, 每年年底, 2021—2025年."""
        match self.item:
            case Deadline():
                return due(self.item)
            case Target():
                return by_precision(self.item.deadline, self.item.precision)
        return self.item.period_words

    @property
    def quote(self) -> str:
        """The words of the text."""
        return self.item.period_words if isinstance(self.item, Document) else self.item.quote

    @property
    def is_in_heading(self) -> bool:
        """Whether it stands in the heading of its section."""
        return (
            isinstance(self.item, Deadline)
            and self.item.section is not None
            and self.item.quote in str(self.item.section)
        )

    @property
    def url(self) -> str:
        """The address of the place where it is written."""
        place = self.item if isinstance(self.item, Document) else self.item.place
        return str(place.get_absolute_url())


General = tuple[ByWhen, ...]


@dataclass(frozen=True, slots=True)
class TaskTimes:
    """By when one task is due: what the text `stated` for it, and what is `general` in its document."""

    stated: tuple[ByWhen, ...]
    general: tuple[ByWhen, ...]

    @property
    def best_in_words(self) -> str:
        """`best` in one line."""
        return in_words(self.best)

    @property
    def best(self) -> tuple[ByWhen, ...]:
        """What is stated, else the aims of the document, else the years it plans for."""
        return self.stated or aims_or_period(self.general)


def aims_or_period(general: Sequence[ByWhen]) -> tuple[ByWhen, ...]:
    """Of what a document says in general, its aims, or where it has none the years that it plans for."""
    aims = tuple(each for each in general if each.tier is Tier.AIM)
    return aims or tuple(each for each in general if each.tier is Tier.PERIOD)


def in_words(times: Iterable[ByWhen]) -> str:
    """Dates in one line, the ground of several said once: 2027年、2030年（文件总体目标，原文未分到单位）."""
    said = []
    for tier, of_tier in groupby(times, key=lambda each: each.tier):
        days = "、".join(dict.fromkeys(each.words for each in of_tier))
        said.append(days if tier is Tier.OWN else f"{days}（{tier.label}）")
    return "、".join(said)


def find_times(tasks: Iterable[Task]) -> dict[int, TaskTimes]:
    """By the keys of the tasks, fetched with `for_listing`, by when they are due, in two queries."""
    tasks = list(tasks)
    outside, general = find_general({task.document_id: task.document for task in tasks})
    return {
        task.pk: TaskTimes(tuple(stated_times(task, outside[task.document_id])), general[task.document_id])
        for task in tasks
    }


def find_general(documents: Mapping[int, Document]) -> tuple[Mapping[int, list[Deadline]], Mapping[int, General]]:
    """By the keys of the documents, the deadlines that they set outside their tasks or for a part, and what they say in
    general."""
    outside: dict[int, list[Deadline]] = {pk: [] for pk in documents}
    for deadline in (
        Deadline.objects.published().of_documents(documents).order_by("due_on", "order").placed_in(documents)
    ):
        outside[deadline.document_id].append(deadline)
    aims = find_aims(documents)
    return outside, {pk: tuple(general_times(each, outside[pk], aims)) for pk, each in documents.items()}


def stated_times(task: Task, of_document: Iterable[Deadline]) -> Iterable[ByWhen]:
    """What the text states for a task: its own deadlines and dated targets, a target only where no deadline falls on
    its day; then those of the parts above it."""
    for deadline in task.current_deadlines:
        tier = tier_of(deadline)
        yield ByWhen(Tier.OWN if tier is Tier.PART else tier, deadline)
    days = {deadline.due_on for deadline in task.current_deadlines if not deadline.recurrence}
    for target in task.current_targets:
        if target.deadline and target.deadline not in days:
            days.add(target.deadline)
            yield ByWhen(Tier.OWN, target)
    for deadline in of_document:
        if deadline.reaches_task(task):
            yield ByWhen(Tier.PART, deadline)


def general_times(document: Document, deadlines: Iterable[Deadline], aims: dict[Aimed, ByWhen]) -> Iterable[ByWhen]:
    """What a document says outside its tasks: what returns, its aims by day, and its years. A day that it gives to
    somebody is no aim."""
    found = {day: aim for (pk, day), aim in aims.items() if pk == document.pk}
    for deadline in (each for each in deadlines if each.task_id is None and not each.reaches):
        if tier_of(deadline) is Tier.ROUTINE:
            yield ByWhen(Tier.ROUTINE, deadline)
        elif deadline.due_on and not deadline.is_given:  # type: ignore[attr-defined]
            found.setdefault(deadline.due_on, ByWhen(Tier.AIM, deadline))
    yield from (found[day] for day in sorted(found))
    if document.period_until:
        yield ByWhen(Tier.PERIOD, document)


def find_aims(documents: Mapping[int, Document]) -> dict[Aimed, ByWhen]:
    """The days on which targets outside tasks fall due in these documents, each with the first and their number."""
    dated = Target.objects.published().filter(document__in=documents, deadline__isnull=False).order_by("order", "pk")
    days: dict[Aimed, list[int]] = {}
    for document, day, pk in dated.outside_tasks().values_list("document", "deadline", "pk"):
        if day:
            days.setdefault((document, day), []).append(pk)
    firsts = {pks[0]: aimed for aimed, pks in days.items()}
    found = Target.objects.filter(pk__in=firsts).order_by().placed_in(documents) if firsts else ()
    return {firsts[first.pk]: ByWhen(Tier.AIM, first, len(days[firsts[first.pk]])) for first in found}
