"""Tasks whose words were parted or joined in a new reading in; what belongs to them moved to where its words are, out.

So the duties, targets, deadlines and citations that a person corrected or took out stay corrected and taken out.
"""

from collections.abc import Mapping
from typing import Any

from documents.models import Origin, Record, Standing
from documents.records.reconcile import EXTRACTION, Changes, Kind
from documents.records.saving import save
from documents.text.notes import Note, NoteKind
from documents.text.spans import Span
from tasks.continuity import Regrouped
from tasks.models import Citation, Deadline, Report, Responsibility, Target, Task

Wanted = Mapping[str, Mapping[str, Any]]
MENTIONS: list[type[Record]] = [Target, Deadline, Citation]


def keep_withdrawn(regrouped: Regrouped, wanted: Mapping[str, dict[str, Any]]) -> None:
    """Let the paragraphs of an item that a person took out of use be out of use, too."""
    for key, source in regrouped.parted.items():
        if source.standing == Standing.WITHDRAWN:
            wanted[key]["standing"] = Standing.WITHDRAWN


def close_joined(regrouped: Regrouped, wanted: Wanted, changes: Changes) -> None:
    """Take out of use the stored tasks whose words stand in another now. If a person corrected one, staff get a note
    with the values."""
    for row, home in regrouped.joined:
        row.standing = Standing.SUPERSEDED
        save(row, ["standing"], EXTRACTION)
        changes.tell(changes.superseded, Kind.SUPERSEDED, row)
        if locks := row.locked_fields():
            said = "；".join(f"{row._meta.get_field(name).verbose_name}：{getattr(row, name)}" for name in locks)
            number = wanted[home]["number"]
            message = f"“{row}”已与{number}的其他段合为一项任务，其上的人工更正随之停用：{said}"
            changes.notes.append(Note(NoteKind.DROPPED, message[:300], span_of(wanted[home])))


def move_facts(regrouped: Regrouped, tasks: Mapping[str, Task], wanted: Wanted, text: str, changes: Changes) -> None:
    """Give what belonged to a parted task to the paragraph with its words, and what belonged to a joined one to the
    task that its words are in. If a person changed anything in a parted task, staff get a note."""
    parts: dict[int, list[Task]] = {}
    for key, source in regrouped.parted.items():
        if key in tasks:
            parts.setdefault(source.pk, [source]).append(tasks[key])
    for source, *others in parts.values():
        part_facts(source, others, wanted, text, changes)
        part_reports(source, others, wanted, text)
        if is_corrected(source):
            changes.notes.append(note_on_parts(source, others))
    for row, home in regrouped.joined:
        if home in tasks:
            join_facts(row, tasks[home], changes)
            Report.objects.filter(task=row).update(task=tasks[home])


def part_facts(source: Task, others: list[Task], wanted: Wanted, text: str, changes: Changes) -> None:
    """Give each duty and mention of the source whose words stand in one of the others, and not in it, to the other."""
    every = [source, *others]
    clauses = [(task, wanted[task.key]["responsibility_text"]) for task in every]
    words = [(task, span_of(wanted[task.key]).quote(text)) for task in every]
    for duty in Responsibility.objects.filter(task=source).exclude(as_written=""):
        give(duty, first_with(duty.as_written, clauses), changes)
    for model in MENTIONS:
        for mention in model._default_manager.filter(task=source):
            quote = mention.title if isinstance(mention, Citation) else mention.quote  # type: ignore[attr-defined]
            give(mention, first_with(quote, words) if quote else source, changes)


def part_reports(source: Task, others: list[Task], wanted: Wanted, text: str) -> None:
    """Let the errors that readers reported in the source go with the paragraph that has the words they were about."""
    words = [(task, span_of(wanted[task.key]).quote(text)) for task in [source, *others]]
    for report in Report.objects.filter(task=source).exclude(quote=""):
        Report.objects.filter(pk=report.pk).update(task=first_with(report.quote.strip(), words))


def first_with(quote: str, texts: list[tuple[Task, str]]) -> Task:
    """The first task whose text has these words, else the first of all."""
    return next((task for task, text in texts if quote in text), texts[0][0])


def join_facts(row: Task, home: Task, changes: Changes) -> None:
    """Give the duties and mentions of a task to another; of an agency that has a duty there, that one stays."""
    held = set(Responsibility.objects.filter(task=home).values_list("agency_id", flat=True))
    for duty in Responsibility.objects.filter(task=row).exclude(agency__in=held):
        give(duty, home, changes)
    for model in MENTIONS:
        for mention in model._default_manager.filter(task=row):
            give(mention, home, changes)


def give(record: Any, task: Task, changes: Changes) -> None:
    """Make a record one of another task, unless a person said whose it is."""
    if record.task_id != task.pk and "task_id" not in record.locked_fields():
        before, record.task = record.task_id, task
        save(record, ["task"], EXTRACTION)
        changes.tell(changes.updated, Kind.UPDATED, record, {"task_id": before})


def is_corrected(task: Task) -> bool:
    """Whether a person set anything in a task itself, or added a duty to it."""
    return bool(task.locked_fields()) or task.responsibilities.filter(origin=Origin.PERSON).exists()  # type: ignore[attr-defined]


def note_on_parts(source: Task, others: list[Task]) -> Note:
    """A note for staff on a task of which paragraphs are tasks of their own now."""
    own, *names = (task.place_words or task.number for task in [source, *others])
    message = f"{source.number}现分为几段，各为一项任务；原来的人工更正留在{own}，请核对{'、'.join(names)}"
    return Note(NoteKind.DROPPED, message[:300], Span(source.start or 0, source.end or 0))


def span_of(values: Mapping[str, Any]) -> Span:
    """The span of a wanted task."""
    return Span(values["start"], values["end"])
