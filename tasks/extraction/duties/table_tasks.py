"""Tables of the division of labour and the tasks found so far in; the tasks with the tables' duties, and a task for
each row that is about none of them, out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from documents.agencies import Gazetteer, RegionEntry
from documents.structure.values import ParsedDocument, ParsedSection, ParsedTable
from documents.text.notes import Note, NoteKind
from documents.text.spans import Span
from tasks.extraction.duties.duty_tables import DutyRow, is_duty_table, names_bodies, read_rows
from tasks.extraction.duties.responsibilities import strongest
from tasks.extraction.tables.cell_words import squeezed
from tasks.extraction.values import ParsedTask

SHORTEST_WORDS = 5  # fewer may stand in a task by chance
OPENING = 12
# 1.扩大开放 · （二）扩大开放: a number in the cell of the task
PRINTED_NUMBER = re.compile(
    r"(?:\d{1,3}[.．、](?!\d)|[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)"
)
# 附表2 某某任务分解表: the line above a table that names it
CAPTION = re.compile(r"(?:附?表|专栏)[ \t]?\d.*|.*(?:表|清单|台账|一览|分工|分解)(?:[（(].{1,12}[）)])?")
LONGEST_CAPTION = 40
# 各项任务分工如下： · 详见下表。
LEADS_TO_TABLE = re.compile(r"[:：]$|如下|[下附]表|表\d")
LONGEST_LEAD = 80
FEWEST_CELLS = 6  # of a table of one column that was once of several


def add_tables(
    document: ParsedDocument, tasks: Sequence[ParsedTask], gazetteer: Gazetteer, home: RegionEntry | None
) -> tuple[list[ParsedTask], list[Note]]:
    """The tasks with those of the document's tables, in reading order, and notes.

    A row about a task of the text adds its duties and times to that task; any other row with a number or duties is a
    task of its own.
    """
    notes: list[Note] = []
    read = [(table, read_rows(document.text, table, gazetteer, home)) for table in document.tables]
    unread = [span for table in document.tables if (span := _set_apart(document.text, table))]
    notes += [Note(NoteKind.UNREAD_TABLE, "此表的栏目未能识别，表中文字未计入任务", span) for span in unread]
    tasks = list(_around_tables(document.text, tasks, [table.span for table, rows in read if rows]))
    tasks = [replace(task, body=_without(document.text, task, unread)) for task in tasks]
    result = list(tasks)
    written = [_Written(index, squeezed(task.title or ""), squeezed(task.body)) for index, task in enumerate(tasks)]
    for table, rows in read:
        if not rows and is_duty_table(document.text, table):
            notes.append(Note(NoteKind.UNREAD_TABLE, "任务分工表的栏目未能识别", table.span))
        elif not rows and names_bodies(document.text, table, gazetteer, home):
            notes.append(Note(NoteKind.UNREAD_TABLE, "此表没有表头，表中文字未计入任务", table.span))
        above = _above(document, table)
        notes += _each_once(note for row in rows for note in row.notes)
        for row in rows:
            known = _find_task(document.text, written, row)
            if known is not None:
                result[known] = _with_row(document.text, result[known], row)
                notes.append(_merged(result[known], row))
            elif row.duties or row.number:
                result.append(_row_task(document, row, above, len(result) - len(tasks) + 1))
            else:
                notes.append(Note(NoteKind.UNREAD_TABLE, "表中此行没有序号和责任单位，未计入任务", row.span))
    return sorted(result, key=lambda task: task.span), notes


def _each_once(notes: Iterable[Note]) -> list[Note]:
    """The notes of a table, of those that say the same the first."""
    found: dict[str, Note] = {}
    for note in notes:
        found.setdefault(note.message, note)
    return list(found.values())


def _set_apart(text: str, table: ParsedTable) -> Span | None:
    """Where a table with its caption stands whose cells are known, but not its columns; None for any other table."""
    if any(cell.column for cell in table.cells) or len(table.cells) < FEWEST_CELLS:
        return None
    above = text[: table.span.start].rstrip()
    line = Span(above.rfind("\n") + 1, len(above))
    is_caption = len(line) <= LONGEST_CAPTION and CAPTION.fullmatch(line.quote(text))
    return Span(line.start, table.span.end) if is_caption else None


def _without(text: str, task: ParsedTask, tables: Sequence[Span]) -> str:
    """The body of a task without the words of these tables."""
    body = task.body
    for table in tables:
        if table in task.span:
            body = body.replace(table.quote(text).strip(), "").strip()
    return body


def _around_tables(text: str, tasks: Sequence[ParsedTask], tables: Sequence[Span]) -> Iterator[ParsedTask]:
    """The tasks without the words of tables that stand in them; an item that only leads to a table, whose rows are the
    tasks, is none."""
    for task in tasks:
        inside = [table for table in tables if table in task.span]
        body = _without(text, task, inside)
        only_leads = not body or (len(body) <= LONGEST_LEAD and LEADS_TO_TABLE.search(body))
        if not (inside and only_leads and not task.responsibilities):
            yield replace(task, body=body) if inside else task


@dataclass(frozen=True, slots=True)
class _Written:
    """A task of the running text: its place among the tasks, its title and body without blanks."""

    index: int
    title: str
    body: str


def _find_task(text: str, tasks: Sequence[_Written], row: DutyRow) -> int | None:
    """The index of the task that a row is about: the one with its title, or with that of its group and its first words;
    else the one whose body or title holds its first words; else None."""
    named = _folded(row.title.quote(text)) if row.title else ""
    words = _without_number(squeezed(row.quote(text)))
    titled = [task for task in tasks if len(task.title) >= SHORTEST_WORDS]
    for task in titled:
        if task.title in (named, words.rstrip("。")):
            return task.index
    if len(words) < SHORTEST_WORDS:
        return None
    groups = {_folded(_without_number(words)) for words in row.headings}
    # a row that has a title of its own may begin as another task does
    opening = words[: words.find("。")] if named and "。" in words else words[:OPENING]
    holds = [task.index for task in tasks if opening in task.body]
    for task in titled:
        if task.title in groups and task.index in holds:
            return task.index
    for task in titled:
        if words.startswith(task.title) or words in task.title:
            return task.index
    return next(iter(holds), None)


def _folded(words: str) -> str:
    return squeezed(words).rstrip("。")


def _with_row(text: str, task: ParsedTask, row: DutyRow) -> ParsedTask:
    printed = "\n".join(span.quote(text) for span in row.words)
    return replace(
        task,
        responsibilities=strongest([*task.responsibilities, *row.duties]),
        responsibility_text=task.responsibility_text or printed,
        responsibility_span=task.responsibility_span or _hull(row.words),
        rows=(*task.rows, row.span),
        times=(*task.times, *row.times),
    )


def _merged(task: ParsedTask, row: DutyRow) -> Note:
    """A note that a row was joined to a task, for the editor who looks for it."""
    words = f"{task.number}{task.title or task.body[:OPENING]}"
    return Note(NoteKind.MERGED_ROW, f"表中此行说的是“{words}”，责任和时限已并入该条。", row.span)


def _hull(spans: Sequence[Span]) -> Span | None:
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None


@dataclass(frozen=True, slots=True)
class _Above:
    """What stands over a table: the id of its section, and the headings from the top, its own title last."""

    section: str
    headings: tuple[str, ...]
    names: frozenset[str]  # words that need not be said again: those headings, and the titles of the document


def _above(document: ParsedDocument, table: ParsedTable) -> _Above:
    section = _section_of(document, table.span)
    labels = (*document.heading_path(section), *([section.label] if section.label else [])) if section else ()
    titles = [words.text for words in (document.header.title, document.header.notice_title) if words]
    known = frozenset(squeezed(words) for words in (*labels, *titles, *([section.title] if section else [])))
    line = document.text[: table.span.start].rstrip().rpartition("\n")[2].strip()
    is_caption = len(line) <= LONGEST_CAPTION and CAPTION.fullmatch(line) and squeezed(line) not in known
    return _Above(section.id if section else "0", (*labels, *([line] if is_caption else [])), known)


def _section_of(document: ParsedDocument, span: Span) -> ParsedSection | None:
    """The innermost section that a table stands in."""
    around: Iterator[ParsedSection] = (section for section in document.sections if span in section.span)
    return max(around, key=lambda section: section.level, default=None)


def _row_task(document: ParsedDocument, row: DutyRow, above: _Above, serial: int) -> ParsedTask:
    body = row.quote(document.text)
    title = row.quote_title(document.text)
    of_title = "" if row.number else _printed_number(title)
    number = row.number or of_title or _printed_number(body)
    return ParsedTask(
        id=f"{above.section}.t{serial}",
        number=number,
        title=title[len(of_title) :].strip() or None,
        heading_path=(*above.headings, *(words for words in row.headings if squeezed(words) not in above.names)),
        body=body if row.number or of_title else body[len(number) :].strip(),
        responsibility_text="\n".join(span.quote(document.text) for span in row.words),
        span=row.span,
        responsibility_span=_hull(row.words),
        responsibilities=row.duties,
        section=above.section,
        times=row.times,
    )


def _printed_number(words: str) -> str:
    """The number that a task's words begin with, unless they are a list of several."""
    found = PRINTED_NUMBER.match(words)
    others = PRINTED_NUMBER.finditer(words, found.end()) if found else ()
    is_list = any(words[other.start() - 1] in "。；;\n" for other in others)
    return found[0] if found and not is_list and found.end() < len(words) else ""


def _without_number(words: str) -> str:
    return words[len(_printed_number(words)) :]
