"""A table of the division of labour (任务分工表) in; its rows, each with its task and its duties, out."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from documents.agencies import Gazetteer, RegionEntry
from documents.structure.values import ParsedTable
from documents.text.duty_labels import DutyPart
from documents.text.notes import Note
from documents.text.spans import Span
from tasks.extraction.duties.duty_columns import DutyColumns, read_columns
from tasks.extraction.duties.responsibilities import ClauseReading, read_clause, read_list, strongest
from tasks.extraction.tables.cell_words import DITTO, is_nothing, squeezed
from tasks.extraction.tables.column_heads import Column
from tasks.extraction.tables.grid import Row, lay_out
from tasks.extraction.values import Basis, DutyMention, Role


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A row about one task, or several rows that share a merged task cell or go on over the end of a page.

    `title` is the cell that names the task, where a column of names stands before that of the tasks. `task` are the
    cells with its words, `words` those of its duties, `times` those that say by when. `headings` stand over the row:
    heads of groups across the table, and the cells of columns that group the tasks. `span` covers the cells that are
    the row's alone.
    """

    number: str
    title: Span | None
    task: tuple[Span, ...]
    span: Span
    words: tuple[Span, ...] = ()
    times: tuple[Span, ...] = ()
    headings: tuple[str, ...] = ()
    duties: tuple[DutyMention, ...] = ()
    notes: tuple[Note, ...] = ()

    def quote(self, text: str) -> str:
        """The words of the task, lines that end within a sentence joined."""
        return WITHIN_SENTENCE.sub("", "".join(span.quote(text).strip() for span in self.task))

    def quote_title(self, text: str) -> str:
        """The words of the title on one line and without a full stop, "" where there is none."""
        return "".join(self.title.quote(text).split("\n")).strip(" \u3000。") if self.title else ""


WITHIN_SENTENCE = re.compile(r"(?<![。；;！!：:\n])\n")
PARTS = {Column.LEAD: DutyPart.LEAD, Column.SUPPORT: DutyPart.SUPPORT, Column.IMPLEMENT: DutyPart.IMPLEMENT}
ASKS_FOR_BODIES = re.compile(r"牵头|责任(?:单位|部门)|负责(?:单位|部门)|配合(?:单位|部门)")
FIRST_WORDS = 400  # of a table, among which its heads stand
SENTENCE_END = re.compile(r"[。；！;][”’）)]?$")
GOES_ON = re.compile(r"[、，,和及与]$")
TOTAL = re.compile(r"(?:合计|总计|小计|总分)")
# 奖扣分项目 · 加分项（10分）: what is added to the points of the rows above or taken off them
BONUS = re.compile(
    r"(?:附加|工作|其[他它])?(?:奖励?|加|扣|减|惩|罚){1,3}分(?:项目?|事项|因素|内容|标准|情况|指标)?(?:[（(].*)?"
)


def is_duty_table(text: str, table: ParsedTable) -> bool:
    """Whether a table's words speak of a division of labour."""
    return bool(ASKS_FOR_BODIES.search(squeezed(table.span.quote(text)[:FIRST_WORDS])))


def names_bodies(text: str, table: ParsedTable, gazetteer: Gazetteer, home: RegionEntry | None) -> bool:
    """Whether a table without heads has, in half of its rows, bodies beside words that may be a task."""
    reader = _Reader(text, gazetteer, home)
    grid = lay_out(text, table)
    named = [row for row in grid.rows if any(map(reader.is_bodies, row.distinct())) and _has_task(text, row)]
    return not grid.heads and bool(named) and len(named) * 2 >= len(grid.rows)


def _has_task(text: str, row: Row) -> bool:
    return any(SENTENCE_END.search(span.quote(text).strip()) for span in row.distinct())


def read_rows(text: str, table: ParsedTable, gazetteer: Gazetteer, home: RegionEntry | None) -> list[DutyRow]:
    """The rows of a table that has a column of tasks and one of bodies; of any other table none."""
    reader = _Reader(text, gazetteer, home)
    grid = lay_out(text, table)
    columns = read_columns(text, grid, reader.is_bodies)
    if columns is None:
        return []
    rows = list(_filled(text, grid.rows, columns))
    shared = Counter(span for row in rows for span in row.distinct())
    found: list[DutyRow] = []
    for row in rows:
        part = reader.read(row, columns, shared)
        if found and part and _goes_on(text, found[-1], part):
            found[-1] = _joined([found[-1], replace(part, duties=tuple(map(_listed, part.duties)))])
        elif part and part.task and not _counts_points(text, part):
            found.append(part)
    return list(_by_task(found, lambda row: row.title if columns.counted else row.task))


def _counts_points(text: str, row: DutyRow) -> bool:
    """Whether a row only sums up the points of others, or adds to them."""
    words = row.quote(text)
    return bool(TOTAL.match(words) or BONUS.fullmatch(squeezed(row.quote_title(text) or words)))


def _filled(text: str, rows: Sequence[Row], columns: DutyColumns) -> Iterator[Row]:
    """The rows with 同上 replaced by the cell above, and with the cell above where a column that groups tasks is empty:
    in plain text merged cells are printed once."""
    above: Row | None = None
    for row in rows:
        if above is not None and row.headings == above.headings:
            merged = (*columns.groups, columns.title) if columns.counted else columns.groups
            groups = [column for column in merged if column is not None and not row.cells.get(column)]
            if groups and columns.number is not None and not row.cells.get(columns.number):
                groups.append(columns.number)
            same = [column for column, span in row.cells.items() if DITTO.fullmatch(squeezed(span.quote(text)))]
            filled = {column: above.cells[column] for column in (*groups, *same) if column in above.cells}
            row = replace(row, cells={**row.cells, **filled})
        yield row
        above = row


