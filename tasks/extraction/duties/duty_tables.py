"""A table of the division of labour (任务分工表) in; its rows, each with its task and its duties, out."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from documents.agencies import Gazetteer, RegionEntry
from documents.structure.values import ParsedTable, TableCell
from documents.text.duty_labels import DutyPart, duty_part
from documents.text.notes import Note
from documents.text.spans import Span
from tasks.extraction.duties.responsibilities import read_clause, read_list, strongest
from tasks.extraction.values import DutyMention


class Column(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    TASK = "task"
    LEAD = "lead"
    SUPPORT = "support"
    IMPLEMENT = "implement"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A row about one task, or several rows that share a merged task cell.

    `title` is the cell that names the task, where a column of names stands before that of the tasks. `words` are
    the cells of its duties. `span` covers the cells that are the row's alone.
    """

    number: str
    title: Span | None
    task: Span
    span: Span
    words: tuple[Span, ...]
    duties: tuple[DutyMention, ...]
    notes: tuple[Note, ...]


# Heads of columns that say nothing of bodies: 序号 | 重点任务 | 完成时限
HEADS = (
    (re.compile(r"序\s?号|编\s?号|^号$"), Column.NUMBER),
    (re.compile(r"内容|举措|措施"), Column.TASK),
    (re.compile(r"领导|人员|联系人|责任人|时限|时间|期限|进度|备注|标准|目标|指标"), None),
)
SUBJECT = re.compile(r"任务|事项|项目|工作|要点|条款|重点")
NAMES = re.compile(r"名称|项目|事项")
PARTS = {Column.LEAD: DutyPart.LEAD, Column.SUPPORT: DutyPart.SUPPORT, Column.IMPLEMENT: DutyPart.IMPLEMENT}
COLUMNS = {**{part: column for column, part in PARTS.items()}, DutyPart.LIST: Column.LIST}
LONGEST_HEAD = 14
Grid = dict[int, dict[int, TableCell]]
CellReading = tuple[tuple[DutyMention, ...], tuple[Note, ...]]


def is_duty_table(text: str, table: ParsedTable) -> bool:
    """Whether a table's words speak of a division of labour."""
    return bool(re.search(r"牵头|责任单位|责任部门|负责单位|负责部门|配合单位", table.span.quote(text)[:400]))


def read_rows(text: str, table: ParsedTable, gazetteer: Gazetteer, home: RegionEntry | None) -> list[DutyRow]:
    """The rows of a table that has a column of tasks and one of bodies; of any other table none."""
    grid: Grid = defaultdict(dict)
    for cell in table.cells:
        grid[cell.row][cell.column] = cell
    head, columns = _find_head(text, grid)
    if Column.TASK not in columns.values() or not set(columns.values()) & {*PARTS, Column.LIST}:
        return []
    rows = [grid[row] for row in sorted(grid) if row > head]
    task = _task_column(rows, columns)
    title = _title_column(text, rows, grid[head], columns, task)
    merged = Counter(cell.span for row in rows for cell in {c.span: c for c in row.values()}.values())

    @cache  # a merged cell stands in many rows
    def read_cell(kind: Column, span: Span, has_lead: bool) -> CellReading:
        return _read_cell(text, kind, span, has_lead, gazetteer, home)

    found = [_row(text, row, columns, (title, task), merged, read_cell) for row in rows if _has_task(row, task)]
    return list(_joined(found))


def _find_head(text: str, grid: Grid) -> tuple[int, dict[int, Column]]:
    """The row of column heads among the first rows, and what each column holds."""
    for row in sorted(grid)[:4]:
        columns = {index: kind for index, cell in grid[row].items() if (kind := _kind(cell.span.quote(text)))}
        if len(set(columns.values())) > 1:
            return row, columns
    return 0, {}


def _kind(words: str) -> Column | None:
    if len(words) > LONGEST_HEAD:
        return None
    for pattern, kind in HEADS:
        if pattern.search(words):
            return kind
    if part := duty_part(words):
        return COLUMNS[part]
    return Column.TASK if SUBJECT.search(words) else None


def _task_column(rows: list[dict[int, TableCell]], columns: dict[int, Column]) -> int:
    """Of several columns of tasks, the one with the most cells of its own: the measures, not their groups."""
    candidates = [index for index, kind in columns.items() if kind is Column.TASK]
    return max(candidates, key=lambda index: (len({row[index].span for row in rows if index in row}), index))


def _title_column(
    text: str, rows: list[dict[int, TableCell]], head: dict[int, TableCell], columns: dict[int, Column], task: int
) -> int | None:
    """项目名称 before 建设内容: a column of tasks that names each of them."""
    for index, kind in columns.items():
        if kind is Column.TASK and index < task and NAMES.search(head[index].span.quote(text)):
            own = [row[index].span for row in rows if index in row]
            return index if len(set(own)) == len(own) else None
    return None


def _has_task(row: dict[int, TableCell], task: int) -> bool:
    """Whether a row has a task: one that is a single merged cell is the head of a group."""
    return task in row and len(row[task].span) > 0 and len({cell.span for cell in row.values()}) > 1


def _row(
    text: str,
    row: dict[int, TableCell],
    columns: dict[int, Column],
    named: tuple[int | None, int],
    merged: Counter[Span],
    read_cell: Callable[[Column, Span, bool], CellReading],
) -> DutyRow:
    title, task = named
    number = next((row[i].span.quote(text) for i, kind in columns.items() if kind is Column.NUMBER and i in row), "")
    duties = {i: kind for i, kind in columns.items() if kind not in (Column.NUMBER, Column.TASK)}
    cells = [(kind, row[i].span) for i, kind in duties.items() if i in row and len(row[i].span)]
    has_lead = any(kind is Column.LEAD for kind, _ in cells)
    readings = [read_cell(kind, span, has_lead) for kind, span in cells]
    own = [cell.span for cell in row.values() if merged[cell.span] == 1 and len(cell.span)] or [row[task].span]
    return DutyRow(
        number=number.strip(),
        title=row[title].span if title in row and title is not None else None,
        task=row[task].span,
        span=Span(min(span.start for span in own), max(span.end for span in own)),
        words=tuple(span for _, span in cells),
        duties=strongest(duty for duties, _ in readings for duty in duties),
        notes=tuple(note for _, notes in readings for note in notes),
    )


def _read_cell(
    text: str, kind: Column, span: Span, has_lead: bool, gazetteer: Gazetteer, home: RegionEntry | None
) -> CellReading:
    """The duties in a cell, with the role that the column's head says. Where it says none they implement beside a
    column of leaders, else have the roles that a clause would give them."""
    if kind in PARTS:
        return read_list(text, span, PARTS[kind], gazetteer, home)
    if has_lead:
        return read_list(text, span, DutyPart.IMPLEMENT, gazetteer, home)
    reading = read_clause(text, span, gazetteer, home)
    return reading.duties, reading.notes


def _joined(rows: list[DutyRow]) -> Iterator[DutyRow]:
    """The rows, those that share a merged task cell made one."""
    groups: dict[Span, list[DutyRow]] = {}
    for row in rows:
        groups.setdefault(row.task, []).append(row)
    for task, group in groups.items():
        yield DutyRow(
            number=group[0].number,
            title=group[0].title,
            task=task,
            span=Span(min(row.span.start for row in group), max(row.span.end for row in group)),
            words=tuple(dict.fromkeys(span for row in group for span in row.words)),
            duties=strongest(duty for row in group for duty in row.duties),
            notes=tuple(dict.fromkeys(note for row in group for note in row.notes)),
        )
