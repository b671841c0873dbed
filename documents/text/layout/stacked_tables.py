"""Lines in; the tables whose cells stand one a line, as text copied from a page has them, out."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from documents.text.layout.block_starts import DATE_LINE, opens_block
from documents.text.layout.cell_shapes import Shape, fit, shape
from documents.text.layout.stacked_heads import MOST_COLUMNS, StackedHead, count_of, read_heads
from documents.text.layout.stacked_rows import ACROSS, Place, place_lines
from documents.text.limits import check_cells
from documents.text.readings import CellMention, TableMention
from documents.text.spans import Span

# Lines with words; a bar alone on its line parts cells as an empty line does
LINE = re.compile(r"[^\n]*[^\s\u3000|][^\n]*")
BLOCK = re.compile(r"(?:[^\n]*[^\s\u3000|][^\n]*(?:\n|$))+")
HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
MOST_LINES = 24  # of one row
FEWEST_ROWS = 3  # of a table without heads
LONGEST_ROW = 150  # characters of such a row, on average: more stand between the numbers of pages
MOST_MERGED = 3
CLOSING = re.compile(r"各|请|以上|上述|本|此|特|附|注|说明|联系|备注|对")  # the first words of what closes a text, or remarks
LONGEST_PLAIN = 120  # characters of the last cell of a table, where nothing else says that it ends


def find_stacked(text: str) -> Iterator[TableMention]:
    r"""The tables, in order: heads, one a line, and below them the cells of each row, one or several lines each. Rows
    begin with their number, else each has as many lines as there are heads. Without heads, numbers that count up at
    equal distances show the rows, if each names a body. Where empty lines part the cells, each may have several lines.

    >>> [table] = find_stacked("序号\n任务\n责任单位\n1\n修路\n市交通局\n2\n架桥\n市交通局\n")
    >>> [cell.row for cell in table.cells]
    [0, 0, 0, 1, 1, 1, 2, 2, 2]
    """
    lines = units(text, LINE)
    blocks = units(text, BLOCK) if "\n\n" in text or "\n|\n" in text else lines
    found = list(_tables(text, blocks))
    ends = [table.cells[-1].span.end for table in found]
    yield from found
    if len(blocks) < len(lines):
        yield from _tables(text, [line for line in lines if not _is_in(line, found, ends)])


def units(text: str, shape: re.Pattern[str]) -> list[Span]:
    """The lines of a text, or (BLOCK) those together that no empty line parts."""
    return [Span(*match.span()).strip(text) for match in shape.finditer(text)]


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


Rows = list[list[tuple[int, range]]]  # of each row its cells: column and lines


def _headed(words: Sequence[str], start: int) -> tuple[Rows, int] | None:
    """The rows of the table whose heads begin at a line, and the line after it."""
    head = read_heads(words, start)
    if head is None:
        return None
    end = start + len(head.words)
    rows, after = (_numbered if head.columns[0] is Shape.NUMBER else _laid_out)(words, end, head)
    return ([head.row(start), *rows], after) if rows else None


def _even_row(start: int, size: int) -> list[tuple[int, range]]:
    """A row of so many cells of one line each."""
    return [(at, range(start + at, start + at + 1)) for at in range(size)]


def _numbered(words: Sequence[str], start: int, head: StackedHead) -> tuple[Rows, int]:
    """Rows that begin with a number each, which counts up; on each page the heads may stand above them again."""
    rows: Rows = []
    index, sizes = start, Counter[int]()
    above = 0
    while index < len(words):
        if head.stands_at(words, index):
            rows.append(head.row(index))
            index += len(head.words)
            continue
        if _heads_rows(words, index, above):
            rows.append([(ACROSS, range(index, index + 1))])
            index += 1
        if count_of(words[index]) not in (above + 1, 1):
            break
        above = count_of(words[index])
        end = _end(words, index, above, head, sizes)
        rows.append(_row(words, range(index, end), head.columns))
        sizes[end - index] += 1
        index = end
    return rows, index


def _heads_rows(words: Sequence[str], index: int, above: int) -> bool:
    """Whether a line is a heading over the rows below it, which go on counting from the number above, or begin anew."""
    is_last = index + 1 >= len(words)
    return not is_last and bool(HEADING.match(words[index])) and count_of(words[index + 1]) in (1, above + 1)


def _end(words: Sequence[str], start: int, number: int, head: StackedHead, sizes: Counter[int]) -> int:
    """Where a row ends: at the next number, or below the last on a page; the last one of the table has as many lines as
    most rows, or as there are columns, and those that fill further columns."""
    stop = min(len(words), start + MOST_LINES)
    for index in range(start + 1, stop):
        if count_of(words[index]) == number + 1 or _heads_rows(words, index, number) or head.stands_at(words, index):
            return index
    usual = max(sizes, key=lambda size: (sizes[size], -size), default=len(head.columns))
    if usual == len(head.columns) and head.fits(words[start : start + usual]):
        return start + usual
    end = start + 1
    while end < min(stop, start + usual) and not _is_outside(words[end]):
        end += 1
    while end < stop and (more := _fills_more(words, range(start, end), head.columns)):
        end = min(end + more, stop)
    return end


def _fills_more(words: Sequence[str], row: range, columns: Sequence[Shape]) -> int:
    """How many lines (one or two, 0 for none) bring a row to a column farther to the right that looks like the last."""
    last = fit([words[line] for line in row], columns, may_share=True)[-1]
    for more in (1, 2):
        lines = words[row.start : row.stop + more]
        if len(lines) < len(row) + more or _is_outside(lines[-1]):
            return 0
        place = fit(lines, columns, may_share=True)[-1]
        if place > last and columns[place] is not Shape.TEXT and shape(lines[-1]) is columns[place]:
            return more
    return 0


def _is_outside(words: str) -> bool:
    return (
        len(words) > LONGEST_PLAIN or bool(DATE_LINE.fullmatch(words)) or (opens_block(words) and not count_of(words))
    )


def _laid_out(words: Sequence[str], start: int, head: StackedHead) -> tuple[Rows, int]:
    """Rows that do not begin with a number: where cells are merged or left out, each has as many as it has."""
    rows: Rows = []
    index = start
    while index < len(words):
        if rows and head.stands_at(words, index):
            rows.append(head.row(index))
            index += len(head.words)
        stop = next((at for at in range(index, len(words)) if read_heads(words, at)), len(words))
        found = _as_rows(place_lines(words[index:stop], head.columns), index)
        if not _are_sure(words, found, head):
            break
        rows += found
        index = found[-1][-1][1].stop
    below = list(_left_below(words, index, rows, head))
    return [*rows, *below], index + len(below)


def _left_below(words: Sequence[str], start: int, rows: Rows, head: StackedHead) -> Iterator[list[tuple[int, range]]]:
    """A row for each sentence that a table ends with, and the text: in some the cells beside the tasks are merged, and
    printed once above. No more than a few, none of which closes a text."""
    left = words[start : start + MOST_MERGED + 1]
    task = max((at for at, column in enumerate(head.columns) if column is Shape.TEXT), default=0)
    is_merged = task > 0 and any(len(row) > 1 and row[0][0] == task for row in rows)
    if is_merged and len(left) <= MOST_MERGED and not any(map(_closes, left)):
        yield from ([(task, range(index, index + 1))] for index in range(start, len(words)))


def _closes(words: str) -> bool:
    return not words.endswith("。") or bool(CLOSING.match(words)) or opens_block(words)


def _as_rows(places: Sequence[Place], start: int) -> Rows:
    rows: Rows = []
    for index, place in enumerate(places, start):
        if place.begins_row:
            rows.append([])
        elif rows[-1][-1][0] == place.column:
            start = rows[-1].pop()[1].start
            rows[-1].append((place.column, range(start, index + 1)))
            continue
        rows[-1].append((place.column, range(index, index + 1)))
    return rows


def _are_sure(words: Sequence[str], rows: Rows, head: StackedHead) -> bool:
    """Whether two thirds of the rows, headings aside, show by their cells that they are rows; a lone one is whole."""
    if len(rows) == 1 and len(rows[0]) < len(head.columns):
        return False
    told = [any(head.tells(column, words[lines.start]) for column, lines in row) for row in rows if row[0][0] != ACROSS]
    return bool(told) and sum(told) * 3 >= len(told) * 2


def _row(words: Sequence[str], lines: range, columns: Sequence[Shape]) -> list[tuple[int, range]]:
    """The cells of a row: the lines, those that stand in one column made one cell."""
    if len(lines) == len(columns):
        return [(column, range(line, line + 1)) for column, line in enumerate(lines)]
    places = fit([words[line] for line in lines], columns, may_share=True)
    return [
        (column, range(min(own), max(own) + 1))
        for column in dict.fromkeys(places)
        if (own := [line for line, place in zip(lines, places, strict=True) if place == column])
    ]


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
