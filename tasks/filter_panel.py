"""The filter panel: for each condition its values, and how many tasks each leaves under the other conditions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Case, Count, Model, Q, QuerySet, When

from documents.models import Agency, Document, Region, Term
from tasks.filters import TARGETS, WITHOUT_YEAR, TaskFilter
from tasks.models import Deadline, Responsibility, Target
from tasks.models.task_queries import TaskQuerySet

SHOWN = 10  # values a facet shows; those chosen are always shown


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a condition, as a checkbox; `role` is set where its glyph (●) stands before the label."""

    value: str
    label: str
    count: int
    is_chosen: bool
    role: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """One condition of the panel; `left_out` counts the values that are not shown."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    left_out: int = 0


def find_facets(tasks: TaskFilter) -> Iterator[Facet]:
    """The conditions of the panel, in their order on the page."""
    yield record_facet(tasks, "document", Document.objects.published(), "document")
    yield record_facet(tasks, "region", Region.objects.filter(documents__tasks__isnull=False), "document__region")
    yield agency_facet(tasks)
    yield role_facet(tasks)
    yield year_facet(tasks)
    yield target_facet(tasks)
    yield topic_facet(tasks)


def others(tasks: TaskFilter, *names: str) -> TaskQuerySet:
    """The tasks under all conditions but those named, unordered."""
    return tasks.narrow(tasks.queryset, without=names).order_by()


def count_by(queryset: QuerySet, field: str) -> dict[Any, int]:
    """The number of rows for each value of `field`, of which no row has one twice."""
    return dict(queryset.values_list(field).annotate(n=Count("pk")).order_by())


def record_facet(tasks: TaskFilter, name: str, records: QuerySet, field: str) -> Facet:
    """A facet of documents or regions: all of them where they are few, else those with most tasks."""
    counts = count_by(others(tasks, name), field)
    every = list(records.distinct()[: SHOWN + 1])
    return choose(tasks, name, every if len(every) <= SHOWN else records, counts)


def agency_facet(tasks: TaskFilter) -> Facet:
    """The agencies with most tasks in the roles asked for; only the chosen ones where some are."""
    duties = Responsibility.objects.current().filter(task__in=others(tasks, "agency", "role"))
    if roles := tasks.conditions.get("role"):
        duties = duties.filter(role__in=roles)
    counts = count_by(duties, "agency")
    if chosen := list(tasks.conditions.get("agency", ())):
        return choose(tasks, "agency", chosen, counts)
    return choose(tasks, "agency", Agency.objects.all(), counts)


def topic_facet(tasks: TaskFilter) -> Facet:
    """The topics with most tasks."""
    counts = count_by(others(tasks, "topic").filter(topics__is_topic=True), "topics")
    return choose(tasks, "topic", Term.objects.topics(), counts)


def choose(tasks: TaskFilter, name: str, records: Iterable[Model], counts: Mapping[Any, int]) -> Facet:
    """A facet of the records with the highest counts and of the chosen ones."""
    chosen = {record.pk for record in tasks.conditions.get(name, ())}
    if isinstance(records, QuerySet):
        ranked = sorted((pk for pk in counts if pk is not None), key=lambda pk: -counts[pk])
        records = records.filter(pk__in={*ranked[:SHOWN], *chosen}).distinct()
    shown = sorted(records, key=lambda record: -counts.get(record.pk, 0))
    choices = tuple(
        Choice(key_of(record), label_of(record), counts.get(record.pk, 0), record.pk in chosen) for record in shown
    )
    label = str(tasks.filters[name].label)
    return Facet(name, label, choices, max(0, len(counts.keys() - {None}) - len(choices)))


def key_of(record: Model) -> str:
    """What a record is called in the query string."""
    return str(record.code if isinstance(record, Region) else record.slug)  # type: ignore[attr-defined]


def label_of(record: Model) -> str:
    """What a record is called on the page."""
    return record.name  # type: ignore[attr-defined, no-any-return]


def role_facet(tasks: TaskFilter) -> Facet:
    """The three roles, of the chosen agencies or of any."""
    conditions = tasks.conditions
    duties = Responsibility.objects.current().filter(task__in=others(tasks, "agency", "role"))
    if agencies := conditions.get("agency"):
        duties = duties.filter(agency__in=list(agencies))
    counts = dict(duties.values_list("role").annotate(n=Count("task", distinct=True)).order_by())
    chosen = conditions.get("role", ())
    label = "这个机构的角色" if len(conditions.get("agency", ())) == 1 else "角色"
    return Facet(
        "role",
        label,
        tuple(
            Choice(value, str(word), counts.get(value, 0), value in chosen, role=value)
            for value, word in Responsibility.Role.choices
        ),
    )


def year_facet(tasks: TaskFilter) -> Facet:
    """The years in which something falls due, then recurring and none."""
    within, chosen = others(tasks, "year"), tasks.conditions.get("year", ())
    deadlines = Deadline.objects.current().filter(task__in=within)
    targets = Target.objects.current().filter(task__in=within, deadline__isnull=False)
    last_day = Case(When(recurrence="", then="due_on"))  # of what recurs, the first day is one of many
    days = chain(
        deadlines.values_list("task", last_day).order_by(),
        targets.values_list("task", "deadline").order_by(),
        days_of_parts(within),
    )
    dated = {(task, day and day.year) for task, day in days}
    counts = Counter(str(year) for _, year in dated if year)
    counts["recurring"] = deadlines.exclude(recurrence="").values("task").distinct().count()
    counts["none"] = within.count() - len({task for task, _ in dated})
    years = sorted(key for key in {*counts, *chosen} if key.isdecimal())
    labels = {year: f"{year}年" for year in years} | WITHOUT_YEAR
    return Facet("year", "期限", tuple(Choice(key, labels[key], counts[key], key in chosen) for key in labels))


def days_of_parts(tasks: TaskQuerySet) -> Iterator[tuple[int, date]]:
    """The keys of the tasks for which a date of a part above them holds, each with the date."""
    deadlines = Deadline.objects.current().reaching().filter(document__in=tasks.order_by().values("document"))
    by_document: dict[int, list[Deadline]] = {}
    for deadline in deadlines.select_related("section"):
        by_document.setdefault(deadline.document_id, []).append(deadline)
    below = tasks.filter(document__in=list(by_document)).only("document", "key") if by_document else ()
    for task in below:
        for deadline in by_document[task.document_id]:
            if deadline.due_on and deadline.reaches_task(task):
                yield task.pk, deadline.due_on


def target_facet(tasks: TaskFilter) -> Facet:
    """The kinds of target."""
    within, chosen = others(tasks, "target"), tasks.conditions.get("target", ())
    counts = within.aggregate(**{kind: Count("pk", filter=Q(within.target_condition(kind))) for kind in TARGETS})
    return Facet("target", "指标", tuple(Choice(kind, TARGETS[kind], counts[kind], kind in chosen) for kind in TARGETS))
