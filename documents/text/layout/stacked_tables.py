"""Lines in; the tables whose cells stand one a line, as text copied from a page has them, out."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from documents.text.layout.cell_shapes import Shape, shape
from documents.text.layout.numbered_rows import numbered_rows
from documents.text.layout.stacked_heads import MOST_COLUMNS, count_of, is_head, read_heads
from documents.text.layout.stacked_rows import ACROSS, Cells, Rows
from documents.text.layout.unnumbered_rows import unnumbered_rows
from documents.text.limits import check_cells
from documents.text.readings import CellMention, TableMention
from documents.text.spans import Span

# Lines with words; a bar alone on its line parts cells as an empty line does
LINE = re.compile(r"[^\n]*[^\s\u3000|][^\n]*")
BLOCK = re.compile(r"(?:[^\n]*[^\s\u3000|][^\n]*(?:\n|$))+")
FEWEST_ROWS = 3  # of a table without heads
LONGEST_ROW = 150  # characters of such a row, on average: more stand between the numbers of pages


def find_stacked(text: str) -> Iterator[TableMention]:
    r"""The tables, in order: heads, one a line, and below them the cells of each row, one or several lines each. Rows
    begin with their number, else what the cells look like tells them. Without heads, numbers that count up at
    equal distances show the rows, if each names a body. Where empty lines part the cells, each may have several lines.

    >>> [table] = find_stacked("序号\n任务\n责任单位\n1\n修路\n市交通局\n2\n架桥\n市交通局\n")
    >>> [cell.row for cell in table.cells]
    [0, 0, 0, 1, 1, 1, 2, 2, 2]
    """
    lines = units(text, LINE)
    blocks = list(_apart(text, units(text, BLOCK))) if "\n\n" in text or "\n|\n" in text else lines
    found = list(_tables(text, blocks))
    ends = [table.cells[-1].span.end for table in found]
    yield from found
    if len(blocks) < len(lines):
        yield from _tables(text, [line for line in lines if not _is_in(line, found, ends)])


def units(text: str, shape: re.Pattern[str]) -> list[Span]:
    """The lines of a text, or (BLOCK) those together that no empty line parts."""
    return [Span(*match.span()).strip(text) for match in shape.finditer(text)]


def _apart(text: str, blocks: Sequence[Span]) -> Iterator[Span]:
    """The blocks, the first head of a table parted from the lines right above it."""
    for block, after in zip(blocks, [*blocks[1:], Span(0, 0)], strict=True):
        last = text.rfind("\n", block.start, block.end) + 1
        if last and is_head(text[last : block.end]) and is_head(after.quote(text)):
            yield Span(block.start, last).strip(text)
            block = Span(last, block.end)
        yield block


def _is_in(line: Span, tables: Sequence[TableMention], ends: Sequence[int]) -> bool:
    index = bisect_left(ends, line.end)
    return index < len(tables) and tables[index].cells[0].span.start <= line.start


def _tables(text: str, lines: Sequence[Span]) -> Iterator[TableMention]:
    """The tables of which each line (or lines that no empty one parts) is a cell or a part of one."""
    words = [line.quote(text) for line in lines]
    index = 0
    while index < len(lines):
        found = _headed(words, index) or _headless(words, index)
        if found is None:
            index += 1
            continue
        rows, index = found
        check_cells(sum(map(len, rows)))
        yield _table(lines, rows)


def _headed(words: Sequence[str], start: int) -> tuple[Rows, int] | None:
    """The rows of the table whose heads begin at a line, and the line after it."""
    head = read_heads(words, start)
    if head is None:
        return None
    end = start + len(head.words)
    rows, after = (numbered_rows if head.columns[0] is Shape.NUMBER else unnumbered_rows)(words, end, head)
    return ([head.row(start), *rows], after) if rows else None


def _even_row(start: int, size: int) -> Cells:
    """A row of so many cells of one line each."""
    return [(at, range(start + at, start + at + 1)) for at in range(size)]


def _headless(words: Sequence[str], start: int) -> tuple[Rows, int] | None:
    """Rows at equal distances that count up from 1, one of whose columns is of bodies."""
    if count_of(words[start]) != 1:
        return None
    size = next(
        (at for at in range(3, MOST_COLUMNS) if start + at < len(words) and count_of(words[start + at]) == 2), 0
    )
    rows: Rows = []
    index = start
    while size and index + size <= len(words) and count_of(words[index]) == len(rows) + 1:
        rows.append(_even_row(index, size))
        index += size
    cells = [[words[line[0]] for _, line in row] for row in rows]
    is_short = sum(len(cell) for row in cells for cell in row) < LONGEST_ROW * len(rows)
    named = any(sum(shape(row[at]) is Shape.BODIES for row in cells) * 3 >= len(rows) * 2 for at in range(1, size))
    return (rows, index) if len(rows) >= FEWEST_ROWS and is_short and named else None


def _table(lines: Sequence[Span], rows: Rows) -> TableMention:
    width = max(column + 1 for cells in rows for column, _ in cells)
    return TableMention(
        tuple(
            CellMention(
                row, max(column, 0), 1, width if column == ACROSS else 1, Span(lines[own[0]].start, lines[own[-1]].end)
            )
            for row, cells in enumerate(rows)
            for column, own in cells
        )
    )
