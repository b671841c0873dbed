"""What an agency has to do: how many tasks by role, the first of them, by when; all, in a year, or about something."""

from collections.abc import Sequence

from django.db.models import Count

from documents.models import Agency
from policykb.answers.intents.answered import SHOWN, Answer, Line, list_address, task_line
from policykb.answers.intents.question import Question
from policykb.answers.intents.subject import Closeness, find_matches, tags_of_place
from policykb.insight.by_when import find_times, in_words
from tasks.models import Responsibility, Task
from tasks.models.task_queries import TaskQuerySet

Role = Responsibility.Role
MOST_AGENCIES = 4  # of one name; of more it is asked which


def answer_agency(question: Question) -> Answer | None:
    """The tasks of the agencies that bear the name; None where none has any, or too many are meant."""
    agencies = list(agencies_of(question))
    if not agencies or len(agencies) > MOST_AGENCIES:
        return None
    tasks = Task.objects.published().with_duty(agencies, [question.role] if question.role else [])
    if question.subject:
        matches = find_matches(question.subject, ["task"], tags_of_place(question))
        tasks = tasks.filter(pk__in=[each.pk for each in matches if each.closeness >= Closeness.SENTENCE])
    if question.years and question.years.single:
        tasks = tasks.due_in([str(question.years.single)])
    shown = first_tasks(tasks, agencies)
    if question.subject and not shown:
        return None
    counts = counts_of(tasks, agencies)
    lines = lines_of(shown, agencies)
    return Answer(
        kind="agency",
        read_as=f"{agency_words(question, agencies)}{year_words(question)}做什么",
        sentence=sentence_of(question, agencies, counts),
        lines=lines,
        more=max(0, sum(counts.values()) - len(lines)),
        more_url=address_of(question, agencies),
    )


def agencies_of(question: Question) -> Sequence[Agency]:
    """Those of the agencies that bear the name which have duties, in the regions asked for."""
    found = Agency.objects.filter(pk__in=question.agencies, responsibilities__standing="current").distinct()
    if question.regions:
        found = found.filter(region__in=question.regions)
    return list(found.select_related("region").order_by("region", "sort_key", "pk")[: MOST_AGENCIES + 1])


def agency_words(question: Question, agencies: Sequence[Agency]) -> str:
    """What the agency is called: its name where it is one."""
    return agencies[0].name if len(agencies) == 1 else question.agency_words


def year_words(question: Question) -> str:
    return question.years.words if question.years else ""


def first_tasks(tasks: TaskQuerySet, agencies: Sequence[Agency]) -> list[Task]:
    """The first tasks, those that an agency leads before others, the newest documents first."""
    first = tasks.filter(tasks.any_of("responsibilities", agency__in=agencies, role=Role.LEAD))
    keys = first.in_document_order().first_keys(SHOWN)
    if len(keys) < SHOWN:
        keys += [key for key in tasks.in_document_order().first_keys(2 * SHOWN) if key not in keys]
    return Task.objects.rows(keys[:SHOWN])


def counts_of(tasks: TaskQuerySet, agencies: Sequence[Agency]) -> dict[tuple[int, str], int]:
    """How many of the tasks each agency has in each role."""
    duties = Responsibility.objects.current().filter(agency__in=agencies, task__in=tasks.order_by().values("pk"))
    rows = duties.order_by().values_list("agency", "role").annotate(n=Count("pk"))
    return {(agency, role): count for agency, role, count in rows}


def lines_of(tasks: Sequence[Task], agencies: Sequence[Agency]) -> list[Line]:
    """The tasks with the role that the agency has in each, and by when."""
    times = find_times(tasks)
    keys = {agency.pk: agency for agency in agencies}
    lines = []
    for task in tasks:
        held = [duty for duty in task.responsibilities.all() if duty.agency_id in keys]  # type: ignore[attr-defined]
        roles = "、".join(dict.fromkeys(Role(duty.role).label for duty in held))
        who = f"{held[0].agency.name} " if len(agencies) > 1 and held else ""
        lines.append(task_line(task, f"{who}{roles}", note=in_words(times[task.pk].best)))
    return lines


def sentence_of(question: Question, agencies: Sequence[Agency], counts: dict[tuple[int, str], int]) -> str:
    """青海省能源局：牵头 3 项，配合 5 项。"""
    when = f"{question.years.words}到期" if question.years else ""
    parts = []
    for agency in agencies:
        said = "，".join(f"{role.label} {counts[agency.pk, role]} 项" for role in Role if counts.get((agency.pk, role)))
        none = f"没有写明{when}的任务" if when else "没有任务"
        parts.append(f"{agency.name}：{f'{when}的，' if when and said else ''}{said or none}")
    return "；".join(parts) + "。"


def address_of(question: Question, agencies: Sequence[Agency]) -> str:
    """The list of the tasks under the same conditions; of one agency without any, its page."""
    if len(agencies) == 1 and not (question.role or question.years or question.subject):
        return agencies[0].get_absolute_url()
    year = str(question.years.single) if question.years and question.years.single else ""
    slugs = [agency.slug for agency in agencies]
    return list_address("tasks:list", q=question.subject, agency=slugs, role=question.role, year=year)
