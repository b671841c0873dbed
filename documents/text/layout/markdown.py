"""Text in; the tables in it, with the bars of Markdown or with columns set apart by blanks, out."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from documents.text.layout.captioned_tables import find_captioned
from documents.text.layout.spaced_tables import find_columns
from documents.text.layout.stacked_tables import find_stacked
from documents.text.limits import check_cells
from documents.text.readings import CellMention, TableMention
from documents.text.spans import Span, line_spans

# |---|:---:| : what makes the rows around it a table
SEPARATOR = re.compile(r"[ \t]{0,3}\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*){1,60}\|?[ \t]*\r?")
BAR = re.compile(r"(?<!\\)\|")  # between two cells; not \|, which is a sign of the cell


def find_drawn_tables(text: str, known: Sequence[TableMention] = ()) -> tuple[TableMention, ...]:
    r"""The tables drawn with signs in a text, with spans in it; they overlap neither one another nor those `known`, and
    come in no order.

    Raises UnreadableSource where they have too many cells.

    >>> [table] = find_drawn_tables("|任务|单位|\n|--|--|\n|发展风电|能源局|")
    >>> table.cells[2]
    CellMention(row=1, column=0, rows=1, columns=1, span=Span(start=17, end=21))
    """
    found: list[TableMention] = []
    cells = sum(len(table.cells) for table in known)
    for find in (_barred, find_columns, find_stacked, find_captioned):
        taken = sorted(_span(table) for table in (*known, *found))
        for table in find(text):
            if not _overlaps(_span(table), taken):
                found.append(table)
                cells += len(table.cells)
                check_cells(cells)
    return tuple(found)


def _span(table: TableMention) -> Span:
    return Span(min(cell.span.start for cell in table.cells), max(cell.span.end for cell in table.cells))


def _overlaps(span: Span, taken: Sequence[Span]) -> bool:
    """Whether a span overlaps any of those `taken`, which are in order and do not overlap."""
    index = bisect_right(taken, span)
    return any(span.start < other.end and other.start < span.end for other in taken[max(index - 1, 0) : index + 1])


def _barred(text: str) -> Iterator[TableMention]:
    """The tables with bars: a row, a separator, and the rows after it."""
    lines = list(line_spans(text)) if "|" in text and "--" in text else []
    index = 1
    while index < len(lines):
        head = lines[index - 1].quote(text)
        if "|" in head and SEPARATOR.fullmatch(lines[index].quote(text)):
            end = index + 1
            while end < len(lines) and "|" in lines[end].quote(text):
                end += 1
            yield _table(text, [lines[index - 1], *lines[index + 1 : end]])
            index = end
        index += 1


def _table(text: str, rows: list[Span]) -> TableMention:
    check_cells(sum(text.count("|", row.start, row.end) - 1 for row in rows))
    return TableMention(
        tuple(
            CellMention(row, column, 1, 1, cell)
            for row, line in enumerate(rows)
            for column, cell in enumerate(_cells(text, line))
        )
    )


def _cells(text: str, line: Span) -> Iterator[Span]:
    """The words between the bars of a row."""
    row = line.strip(text)
    bars = [match.start() for match in BAR.finditer(text, row.start, row.end)]
    if not bars or bars[0] != row.start:
        bars.insert(0, row.start - 1)
    if bars[-1] != row.end - 1 or len(bars) == 1:
        bars.append(row.end)
    for start, end in pairwise(bars):
        yield Span(start + 1, max(end, start + 1)).strip(text)
