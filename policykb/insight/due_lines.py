"""The targets and tasks of a column in; what falls due when, line by line, out."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, groupby

from documents.models import Document
from policykb.insight.by_when import ByWhen, aims_or_period
from policykb.insight.rows import TaskRow
from policykb.insight.tiers import Tier
from policykb.templatetags.wording import by_precision, due
from tasks.models import Target, Task

GOALS_NAMED = 2  # of those without a number


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something that falls due: when, in words, and what: the goals of that time, a task, or what a document aims at
    and gives to none of its tasks."""

    when: str
    what: str
    place: Task | Document | None = None


def due_lines(targets: Iterable[Target], rows: Iterable[TaskRow]) -> tuple[DueLine, ...]:
    """When the goals and the tasks fall due; where nothing says so, what their documents aim at."""
    rows = list(rows)
    return tuple(chain(due_goals(targets), due_tasks(rows))) or tuple(due_documents(rows))


def has_value(target: Target) -> bool:
    """Whether a target has a value or is a full coverage."""
    return target.value is not None or target.comparator == Target.Comparator.COVER


def due_goals(targets: Iterable[Target]) -> list[DueLine]:
    """When the goals fall due, the earliest first: those without a number by their words."""
    dated = sorted((target for target in targets if target.deadline), key=lambda target: str(target.deadline))
    lines = []
    for when, group in groupby(dated, key=lambda target: by_precision(target.deadline, target.precision)):
        goals = list(group)
        said = list(dict.fromkeys(target.quote or target.indicator for target in goals if not has_value(target)))
        more = [f"等 {len(said)} 项"] if len(said) > GOALS_NAMED else []
        numbers = ["上列数量目标"] if any(map(has_value, goals)) else []
        lines.append(DueLine(when, "；".join([*numbers, *said[:GOALS_NAMED]]) + "".join(more)))
    return lines


def due_tasks(rows: Iterable[TaskRow]) -> list[DueLine]:
    """When tasks fall due by their deadlines and those of the parts above them, each time of a task once."""
    return [
        DueLine(when, f"{row.task.numbering}{row.task.display_title}", row.task)
        for row in rows
        for when in dict.fromkeys([*map(due, row.deadlines), *map(str, of_parts(row))])
    ]


def of_parts(row: TaskRow) -> Iterable[ByWhen]:
    """The dates of the parts above a task."""
    return (each for each in row.times.stated if each.tier is Tier.PART)


def due_documents(rows: Iterable[TaskRow]) -> Iterable[DueLine]:
    """When the documents of the tasks aim at something, or else the years that they plan for."""
    documents = {row.task.document: row.times.general for row in rows}
    for document, general in documents.items():
        if times := aims_or_period(general):
            days = "、".join(dict.fromkeys(each.words for each in times))
            yield DueLine(days, f"{document.name}：{times[0].tier.label}", document)
