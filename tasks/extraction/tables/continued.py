"""The tables of a text in; those that go on with the one above them (a page ended in it) joined to it, out."""

import re
from collections.abc import Sequence
from dataclasses import replace

from documents.structure.values import ParsedTable
from documents.text.numerals import parse_int
from documents.text.spans import Span
from tasks.extraction.tables.cell_words import is_nothing, is_number, squeezed
from tasks.extraction.tables.grid import Row, find_heads, rows_of, words_of

# 续表 · （续上表） · 续表1: all that may stand between the two parts of a table
BETWEEN = re.compile(r"\s*(?:[（(]?(?:接上表|续上?表|表续|续)[\d一二三四五六七八九十]{0,2}[）)]?[:：]?\s*)?")
DIGITS = re.compile(r"\d{1,4}|[一二三四五六七八九十]{1,3}")
FIGURE = re.compile(r"[^\u4e00-\u9fff]*\d[^\u4e00-\u9fff]*")  # a value, not a sentence with one


def whole_tables(text: str, tables: Sequence[ParsedTable]) -> tuple[ParsedTable, ...]:
    r"""The tables, those that follow one another made one: nothing stands between them, they have as many columns, and
    the lower has the heads of the upper once more, or none and rows that go on with those above.

    >>> from documents.structure.paragraphs import find_paragraphs
    >>> from documents.structure.tables import find_pipe_tables
    >>> text = "|序号|任务|责任单位|\n|1|修路|市交通局|\n续表\n|2|修桥|市交通局|\n|3|植树|市林业局|"
    >>> tables = list(find_pipe_tables(text, list(find_paragraphs(text))))
    >>> len(tables), [len(table.cells) for table in whole_tables(text, tables)]
    (2, [12])
    """
    found: list[ParsedTable] = []
    for table in tables:
        joined = _joined(text, found[-1], table) if found else None
        found[-1:] = [joined] if joined else [*found[-1:], table]
    return tuple(found)


def _joined(text: str, above: ParsedTable, below: ParsedTable) -> ParsedTable | None:
    """The two as one table, None where they are two."""
    is_near = above.span.end <= below.span.start and BETWEEN.fullmatch(text, above.span.end, below.span.start)
    if not is_near or _width(above) != _width(below):
        return None
    upper, lower = rows_of(above), rows_of(below)
    first, after = find_heads(text, upper)
    said = {words_of(text, row) for row in upper[:after]}
    again = next((at for at, row in enumerate(lower) if words_of(text, row) not in said), len(lower))
    has_heads = again >= after - first  # those of the upper one, printed again
    if not after or again == len(lower) or (not has_heads and (again or any(find_heads(text, lower)))):
        return None
    if not _goes_on(text, upper[after:], lower[again:], is_told=has_heads):
        return None
    printed = sorted({cell.row for cell in below.cells})[:again]
    shift = above.cells[-1].row + 1
    cells = [replace(cell, row=cell.row + shift) for cell in below.cells if cell.row not in printed]
    return ParsedTable(Span(above.span.start, below.span.end), (*above.cells, *cells))


def _width(table: ParsedTable) -> int:
    return max((cell.column + 1 for cell in table.cells), default=0)


def _goes_on(text: str, upper: Sequence[Row], lower: Sequence[Row], *, is_told: bool) -> bool:
    """Whether the rows below go on with those above: their numbers do not begin anew, unless below the heading of a
    group, and, where no heads tell it (`is_told`), the first of them has numbers and figures where those above have
    them, or nothing there."""
    opening = lower[0].distinct()
    if len(opening) == 1 and lower[0].cells.get(0) == opening[0] and not is_number(opening[0].quote(text)):
        return True
    below = _by_column(text, lower[:1])
    alike = True
    for column, words in _by_column(text, upper).items():
        own = below.get(column, [])
        if all(map(is_number, words)):
            alike &= all(map(is_number, own))
            counts = [_count(word) for row in lower for word in _by_column(text, [row]).get(column, [])]
            if counts and counts[0] < _count(words[-1]):
                return False
        elif all(map(FIGURE.fullmatch, words)):
            alike &= all(map(FIGURE.fullmatch, own))
    return is_told or alike


def _by_column(text: str, rows: Sequence[Row]) -> dict[int, list[str]]:
    """The words of the cells that say anything, by column; a row of one cell is the heading of a group."""
    found: dict[int, list[str]] = {}
    for row in rows:
        for column, span in row.cells.items() if len(row.distinct()) > 1 or not row.cells.get(0) else ():
            words = squeezed(span.quote(text))
            if not is_nothing(words):
                found.setdefault(column, []).append(words)
    return found


def _count(words: str) -> int:
    """The number of a row; of 3-2 the first part."""
    digits = DIGITS.search(words)
    return (parse_int(digits[0]) if digits else None) or 0
