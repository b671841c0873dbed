"""Tables of the division of labour and the tasks found so far in; the tasks with the tables' duties, and a task for
each row that is about none of them, out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from documents.agencies import Gazetteer, RegionEntry
from documents.structure.values import ParsedDocument, ParsedSection
from documents.text.notes import Note, NoteKind
from documents.text.spans import Span
from tasks.extraction.duties.duty_tables import DutyRow, is_duty_table, read_rows
from tasks.extraction.duties.responsibilities import strongest
from tasks.extraction.values import ParsedTask

SHORTEST_WORDS = 5  # fewer may stand in a task by chance
OPENING = 12


def add_tables(
    document: ParsedDocument, tasks: Sequence[ParsedTask], gazetteer: Gazetteer, home: RegionEntry | None
) -> tuple[list[ParsedTask], list[Note]]:
    """The tasks with those of the document's tables, in reading order, and notes.

    A row about a task of the text adds its duties to that task; any other row with duties is a task of its own.
    """
    result, notes = list(tasks), []
    written = [_Written(index, _squeezed(task.title or ""), _squeezed(task.body)) for index, task in enumerate(tasks)]
    for table in document.tables:
        rows = read_rows(document.text, table, gazetteer, home)
        if not rows and is_duty_table(document.text, table):
            notes.append(Note(NoteKind.UNREAD_TABLE, "任务分工表的栏目未能识别", table.span))
        for row in rows:
            notes += row.notes
            known = _find_task(document.text, written, row)
            if known is not None:
                result[known] = _with_row(document.text, result[known], row)
                notes.append(_merged(result[known], row))
            elif row.duties:
                result.append(_row_task(document, row, len(result) - len(tasks) + 1))
    return sorted(result, key=lambda task: task.span), notes


@dataclass(frozen=True, slots=True)
class _Written:
    """A task of the running text: its place among the tasks, its title and body without blanks."""

    index: int
    title: str
    body: str


def _find_task(text: str, tasks: Sequence[_Written], row: DutyRow) -> int | None:
    """The index of the task that a row is about: by its title, else by the row's first words in its body; else None."""
    words = _squeezed(row.task.quote(text))
    if len(words) < SHORTEST_WORDS:
        return None
    for task in tasks:
        if len(task.title) >= SHORTEST_WORDS and (task.title in words or words in task.title):
            return task.index
    opening = words[:OPENING]
    return next((task.index for task in tasks if opening in task.body), None)


def _squeezed(words: str) -> str:
    return "".join(words.split())


def _with_row(text: str, task: ParsedTask, row: DutyRow) -> ParsedTask:
    printed = "\n".join(span.quote(text) for span in row.words)
    return replace(
        task,
        responsibilities=strongest([*task.responsibilities, *row.duties]),
        responsibility_text=task.responsibility_text or printed,
        responsibility_span=task.responsibility_span or _hull(row.words),
        rows=(*task.rows, row.span),
    )


def _merged(task: ParsedTask, row: DutyRow) -> Note:
    """A note that a row was joined to a task, for the editor who looks for it."""
    words = f"{task.number}{task.title or task.body[:OPENING]}"
    return Note(NoteKind.MERGED_ROW, f"表中此行说的是“{words}”，责任和时限已并入该条。", row.span)


def _hull(spans: Sequence[Span]) -> Span | None:
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None


def _row_task(document: ParsedDocument, row: DutyRow, serial: int) -> ParsedTask:
    section = _section_of(document, row.span)
    above = (*document.heading_path(section), *([section.label] if section.label else [])) if section else ()
    return ParsedTask(
        id=f"{section.id if section else '0'}.t{serial}",
        number=row.number,
        title=row.title.quote(document.text).strip() or None if row.title else None,
        heading_path=above,
        body=row.task.quote(document.text).strip(),
        responsibility_text="\n".join(span.quote(document.text) for span in row.words),
        span=row.span,
        responsibility_span=_hull(row.words),
        responsibilities=row.duties,
        section=section.id if section else "0",
    )


def _section_of(document: ParsedDocument, span: Span) -> ParsedSection | None:
    """The innermost section that a row stands in."""
    around: Iterator[ParsedSection] = (section for section in document.sections if span in section.span)
    return max(around, key=lambda section: section.level, default=None)
