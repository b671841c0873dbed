"""Lines in; the tables whose cells stand one a line, as text copied from a page has them, out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from documents.text.layout.block_starts import DATE_LINE, opens_block
from documents.text.layout.cell_shapes import Shape, fit, head_shape, is_empty, is_like, shape
from documents.text.limits import check_cells
from documents.text.numerals import parse_int
from documents.text.readings import CellMention, TableMention
from documents.text.spans import Span

HEAD_WORD = re.compile(
    r"序号|编号|任务|项目|内容|措施|举措|事项|指标|目标|牵头|责任|配合|负责|单位|部门|领导|时限|期限|时间|进度|备注|属性|预期值|要求"
    r"|(?:19|20)\d\d年?|类别|领域|工作|重点"
)
# 某市重点任务分解表 · 专栏1 主要指标: what names a table, not a column
NAMES_TABLE = re.compile(r"(?:表|清单|台账|方案|通知|分工|计划|要点|规划)$|^(?:专栏|附[件表])|[，。；：:、]")
ASKS = re.compile(r"牵头|责任|配合|负责|单位|部门|指标|目标值")
COUNT = re.compile(r"[（(]?(\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[.．、]?")  # 1 · （一）
HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
LONGEST_HEAD = 12
FEWEST_HEADS = 3
MOST_COLUMNS = 12
MOST_LINES = 24  # of one row
FEWEST_ROWS = 3  # of a table without heads
LONGEST_ROW = 150  # characters of such a row, on average: more stand between the numbers of pages
LONGEST_PLAIN = 120  # characters of the last cell of a table, where nothing else says that it ends


def find_stacked(text: str) -> Iterator[TableMention]:
    r"""The tables, in order: heads, one a line, and below them the cells of each row, one or several lines each. Rows
    begin with their number, else each has as many lines as there are heads. Without heads, numbers that count up at
    equal distances show the rows, if each names a body.

    >>> [table] = find_stacked("序号\n任务\n责任单位\n1\n修路\n市交通局\n2\n架桥\n市交通局\n")
    >>> [cell.row for cell in table.cells]
    [0, 0, 0, 1, 1, 1, 2, 2, 2]
    """
    lines = [Span(*match.span()).strip(text) for match in re.finditer(r"[^\n]*[^\s\u3000][^\n]*", text)]
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
    end = start
    while end < len(words) and end - start < MOST_COLUMNS and _is_head(words[end]):
        end += 1
    heads = ["".join(head.split()) for head in words[start:end]]
    is_head = len(heads) >= FEWEST_HEADS and len(set(heads)) == len(heads) and any(map(ASKS.search, heads))
    if not is_head or (head_shape(heads[0]) is not Shape.NUMBER and any("序号" in head for head in heads)):
        return None
    columns = [head_shape(head) for head in heads]
    if Shape.VALUE in columns:  # 单位 beside values is what they are counted in
        columns = [Shape.TEXT if head in ("单位", "计量单位") else it for head, it in zip(heads, columns, strict=True)]
    rows, after = _numbered(words, end, columns) if columns[0] is Shape.NUMBER else _periodic(words, end, columns)
    head: list[tuple[int, range]] = [(at, range(start + at, start + at + 1)) for at in range(len(heads))]
    return ([head, *rows], after) if rows else None


def _is_head(words: str) -> bool:
    squeezed = "".join(words.split())
    return len(squeezed) <= LONGEST_HEAD and bool(HEAD_WORD.search(squeezed)) and not NAMES_TABLE.search(squeezed)


def _numbered(words: Sequence[str], start: int, columns: Sequence[Shape]) -> tuple[Rows, int]:
    """Rows that begin with a number each, which counts up."""
    rows: Rows = []
    index, sizes = start, Counter[int]()
    above = 0
    while index < len(words):
        if _heads_rows(words, index, above):
            rows.append([(0, range(index, index + 1))])
            index += 1
        if _count(words[index]) not in (above + 1, 1):
            break
        above = _count(words[index])
        end = _end(words, index, above, columns, sizes)
        rows.append(_row(words, range(index, end), columns))
        sizes[end - index] += 1
        index = end
    return rows, index


def _heads_rows(words: Sequence[str], index: int, above: int) -> bool:
    """Whether a line is a heading over the rows below it, which go on counting from the number above, or begin anew."""
    is_last = index + 1 >= len(words)
    return not is_last and bool(HEADING.match(words[index])) and _count(words[index + 1]) in (1, above + 1)


def _count(words: str) -> int:
    found = COUNT.fullmatch(words.strip())
    return (parse_int(found[1]) or 0) if found else 0


def _end(words: Sequence[str], start: int, number: int, columns: Sequence[Shape], sizes: Counter[int]) -> int:
    """Where a row ends: at the next number; the last one has as many lines as most rows, or as there are columns, and
    those that fill further columns."""
    stop = min(len(words), start + MOST_LINES)
    for index in range(start + 1, stop):
        if _count(words[index]) == number + 1 or _heads_rows(words, index, number):
            return index
    usual = max(sizes, key=lambda size: (sizes[size], -size), default=len(columns))
    end = start + 1
    while end < min(stop, start + usual) and not _is_outside(words[end]):
        end += 1
    while end < stop and (more := _fills_more(words, range(start, end), columns)):
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
    return len(words) > LONGEST_PLAIN or bool(DATE_LINE.fullmatch(words)) or (opens_block(words) and not _count(words))


def _periodic(words: Sequence[str], start: int, columns: Sequence[Shape]) -> tuple[Rows, int]:
    """Rows without numbers: each has as many lines as there are columns, and they look as their heads say."""
    rows: Rows = []
    index, size = start, len(columns)
    while index + size <= len(words):
        group = words[index : index + size]
        told = [
            is_like(shape(line), column) or is_empty(line)
            for line, column in zip(group, columns, strict=True)
            if column is not Shape.TEXT
        ]
        if not told or sum(told) * 3 < len(told) * 2:
            break
        rows.append([(at, range(index + at, index + at + 1)) for at in range(size)])
        index += size
    return rows, index


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
    if _count(words[start]) != 1:
        return None
    size = next((at for at in range(3, MOST_COLUMNS) if start + at < len(words) and _count(words[start + at]) == 2), 0)
    rows: Rows = []
    index = start
    while size and index + size <= len(words) and _count(words[index]) == len(rows) + 1:
        rows.append([(at, range(index + at, index + at + 1)) for at in range(size)])
        index += size
    cells = [[words[line[0]] for _, line in row] for row in rows]
    is_short = sum(len(cell) for row in cells for cell in row) < LONGEST_ROW * len(rows)
    named = any(sum(shape(row[at]) is Shape.BODIES for row in cells) * 3 >= len(rows) * 2 for at in range(1, size))
    return (rows, index) if len(rows) >= FEWEST_ROWS and is_short and named else None


def _table(lines: Sequence[Span], rows: Rows) -> TableMention:
    width = max(column + 1 for cells in rows for column, _ in cells)
    return TableMention(
        tuple(
            CellMention(row, column, 1, 1 if len(cells) > 1 else width, Span(lines[own[0]].start, lines[own[-1]].end))
            for row, cells in enumerate(rows)
            for column, own in cells
        )
    )