class _Reader:
    """Reads the rows of one table; a merged cell, which stands in many rows, once."""

    def __init__(self, text: str, gazetteer: Gazetteer, home: RegionEntry | None) -> None:
        self.text, self.gazetteer, self.home = text, gazetteer, home
        self.clause = lru_cache(None)(self._clause)
        self.named = lru_cache(None)(self._named)

    def _clause(self, span: Span) -> ClauseReading:
        return read_clause(self.text, span, self.gazetteer, self.home)

    def _named(self, span: Span, part: DutyPart) -> tuple[tuple[DutyMention, ...], tuple[Note, ...]]:
        return read_list(self.text, span, part, self.gazetteer, self.home)

    def is_bodies(self, span: Span) -> bool:
        """Whether a cell is a list of bodies and nothing else."""
        reading = self.clause(span)
        return reading.bodies == reading.named > 0

    def read(self, row: Row, columns: DutyColumns, shared: Counter[Span]) -> DutyRow | None:
        """What a row says; None for an empty one."""
        own = [span for span in row.distinct() if shared[span] == 1] or list(row.distinct())
        if not own:
            return None
        cells = {column: span for column, span in row.cells.items() if span and not self._is_nothing(span)}
        groups = {cells.get(column) for column in columns.groups}  # a cell merged over one of them names no body
        bodies = [
            (kind, cells[column])
            for column, kind in columns.bodies.items()
            if column in cells and cells[column] not in groups
        ]
        readings = list(self._readings(bodies, self._has_lead(columns)))
        title = None if columns.title is None else cells.get(columns.title)
        task = cells.get(columns.task, None if columns.counted else title)
        return DutyRow(
            number=self._words(cells, columns.number),
            title=title if title != task else None,
            task=(task,) if task else (),
            span=Span(min(span.start for span in own), max(span.end for span in own)),
            words=tuple(dict.fromkeys(span for _, span in bodies)),
            times=tuple(dict.fromkeys(cells[column] for column in columns.times if column in cells)),
            headings=(*row.headings, *self._groups(cells, columns)),
            duties=strongest(duty for duties, _ in readings for duty in duties),
            notes=tuple(note for _, notes in readings for note in notes),
        )

    def _is_nothing(self, span: Span) -> bool:
        return is_nothing(span.quote(self.text))

    def _words(self, cells: dict[int, Span], column: int | None) -> str:
        return cells[column].quote(self.text).strip() if column is not None and column in cells else ""

    def _groups(self, cells: dict[int, Span], columns: DutyColumns) -> Iterator[str]:
        spans = dict.fromkeys(cells[column] for column in columns.groups if column in cells)
        task = cells.get(columns.task)
        return (squeezed(span.quote(self.text)).rstrip("。") for span in spans if span != task)

    def _has_lead(self, columns: DutyColumns) -> bool:
        return Column.LEAD in columns.bodies.values()

    def _readings(
        self, cells: Sequence[tuple[Column, Span]], beside_lead: bool
    ) -> Iterator[tuple[tuple[DutyMention, ...], Sequence[Note]]]:
        """The duties in the cells of a row, with the role that the column's head says. Where it says none they
        implement beside a leader, else have the roles that a clause gives: of several such cells those of one list."""
        has_lead = beside_lead and any(kind is Column.LEAD for kind, _ in cells)
        listed = False
        for kind, span in cells:
            if kind in PARTS or has_lead:
                yield self.named(span, PARTS.get(kind, DutyPart.IMPLEMENT))
            elif listed:
                yield self.named(span, DutyPart.SUPPORT)
            else:
                listed = True
                yield self.clause(span).duties, self.clause(span).notes


def _goes_on(text: str, above: DutyRow, row: DutyRow) -> bool:
    """Whether a row without a number belongs to the one above it, which has one: the page ended in it. It lacks the
    task's words or those of its bodies, or goes on with a sentence or a list that has no end above."""
    if row.headings != above.headings or (row.task and row.task[0] in above.task):
        return False
    if not row.task:
        return True
    if not above.number or not above.task or row.number not in ("", above.number):
        return False
    is_cut = not SENTENCE_END.search(above.quote(text)) and bool(SENTENCE_END.search(row.quote(text)))
    if row.number:  # a merged cell
        return is_cut and not row.words
    return not row.words or is_cut or any(GOES_ON.search(span.quote(text).strip()) for span in above.words)


def _listed(duty: DutyMention) -> DutyMention:
    """A duty of a list that began before: its first name does not lead."""
    is_first = duty.basis is Basis.FIRST_LISTED
    return replace(duty, role=Role.SUPPORT, basis=Basis.LISTED) if is_first else duty


def _by_task(rows: Iterable[DutyRow], merged: Callable[[DutyRow], object]) -> Iterator[DutyRow]:
    """The rows, those that share a merged cell, of the task or its title, made one."""
    groups: dict[object, list[DutyRow]] = {}
    for row in rows:
        groups.setdefault(merged(row), []).append(row)
    return map(_joined, groups.values())


def _joined(rows: Sequence[DutyRow]) -> DutyRow:
    """Several rows about one task as one."""
    return replace(
        rows[0],
        task=tuple(dict.fromkeys(span for row in rows for span in row.task)),
        span=Span(min(row.span.start for row in rows), max(row.span.end for row in rows)),
        words=tuple(dict.fromkeys(span for row in rows for span in row.words)),
        times=tuple(dict.fromkeys(span for row in rows for span in row.times)),
        duties=strongest(duty for row in rows for duty in row.duties),
        notes=tuple(dict.fromkeys(note for row in rows for note in row.notes)),
    )
