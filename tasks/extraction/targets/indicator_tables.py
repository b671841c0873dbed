"""A document's tables in; the cells that say by when, and the targets of tables of indicators (指标), out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from documents.structure.values import ParsedTable
from documents.text.numerals import parse_int
from documents.text.spans import Span
from tasks.extraction.targets.quantities import Quantity, read_cell
from tasks.extraction.targets.situations import Commitment
from tasks.extraction.times.dates import DateExpression, Force
from tasks.extraction.values import Comparator, Precision

TIME_HEAD = re.compile(r"时限|期限|完成时间|时间节点|时间要求|完成日期|进度|时间安排")
NAME_HEAD = re.compile(r"指标(?!值)|目标名称|目标项")
UNIT_HEAD = re.compile(r"(?:计量)?单位")
YEAR_HEAD = re.compile(r"(?P<year>20\d\d)[ \t]?年?")
VALUE_HEAD = re.compile(r"目标值?|规划值|指标值")
UNIT_IN_NAME = re.compile(r"[（(](?P<unit>[^（）()]{1,12})[）)]$")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells by column; a merged cell is in each column it covers."""

    cells: dict[int, Span]


def rows(table: ParsedTable) -> list[Row]:
    """The rows of a table in order, its head first."""
    found: dict[int, dict[int, Span]] = {}
    for cell in table.cells:
        found.setdefault(cell.row, {})[cell.column] = cell.span
    return [Row(found[index]) for index in sorted(found)]


def time_columns(text: str, head: Row) -> set[int]:
    """The columns whose head asks for a time (完成时限)."""
    return {column for column, span in head.cells.items() if TIME_HEAD.search(span.quote(text))}


def time_cells(text: str, tables: Sequence[ParsedTable]) -> Iterator[Span]:
    """The cells in those columns that are not empty, each once."""
    for table in tables:
        head, *rest = rows(table) or [Row({})]
        columns = time_columns(text, head)
        yield from sorted(
            {row.cells[column] for row in rest for column in columns & row.cells.keys() if row.cells[column]}
        )


def indicator_targets(
    text: str, table: ParsedTable, today: int | None
) -> Iterator[tuple[Commitment, DateExpression | None]]:
    """The promises, with their dates, of a table with columns 指标, 单位 and years or 目标值; years before `today`
    (the document's year) and the first of several years, the base, are left out."""
    head, *rest = rows(table) or [Row({})]
    titles = {column: span.quote(text).strip() for column, span in head.cells.items()}
    name = next((column for column, title in titles.items() if NAME_HEAD.search(title)), None)
    unit = next((column for column, title in titles.items() if UNIT_HEAD.fullmatch(title)), None)
    if name is None:
        return
    for column, due in _value_columns(titles, head, today):
        for row in rest:
            if name in row.cells and column in row.cells:
                printed = row.cells[unit].quote(text).strip() if unit in row.cells and unit is not None else ""
                commitment = _commitment(text, row.cells[name], row.cells[column], printed)
                if commitment:
                    yield commitment, due


def _value_columns(titles: dict[int, str], head: Row, today: int | None) -> Iterator[tuple[int, DateExpression | None]]:
    years = {
        column: parse_int(match["year"]) or 0 for column, title in titles.items() if (match := YEAR_HEAD.search(title))
    }
    first = min(years.values()) if len(set(years.values())) > 1 else 0
    for column, title in titles.items():
        year = years.get(column)
        if year and year > first and year >= (today or 0):
            yield column, DateExpression(head.cells[column], Force.DUE, date(year, 12, 31), Precision.YEAR)
        elif not year and VALUE_HEAD.search(title) and not NAME_HEAD.search(title):
            yield column, None


def _commitment(text: str, name: Span, cell: Span, unit: str) -> Commitment | None:
    words = name.quote(text).strip()
    in_name = UNIT_IN_NAME.search(words)
    found = read_cell(cell.quote(text), unit or (in_name["unit"] if in_name else ""))
    if not found or not words:
        return None
    value, comparator = found
    quantity = Quantity(cell, cell.start, value.value, value.unit, value.value_high, value.bound)
    indicator = words[: in_name.start()] if in_name and not unit else words
    span = Span(min(name.start, cell.start), max(name.end, cell.end))
    return Commitment(indicator, span, comparator or value.bound or Comparator.REACH, quantity)
