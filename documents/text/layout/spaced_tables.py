"""Text in; the tables in it whose cells are set apart by tabs, wide blanks or single bars, out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from documents.text.layout.cell_shapes import Shape, fit, fit_shapes, head_shape, shape
from documents.text.limits import check_cells
from documents.text.readings import CellMention, TableMention
from documents.text.spans import Span, line_spans

# 任务 | 责任单位, without the bars around a row and the rule below its head that Markdown asks for
BAR = re.compile(r"[ \t\u3000]*\|[ \t\u3000]*")
RULE = re.compile(r"[\s|:—=]*-[\s|:\-—=]*")
TAB = re.compile(r"\t")
# 序号　　重点任务　　牵头单位: blanks part the cells only below such a head
WIDE = re.compile(r"[ \u3000]{2,}|\u3000|\t")
HEAD_WORD = re.compile(
    r"序号|编号|任务|项目|内容|措施|举措|要求|事项|指标|目标|牵头|责任|配合|负责|落实单位|部门|单位|领导|时限|期限|时间|进度"
    r"|备注|属性|类别|领域|(?:19|20)\d\d年?"
)
LONGEST_CELL_WORD = 16  # of a head
LONGEST_SECTION = 40
ANOTHER = re.compile(r"\s*(?:附[件表录]|表\s?[0-9一二三四五六七八九十])")  # what names a table of its own
SENTENCE_END = re.compile(r"[。；;]\s*$")
SURE_ROWS = 3  # that show a table without a head
MOST_LINES = 12  # of one row, where line ends stand in its cells
# 第一章 总则\t3: a table of contents
PAGE = re.compile(r"[（(]?\d{1,3}[）)]?")


def find_columns(text: str) -> Iterator[TableMention]:
    r"""The tables, in order: a head that names columns, and the rows below it with as many cells.

    A row may go on over several lines where its cells hold line ends. Raises UnreadableSource where it has too many
    cells.

    >>> [table] = find_columns("任务\t牵头单位\n发展风电\t能源局\n")
    >>> table.cells[3]
    CellMention(row=1, column=1, rows=1, columns=1, span=Span(start=13, end=16))
    """
    lines = list(line_spans(text))
    index = 0
    while index < len(lines):
        is_ruled = index + 1 < len(lines) and RULE.fullmatch(text, lines[index + 1].start, lines[index + 1].end)
        mark = None if is_ruled else _mark(text, lines[index]) or _mark_without_head(text, lines[index : index + 3])
        rows, after = _rows(text, lines, index, mark) if mark else ([], index + 1)
        if len(rows) > 1:
            yield _table(text, rows, is_wide=mark is WIDE)
        index = max(after, index + 1) if len(rows) > 1 else index + 1


def _mark(text: str, line: Span) -> re.Pattern[str] | None:
    """The pattern of what stands between the cells (bar, tab, blanks), if this line is the head of a table."""
    words = line.quote(text).strip(" \r")
    for mark in (BAR,) if "|" in words else (TAB, WIDE):
        cells = ["".join(cell.split()) for cell in mark.split(words) if cell.strip()]
        named = sum(len(cell) <= LONGEST_CELL_WORD and HEAD_WORD.search(cell) is not None for cell in cells)
        if len(cells) > 1 and named > 1 and named * 3 >= len(cells) * 2:
            return mark
    return None


def _mark_without_head(text: str, lines: Sequence[Span]) -> re.Pattern[str] | None:
    """A tab, if the first lines are the rows of a table without a head: three with as many cells, which count up from
    1."""
    cells = [TAB.split(line.quote(text).strip(" \r")) for line in lines]
    is_even = len(cells) == SURE_ROWS and len({len(row) for row in cells}) == 1 and len(cells[0]) > 2
    return TAB if is_even and [row[0].strip().rstrip("、.．") for row in cells] == ["1", "2", "3"] else None


def _rows(text: str, lines: Sequence[Span], head: int, mark: re.Pattern[str]) -> tuple[list[list[Span]], int]:
    """The rows from the head on, and the index of the first line that belongs to none."""
    rows = [_cells(text, lines[head], mark)]
    index = head + 1
    while index < len(lines):
        below = next((at for at in range(index, min(index + 3, len(lines))) if _has_words(text, lines[at])), index)
        row, used = _row(text, lines[below : below + MOST_LINES], mark, len(rows[0]))
        if not row and _is_section(text, lines[below : below + 2], mark, len(rows[0])):
            row, used = [lines[below].strip(text)], 1
        if not row:
            break
        rows.append(row)
        check_cells(len(rows) * len(row))
        index = below + used
    return rows, index


def _is_section(text: str, lines: Sequence[Span], mark: re.Pattern[str], columns: int) -> bool:
    """Whether the first line is a row of one cell across the table (一、产业发展): short, and above a whole row."""
    if len(lines) < 2 or columns < 3 or mark is WIDE or not 2 <= len(lines[0].strip(text)) <= LONGEST_SECTION:
        return False
    words = lines[0].quote(text)
    begins_table = _mark(text, lines[1]) or ANOTHER.match(words)
    return not (begins_table or SENTENCE_END.search(words)) and len(_cells(text, lines[1], mark)) == columns


def _has_words(text: str, line: Span) -> bool:
    return bool(line.quote(text).strip(" \r\u3000"))


def _row(text: str, lines: Sequence[Span], mark: re.Pattern[str], columns: int) -> tuple[list[Span], int]:
    """The cells of the row that begins with the first line, and how many lines it takes; none where it is no row.

    A row may have other than so many cells where bars or tabs part them: then it is one line.
    """
    row: list[Span] = []
    used = 0
    for used, line in enumerate(lines, 1):
        if not _has_words(text, line):
            continue
        cells = _cells(text, line, mark)
        row = [*row[:-1], Span(row[-1].start, cells[0].end), *cells[1:]] if row else cells
        if len(row) >= columns or (used == 1 and len(row) == 1):
            break
    if len(row) == columns and not (columns == 2 and PAGE.fullmatch(row[-1].quote(text))):
        return row, used
    alone = _cells(text, lines[0], mark) if lines and columns > 2 else []
    is_row = sum(map(bool, alone)) > 1 and (mark is not WIDE or len(alone) > columns)
    return (alone, 1) if is_row else ([], 0)


def _cells(text: str, line: Span, mark: re.Pattern[str]) -> list[Span]:
    """The words between the marks of a line; a tab at its begin leaves the first cell empty."""
    blanks = " \r" if mark is TAB else " \r\u3000\t"
    row = line.strip(text, blanks)
    if mark is BAR and len(row) > 1 and text[row.start] == text[row.end - 1] == "|":  # bars around the row
        row = Span(row.start + 1, row.end - 1).strip(text, blanks)
    marks = [match.span() for match in mark.finditer(text, row.start, row.end)]
    edges = [(row.start, row.start), *marks, (row.end, row.end)]
    return [Span(before[1], after[0]).strip(text, " \r\u3000") for before, after in pairwise(edges)]


def _table(text: str, rows: Sequence[Sequence[Span]], *, is_wide: bool) -> TableMention:
    if len(set(map(len, rows))) == 1 and rows[0][-1]:
        placed = [list(enumerate(cells)) for cells in rows]
    else:
        filled = [_without_end(cells) for cells in rows]
        width = len(filled[0]) if is_wide else max(map(len, filled))  # blanks stand within cells, too
        columns = _shapes(text, filled, width)
        placed = [list(_placed(text, cells, columns)) for cells in filled]
    columns_of_one = max(map(len, rows))  # a row of one cell lies across all of them
    return TableMention(
        tuple(
            CellMention(row, column, 1, columns_of_one if len(cells) == 1 else 1, span)
            for row, cells in enumerate(placed)
            for column, span in cells
        )
    )


def _without_end(cells: Sequence[Span]) -> Sequence[Span]:
    """The cells without the empty ones behind the last words, which only fill up the line."""
    last = max((index for index, cell in enumerate(cells) if cell), default=0)
    return cells[: last + 1]


def _shapes(text: str, rows: Sequence[Sequence[Span]], width: int) -> list[Shape]:
    """What the cells of each column look like: in the rows with the most cells, else as the head says."""
    full = [row for row in rows if len(row) == width]
    if rows[0] in full:
        return [head_shape(cell.quote(text)) for cell in rows[0]]
    return [
        Counter(shape(row[column].quote(text)) for row in full if row[column]).most_common(1)[0][0]
        if any(row[column] for row in full)
        else Shape.TEXT
        for column in range(width)
    ]


def _placed(text: str, cells: Sequence[Span], columns: Sequence[Shape]) -> Iterator[tuple[int, Span]]:
    """The cells of a row with their columns: a row may have fewer cells than the table has columns, or blanks in
    them."""
    words = [cell.quote(text) for cell in cells]
    named = sum(len(each) <= LONGEST_CELL_WORD and HEAD_WORD.search(each) is not None for each in words)
    is_head = named * 3 >= len(words) * 2
    if len(cells) == len(columns) or len(cells) == 1:
        places = list(range(len(cells)))
    elif len(cells) > len(columns):
        places = fit(words, columns, may_share=True)
    elif is_head:  # heads begin at the left
        places = [0, *(1 + place for place in fit_shapes([head_shape(each) for each in words[1:]], columns[1:]))]
    else:
        places = fit(words, columns)
    for column in dict.fromkeys(places):
        own = [cell for cell, place in zip(cells, places, strict=True) if place == column]
        yield column, Span(own[0].start, own[-1].end)
