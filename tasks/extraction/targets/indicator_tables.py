"""A table of indicators (指标) in; the targets in it, with their dates, out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from documents.structure.values import ParsedTable
from documents.text.numerals import parse_int
from documents.text.spans import Span
from tasks.extraction.tables.cell_words import is_nothing, is_number, squeezed
from tasks.extraction.tables.column_heads import Column
from tasks.extraction.tables.grid import Grid, Row, lay_out
from tasks.extraction.targets.quantities import Quantity, find_quantities, read_cell
from tasks.extraction.targets.situations import Commitment
from tasks.extraction.times.date_finder import find_dates
from tasks.extraction.times.dates import DateExpression, Force
from tasks.extraction.values import Comparator, Precision

YEAR = re.compile(r"20\d\d")
# 年均增速 · 五年累计: a column beside those of years
RATE = re.compile(r"年均|累计|增速|增长率")
UNIT_IN_NAME = re.compile(r"[（(](?P<unit>[^（）()]{1,12})[）)]$")
FALLS = re.compile(r"下降|降低|减少|压减|削减")
RISES = re.compile(r"增长|提高|增加|提升|上升")
NAMED_CHANGE = re.compile(
    r"(下降|降低|减少|压减|削减|增长|提高|提升|增)(?:率|幅度?|比例|速)?(?:[（(][^（）()]{0,12}[）)])?$"
)
CAPTIONS = 2  # lines above a table that may say of which years it is
LONGEST_CAPTION = 60
LONGEST_NAME = 60


def indicator_targets(
    text: str, table: ParsedTable, today: int | None, title: str = ""
) -> Iterator[tuple[Commitment, DateExpression | None]]:
    """The promises, with their dates, of a table with a column of indicators and some of years or 目标值; years before
    `today` (the document's year) and the first of several years, the base, are left out. Without a year in its heads a
    table is of those that the line above it, else the document's `title`, names (“十四五”)."""
    grid = lay_out(text, table)
    name = _names(text, grid)
    if name is None:
        return
    units = grid.columns(Column.UNIT)
    base, goals = _value_columns(grid, today, _caption_date(text, table) or _plan_date(title))
    for row in grid.rows:
        if not row.cells.get(name):
            continue
        unit = next((row.cells[column].quote(text).strip() for column in units if column in row.cells), "")
        found = [
            (commitment, due)
            for column, due in goals
            if row.cells.get(column) and (commitment := _commitment(text, row, name, column, unit, base))
        ]
        rates = [column for column, words in grid.head.items() if RATE.search(words) and not YEAR.search(words)]
        yield from found or _rates(text, row, name, rates, unit, base, goals)


def _names(text: str, grid: Grid) -> int | None:
    """The column of the indicators: below a head that calls it so, or of aims or items beside values that have units,
    of their own or in another column."""
    values = grid.columns(Column.YEAR, Column.VALUE)
    if not values:
        return None
    beside = grid.columns(Column.UNIT, Column.ATTRIBUTE) or len(values) > 1 or _are_amounts(text, grid, values[0])
    others = grid.columns(Column.TASK, Column.GOAL) if beside else []
    named = [
        column
        for column in grid.columns(Column.INDICATOR) or [column for column in others if column < min(values)]
        if not all(is_number(row.cells[column].quote(text)) for row in grid.rows if column in row.cells)
    ]
    own = {column: len({row.cells[column] for row in grid.rows if row.cells.get(column)}) for column in named}
    return max(named, key=lambda column: (own[column], column), default=None)


def _are_amounts(text: str, grid: Grid, column: int) -> bool:
    """Whether all cells of a column that say something are single values with a unit."""
    cells = [row.cells[column] for row in grid.rows if row.cells.get(column)]
    found = [_value(text, cell, "") for cell in cells if not is_nothing(cell.quote(text))]
    return bool(found) and all(each and each[0].unit for each in found)


def _value_columns(
    grid: Grid, today: int | None, otherwise: DateExpression | None
) -> tuple[int | None, list[tuple[int, DateExpression | None]]]:
    """The base year, and the columns of values to be reached with their dates."""
    years = {
        column: parse_int(match[0]) or 0
        for column in grid.columns(Column.YEAR, Column.VALUE)
        if (match := YEAR.search(grid.head[column]))
    }
    first = min(years.values()) if len(set(years.values())) > 1 else 0
    ended = first or next((year for year in years.values() if year < (today or 0)), 0)
    goals: list[tuple[int, DateExpression | None]] = []
    for column in grid.columns(Column.YEAR, Column.VALUE):
        year = years.get(column)
        if year and year > first and year >= (today or 0):
            goals.append((column, DateExpression(Span(0, 0), Force.DUE, date(year, 12, 31), Precision.YEAR)))
        elif not year and grid.heads[column].kind is Column.VALUE:
            goals.append((column, otherwise))
    return ended or None, goals


def _caption_date(text: str, table: ParsedTable) -> DateExpression | None:
    """The date in the lines just above a table: 专栏1 “十四五”时期主要指标."""
    end = table.span.start
    for _ in range(CAPTIONS):
        end = len(text[:end].rstrip())
        start = text.rfind("\n", 0, end) + 1
        if end - start > LONGEST_CAPTION:
            return None
        found = [each for each in find_dates(text, Span(start, end)) if each.due_on]
        if due := found[-1] if found else _plan_date(text[start:end]):
            return due
        end = start
    return None


def _plan_date(title: str) -> DateExpression | None:
    """The end of the plan period that a title names: “十四五”应急体系建设规划."""
    words = re.search(r"十[一二三四五六七八九]五", title)
    return next(iter(find_dates(f"{words[0]}期末", Span(0, 5))), None) if words else None


def _rates(
    text: str,
    row: Row,
    name: int,
    columns: list[int],
    unit: str,
    base: int | None,
    goals: list[tuple[int, DateExpression | None]],
) -> Iterator[tuple[Commitment, DateExpression | None]]:
    """The rises in a column 年均增速 of a row without a value for the last year."""
    for column in columns:
        commitment = _commitment(text, row, name, column, unit, base) if row.cells.get(column) else None
        if commitment:
            changes = (Comparator.FALL, Comparator.RISE)
            change = commitment.comparator if commitment.comparator in changes else Comparator.RISE
            yield replace(commitment, comparator=change, baseline_year=base), goals[-1][1] if goals else None


def _commitment(text: str, row: Row, name: int, column: int, unit: str, base: int | None) -> Commitment | None:
    words, cell = squeezed(row.cells[name].quote(text)), row.cells[column]
    if not words or len(words) > LONGEST_NAME or row.cells[name] == cell or is_nothing(cell.quote(text)):
        return None
    in_name = UNIT_IN_NAME.search(words)
    found = _value(text, cell, unit or (in_name["unit"] if in_name else ""))
    if not found:
        return None
    value, change = found
    quantity = Quantity(cell, cell.start, value.value, value.unit, value.value_high, value.bound)
    indicator = words[: in_name.start()] if in_name and not unit else words
    span = Span(min(row.cells[name].start, cell.start), max(row.cells[name].end, cell.end))
    change = change or _named_change(words)
    comparator = change or value.bound or Comparator.REACH
    return Commitment(indicator, span, comparator, quantity, base if change else None)


def _named_change(indicator: str) -> Comparator | None:
    """What an indicator's own name says of its value: 单位GDP能耗降低."""
    found = NAMED_CHANGE.search(indicator)
    return (Comparator.FALL if FALLS.match(found[1]) else Comparator.RISE) if found else None


def _value(text: str, cell: Span, unit: str) -> tuple[Quantity, Comparator | None] | None:
    """The one value in a cell, and whether it is a rise or fall: ≥95, [18], 控制在5.5%以内, 累计下降14%."""
    plain = read_cell(cell.quote(text), unit)
    if plain:
        return plain
    found = list(find_quantities(text, cell))
    if len(found) != 1:
        return None
    before = text[cell.start : found[0].span.start]
    change = Comparator.FALL if FALLS.search(before) else Comparator.RISE if RISES.search(before) else None
    return (found[0] if found[0].unit else replace(found[0], unit=unit)), change
