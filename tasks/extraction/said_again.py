"""Facts found in a document in; those that a table's row says again of a task whose own words say them, left out."""

from collections.abc import Sequence

from documents.text.spans import Span
from tasks.extraction.values import DeadlineMention, ParsedTask, TargetMention


def targets_once(targets: Sequence[TargetMention], tasks: Sequence[ParsedTask]) -> list[TargetMention]:
    """The targets, without those of rows that are the same thing and amount of the same task as one before; the row
    need not say by when."""
    rows = _rows(tasks)
    said = {(_amount(target), day) for target in targets if not _is_in(target, rows) for day in (target.deadline, None)}
    return [target for target in targets if not (_is_in(target, rows) and (_amount(target), target.deadline) in said)]


def deadlines_once(deadlines: Sequence[DeadlineMention], tasks: Sequence[ParsedTask]) -> list[DeadlineMention]:
    """The deadlines, without those of rows that the same task has by its own words."""
    rows = _rows(tasks)
    said = {_time(deadline) for deadline in deadlines if not _is_in(deadline, rows)}
    return [deadline for deadline in deadlines if not (_is_in(deadline, rows) and _time(deadline) in said)]


def _rows(tasks: Sequence[ParsedTask]) -> dict[str | None, tuple[Span, ...]]:
    return {task.id: task.rows for task in tasks if task.rows}


def _is_in(fact: TargetMention | DeadlineMention, rows: dict[str | None, tuple[Span, ...]]) -> bool:
    return any(fact.span in row for row in rows.get(fact.task, ()))


def _amount(target: TargetMention) -> tuple[object, ...]:
    thing = "".join(target.indicator.split())
    return target.task, thing, target.comparator, target.value, target.value_high, target.unit, target.baseline_year


def _time(deadline: DeadlineMention) -> tuple[object, ...]:
    return deadline.task, deadline.due_on, deadline.precision, deadline.recurrence, deadline.term, deadline.parties
