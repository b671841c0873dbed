"""What tasks, targets and deadlines are counted by, beside what they share with their document (documents.tagging).

a7 an agency that has a duty, a7.lead its role there, a7.lead.inherited the basis for it where the words do not say it;
olead a role, onone without any duty; h3 the number of duties; t5 a topic; y2027 the year in which something falls due
once, u2027-12-31 the day and m2027-12 the month of it, yrecurring what recurs, ynone what has no time; w9 the deadline
of a part above that holds for the task; qquantified, qcover, qqualitative kinds of target, qnone without any. Targets
and deadlines carry the agencies, roles and topics of their task. On deadlines ryearly a way to recur, salone a day that
is not just the day of a target of the same clause, sreaches one that holds for the items below, sterm a time without a
day; p7 an agency that it names as a party, Pleads all that have a role in the document.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from documents.models import Standing
from documents.tag_sets.tagged import Tagged, Tags
from documents.tagging import REGIONS, tags_within
from tasks.models import Deadline, DeadlineParty, Responsibility, Target, Task
from tasks.models.task_queries import LISTS

DOCUMENT = f"document__{REGIONS}"
TEXTS = ("body", "responsibility_text", "heading_path")
CONCLUDED = (Responsibility.Basis.FIRST_LISTED, Responsibility.Basis.INHERITED)  # no words say the role


def task_tags(tasks: QuerySet[Task]) -> Tags:
    """Each of these tasks with what it carries."""
    above = Deadline.objects.current().reaching().select_related("section")
    found = tasks.select_related(DOCUMENT).defer(*TEXTS).order_by("document_id", "pk")
    found = found.prefetch_related(
        *map(Task.objects.all().current_of, LISTS),
        Prefetch("document__deadlines", above, to_attr="above"),
        "topics",
    )
    for task in found.iterator(chunk_size=500):
        topics = [f"t{topic.pk}" for topic in task.topics.all()]
        yield task.pk, [*tags_within(task.document), *duty_tags(task), *time_tags(task), *aim_tags(task), *topics]


def duty_tags(task: Any) -> Iterator[str]:
    """Who has to act, in which role."""
    yield from tags_of_duties(task.duties)
    for duty in task.duties:
        if duty.basis in CONCLUDED:
            yield f"a{duty.agency_id}.{duty.role}.{duty.basis}"
    if not task.duties:
        yield "onone"
    yield f"h{len(task.duties)}"


def tags_of_duties(duties: Iterable[Responsibility]) -> Iterator[str]:
    """Which agencies have duties, and in which roles."""
    for duty in duties:
        yield from (f"a{duty.agency_id}", f"a{duty.agency_id}.{duty.role}", f"o{duty.role}")


def of_task() -> tuple[Prefetch, str]:
    """What `tags_of_task` looks at."""
    return Prefetch("task__responsibilities", Responsibility.objects.current(), to_attr="duties"), "task__topics"


def tags_of_task(task: Any) -> list[str]:
    """What a target or a deadline carries because it stands in a task, if it does."""
    if task is None or task.standing != Standing.CURRENT:
        return []
    return [*tags_of_duties(task.duties), *(f"t{topic.pk}" for topic in task.topics.all())]


def time_tags(task: Any) -> Iterator[str]:
    """By when: in which years, and on which day; that of a part above counts for the day only where the task itself
    says none."""
    parts = [each for each in task.document.above if each.reaches_task(task)]
    above = [each.due_on for each in parts]
    yield from (f"w{each.pk}" for each in parts)
    own = [each.due_on for each in task.current_deadlines if each.due_on and not each.recurrence]
    own += [each.deadline for each in task.current_targets if each.deadline]
    yield from (f"y{year}" for year in sorted({day.year for day in [*own, *above]}))
    if any(each.recurrence for each in task.current_deadlines):
        yield "yrecurring"
    if not (own or above or task.current_deadlines):
        yield "ynone"
    yield from day_tags(min(own or above, default=None))


def day_tags(day: date | None) -> Iterator[str]:
    """The day of a record."""
    yield f"u{day.isoformat() if day else 'none'}"
    if day:
        yield f"m{day:%Y-%m}"


def aim_tags(task: Any) -> Iterator[str]:
    """Which kinds of target a task has."""
    yield from dict.fromkeys(tag for target in task.current_targets for tag in kinds_of(target))
    if not task.current_targets:
        yield "qnone"


def kinds_of(target: Target) -> Iterator[str]:
    """Which kinds a target is of."""
    yield "qqualitative" if target.value is None else "qquantified"
    if target.comparator == Target.Comparator.COVER:
        yield "qcover"


def target_tags(targets: QuerySet[Target]) -> Tags:
    """Each of these targets with what it carries."""
    found = targets.select_related(DOCUMENT).order_by("document_id", "pk").prefetch_related(*of_task())
    for target in found.iterator(chunk_size=500):
        year = f"y{target.deadline.year}" if target.deadline else "ynone"
        times = [year, *day_tags(target.deadline)]
        yield target.pk, [*tags_within(target.document), *kinds_of(target), *times, *tags_of_task(target.task)]


def deadline_tags(deadlines: QuerySet[Deadline]) -> Tags:
    """Each of these deadlines with what it carries."""
    aims = Prefetch("document__targets", Target.objects.current().exclude(deadline=None), to_attr="aims")
    parties = Prefetch("parties", DeadlineParty.objects.current(), to_attr="named")
    found = deadlines.select_related(DOCUMENT).order_by("document_id", "pk").prefetch_related(aims, parties, *of_task())
    for deadline in found.iterator(chunk_size=500):
        yield deadline.pk, [*tags_within(deadline.document), *tags_of_task(deadline.task), *due_tags(deadline)]


def due_tags(deadline: Any) -> Iterator[str]:
    """When a deadline falls, how far it holds, and whom it names."""
    if deadline.recurrence:
        yield from (f"r{deadline.recurrence}", "yrecurring")
    elif day := deadline.due_on:
        yield from (f"y{day.year}", *day_tags(day))
        if is_alone(deadline, deadline.document.aims):
            yield "salone"
    else:
        yield "sterm"
    if deadline.reaches and deadline.due_on and deadline.section_id:
        yield "sreaches"
    yield from dict.fromkeys(
        f"p{party.agency_id}" if party.agency_id else f"P{party.group}" for party in deadline.named
    )


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
PARTY = frozenset({"tasks.deadlineparty"})
TASKS = Tagged("task", lambda: Task.objects.published(), task_tags, IN_DOCUMENT, DUTY, task="pk")
TARGETS = Tagged("target", lambda: Target.objects.published(), target_tags, IN_DOCUMENT, DUTY)
DEADLINES = Tagged("deadline", lambda: Deadline.objects.published(), deadline_tags, IN_DOCUMENT | PARTY, DUTY)
TAGGED = [TASKS, TARGETS, DEADLINES]
