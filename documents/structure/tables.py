"""A reading text in; its tables out, a merged cell in each place it covers."""

import re
from collections.abc import Iterator, Sequence

from documents.structure.values import ParsedTable, TableCell
from documents.text.layout.markdown import BAR
from documents.text.readings import ReadingText, TableMention
from documents.text.spans import Span

# | 任务 | 牵头单位 |
ROW = re.compile(r"\|.*\|")
RULE = re.compile(r"[\s|:\-—=]+")
FEWEST_HEADS = 3
FEWEST_ROWS = 2


def find_tables(reading: ReadingText, lines: Sequence[Span]) -> tuple[ParsedTable, ...]:
    """The tables of the reading text, and those written in it as rows with bars (`lines`), in reading order."""
    known = [table for mention in reading.tables if (table := _spread(mention, len(reading.text)))]
    taken = {line for table in known for line in range(table.span.start, table.span.end)}
    rows = [table for table in find_pipe_tables(reading.text, lines, fewest=1) if table.span.start not in taken]
    alone = {table.span for table in rows if "\n" not in table.span.quote(reading.text)}
    found: list[ParsedTable] = []
    for table in sorted([*known, *rows], key=lambda table: table.span):
        if table.span not in alone or (table.cells and found and _is_below(reading.text, found[-1], table)):
            found.append(table)
    return tuple(found)


def _is_below(text: str, above: ParsedTable, row: ParsedTable) -> bool:
    """Whether a row that stands alone is one more of the table above it: nothing is between, the columns are as
    many."""
    is_near = not text[above.span.end : row.span.start].strip()
    return is_near and max(cell.column for cell in above.cells) == row.cells[-1].column


def find_pipe_tables(text: str, lines: Sequence[Span], fewest: int = FEWEST_ROWS) -> Iterator[ParsedTable]:
    r"""The tables written with bars: `fewest` or more lines that follow one another and begin and end in a bar.

    >>> from documents.structure.paragraphs import find_paragraphs
    >>> text = "|任务|单位|\n|风电|能源局|"
    >>> [table] = find_pipe_tables(text, list(find_paragraphs(text)))
    >>> [cell.span.quote(text) for cell in table.cells]
    ['任务', '单位', '风电', '能源局']
    """
    run: list[Span] = []
    for line in [*lines, None]:
        if line is not None and ROW.fullmatch(text, line.start, line.end):
            run.append(line)
            continue
        if len(run) >= fewest:
            yield _pipe_table(text, run)
        run = []


def without_heads(lines: Sequence[Span], tables: Sequence[ParsedTable]) -> list[Span]:
    """The lines that are no heads of columns: no title stands there."""
    heads = {at for table in tables for at in _heads(table)}
    return [line for line in lines if line.start not in heads]


def _heads(table: ParsedTable) -> range:
    """The places of the first row of a table, if it has cells enough to name columns."""
    first = [cell.span for cell in table.cells if cell.row == table.cells[0].row and cell.span]
    return range(first[0].start, first[-1].end) if len(set(first)) >= FEWEST_HEADS else range(0)


def _spread(mention: TableMention, end: int) -> ParsedTable | None:
    """The table with each merged cell in every row and column it covers."""
    if not mention.cells:
        return None
    cells = [
        TableCell(row, column, cell.span)
        for cell in mention.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    start = min(cell.span.start for cell in mention.cells)
    stop = max(cell.span.end for cell in mention.cells)
    return ParsedTable(Span(min(start, end), min(stop, end)), tuple(sorted(cells, key=lambda c: (c.row, c.column))))


def _pipe_table(text: str, run: Sequence[Span]) -> ParsedTable:
    rows = [line for line in run if not RULE.fullmatch(text, line.start, line.end)]
    cells = [
        TableCell(row, column, span) for row, line in enumerate(rows) for column, span in enumerate(_cells(text, line))
    ]
    return ParsedTable(Span(run[0].start, run[-1].end), tuple(cells))


def _cells(text: str, line: Span) -> Iterator[Span]:
    start = line.start + 1
    for match in BAR.finditer(text, start, line.end):
        yield Span(start, match.start()).strip(text)
        start = match.end()
