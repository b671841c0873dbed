"""What tasks, targets and deadlines are counted by, beside what they share with their document (documents.tagging).

a7 an agency that has a duty, a7.lead its role there; olead a role, onone without any duty; h3 the number of duties;
t5 a topic; y2027 the year in which something falls due once, u2027-12-31 the day and m2027-12 the month of it,
yrecurring what recurs, ynone what has no time; qquantified, qcover, qqualitative kinds of target, qnone without any;
on deadlines ryearly a way to recur, and salone for a day that is not just the day of a target of the same clause.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from documents.tag_sets.tagged import Tagged, Tags
from documents.tagging import REGIONS, tags_within
from tasks.models import Deadline, Responsibility, Target, Task

DOCUMENT = f"document__{REGIONS}"
TEXTS = ("body", "responsibility_text", "heading_path")


def task_tags(tasks: QuerySet[Task]) -> Tags:
    """Each of these tasks with what it carries."""
    above = Deadline.objects.current().reaching().select_related("section")
    found = tasks.select_related(DOCUMENT).defer(*TEXTS).order_by("document_id", "pk")
    found = found.prefetch_related(
        Prefetch("responsibilities", Responsibility.objects.current(), to_attr="duties"),
        Prefetch("targets", Target.objects.current(), to_attr="aims"),
        Prefetch("deadlines", Deadline.objects.current(), to_attr="days"),
        Prefetch("document__deadlines", above, to_attr="above"),
        "topics",
    )
    for task in found.iterator(chunk_size=500):
        topics = [f"t{topic.pk}" for topic in task.topics.all()]
        yield task.pk, [*tags_within(task.document), *duty_tags(task), *time_tags(task), *aim_tags(task), *topics]


def duty_tags(task: Any) -> Iterator[str]:
    """Who has to act, in which role."""
    for duty in task.duties:
        yield from (f"a{duty.agency_id}", f"a{duty.agency_id}.{duty.role}", f"o{duty.role}")
    if not task.duties:
        yield "onone"
    yield f"h{len(task.duties)}"


def time_tags(task: Any) -> Iterator[str]:
    """By when: in which years, and on which day; that of a part above counts for the day only where the task itself
    says none."""
    above = [each.due_on for each in task.document.above if each.reaches_task(task)]
    own = [each.due_on for each in task.days if each.due_on and not each.recurrence]
    own += [each.deadline for each in task.aims if each.deadline]
    yield from (f"y{year}" for year in sorted({day.year for day in [*own, *above]}))
    if any(each.recurrence for each in task.days):
        yield "yrecurring"
    if not (own or above or task.days):
        yield "ynone"
    yield from day_tags(min(own or above, default=None))


def day_tags(day: date | None) -> Iterator[str]:
    """The day of a record."""
    yield f"u{day.isoformat() if day else 'none'}"
    if day:
        yield f"m{day:%Y-%m}"


def aim_tags(task: Any) -> Iterator[str]:
    """Which kinds of target a task has."""
    yield from dict.fromkeys(tag for target in task.aims for tag in kinds_of(target))
    if not task.aims:
        yield "qnone"


def kinds_of(target: Target) -> Iterator[str]:
    """Which kinds a target is of."""
    yield "qqualitative" if target.value is None else "qquantified"
    if target.comparator == Target.Comparator.COVER:
        yield "qcover"


def target_tags(targets: QuerySet[Target]) -> Tags:
    """Each of these targets with what it carries; agencies and topics are those of its task."""
    found = (
        targets.select_related(DOCUMENT)
        .order_by("document_id", "pk")
        .prefetch_related(Prefetch("task__responsibilities", Responsibility.objects.current()), "task__topics")
    )
    for target in found.iterator(chunk_size=500):
        task: Any = target.task
        duties = task.responsibilities.all() if task else ()
        agencies = [tag for duty in duties for tag in (f"a{duty.agency_id}", f"a{duty.agency_id}.{duty.role}")]
        topics = [f"t{topic.pk}" for topic in task.topics.all()] if task else []
        year = [f"y{target.deadline.year}"] if target.deadline else ["ynone"]
        times = [*year, *day_tags(target.deadline)]
        yield target.pk, [*tags_within(target.document), *kinds_of(target), *times, *agencies, *topics]


def deadline_tags(deadlines: QuerySet[Deadline]) -> Tags:
    """Each of these deadlines with what it carries."""
    found = (
        deadlines.select_related(DOCUMENT)
        .order_by("document_id", "pk")
        .prefetch_related(
            Prefetch("document__targets", Target.objects.current().exclude(deadline=None), to_attr="aims")
        )
    )
    for deadline in found.iterator(chunk_size=500):
        document: Any = deadline.document
        tags = tags_within(document)
        if deadline.recurrence:
            tags += [f"r{deadline.recurrence}", "yrecurring"]
        elif day := deadline.due_on:
            tags += [f"y{day.year}", *day_tags(day)]
            tags += ["salone"] if is_alone(deadline, document.aims) else []
        yield deadline.pk, tags


def is_alone(deadline: Deadline, targets: Iterable[Target]) -> bool:
    """Whether none of these dated targets of its document has the same day in the same clause: its task; else its
    section, where both have one; else anywhere outside tasks."""
    return not any(
        target.deadline == deadline.due_on
        and target.task_id == deadline.task_id
        and (target.task_id or not target.section_id or target.section_id == deadline.section_id)
        for target in targets
    )


IN_DOCUMENT = frozenset({"documents.document", "documents.section", "tasks.task", "tasks.target", "tasks.deadline"})
DUTY = frozenset({"tasks.responsibility"})
TASKS = Tagged("task", lambda: Task.objects.published(), task_tags, IN_DOCUMENT, DUTY, task="pk")
TARGETS = Tagged("target", lambda: Target.objects.published(), target_tags, IN_DOCUMENT, DUTY)
DEADLINES = Tagged("deadline", lambda: Deadline.objects.published(), deadline_tags, IN_DOCUMENT)
TAGGED = [TASKS, TARGETS, DEADLINES]
