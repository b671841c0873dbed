"""What an agency has to do: how many tasks by role, the first of them, by when; all, in a year, or about something."""

from collections.abc import Sequence

from pyroaring import BitMap

from documents.models import Agency
from documents.tag_sets.current import current_sets
from documents.tag_sets.sets import Kind, Sets
from policykb.answers.intents.answered import SHOWN, Answer, Line, RoleNames, list_address, task_line
from policykb.answers.intents.closeness import Closeness
from policykb.answers.intents.question import Question
from policykb.answers.intents.subject import matches_of
from policykb.answers.intents.who import BASES
from policykb.insight.by_when import find_times, in_words
from tasks.list_order import TaskList, newest_documents
from tasks.models import Responsibility, Task

Role = Responsibility.Role
MOST_AGENCIES = 4  # of one name; of more it is asked which


def answer_agency(question: Question) -> Answer | None:
    """The tasks of the agencies that bear the name; None where none has any, or too many are meant."""
    agencies = list(agencies_of(question))
    if not agencies or len(agencies) > MOST_AGENCIES:
        return None
    sets = current_sets()
    kind = sets.of("task")
    tasks = kind.any(tag_of(agency, question.role) for agency in agencies)
    if question.subject:
        matches = matches_of(question, ["task"])
        tasks = tasks & BitMap(each.pk for each in matches if each.closeness >= Closeness.PASSAGE)
    year = question.years.single if question.years else None
    stated = tasks & kind[f"y{year}"] if year else tasks
    is_stated = bool(stated) or not year
    tasks = stated if is_stated else tasks
    if not tasks:
        return None
    shown, counts = first_tasks(sets, tasks, agencies), counts_of(kind, tasks, agencies)
    said = counted(agencies, counts)
    return Answer(
        kind="agency",
        read_as=f"{agency_words(question, agencies)}{year_words(question)}做什么",
        sentence=f"{said}。" if is_stated else f"原文没有给它写明{year}年的期限。它的任务：{said}。",
        lines=lines_of(shown, agencies),
        more=max(0, sum(counts.values()) - len(shown)),
        more_url=address_of(question, agencies, year if is_stated else None),
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


def tag_of(agency: Agency, role: str = "") -> str:
    """The tag of the tasks in which an agency has a role, or any."""
    return f"a{agency.pk}.{role}" if role else f"a{agency.pk}"


def first_tasks(sets: Sets, tasks: BitMap, agencies: Sequence[Agency]) -> list[Task]:
    """The first tasks, those that an agency leads before others, the newest documents first."""
    led = tasks & sets.of("task").any(tag_of(agency, Role.LEAD) for agency in agencies)
    parts = (led, tasks - led)
    ordered = TaskList(tasks, sets, lambda: (some & part for part in parts for some in newest_documents(sets)))
    return Task.objects.rows(ordered[:SHOWN])


def counts_of(kind: Kind, tasks: BitMap, agencies: Sequence[Agency]) -> dict[tuple[int, str], int]:
    """How many of the tasks each agency has in each role."""
    held = ((agency, role) for agency in agencies for role in Role.values)
    return {(agency.pk, role): len(tasks & kind[tag_of(agency, role)]) for agency, role in held}


def lines_of(tasks: Sequence[Task], agencies: Sequence[Agency]) -> list[Line]:
    """The tasks with the role that the agency has in each, and by when."""
    times = find_times(tasks)
    keys = {agency.pk: agency for agency in agencies}
    lines = []
    for task in tasks:
        held = [duty for duty in task.duties if duty.agency_id in keys]
        named = len(agencies) > 1
        roles = tuple(
            RoleNames(duty.role, (duty.agency.name,) if named else (), BASES.get(duty.basis, "")) for duty in held
        )
        words = "；".join(f"{Role(duty.role).label}{f' {duty.agency.name}' if named else ''}" for duty in held)
        lines.append(task_line(task, words, roles=roles, note=in_words(times[task.pk].best)))
    return lines


def counted(agencies: Sequence[Agency], counts: dict[tuple[int, str], int]) -> str:
    """青海省能源局牵头 3 项、配合 5 项；甘肃省能源局牵头 2 项"""
    parts = []
    for agency in agencies:
        said = "、".join(f"{role.label} {counts[agency.pk, role]} 项" for role in Role if counts.get((agency.pk, role)))
        if said:
            parts.append(f"{agency.name}{said}")
    return "；".join(parts)


def address_of(question: Question, agencies: Sequence[Agency], year: int | None) -> str:
    """The list of the tasks under the same conditions; of one agency without any, its page."""
    if len(agencies) == 1 and not (question.role or year or question.subject):
        return agencies[0].get_absolute_url()
    slugs = [agency.slug for agency in agencies]
    of_year = str(year) if year else ""
    return list_address("tasks:list", q=question.subject, agency=slugs, role=question.role, year=of_year)
