"""A table in; what its heads say of each column, and its rows with the headings that stand over them, out."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from documents.structure.values import ParsedTable
from documents.text.spans import Span
from tasks.extraction.tables.cell_words import is_nothing, is_number, squeezed
from tasks.extraction.tables.column_heads import LONGEST_HEAD, Column, Head, read_head
from tasks.extraction.tables.records import turned

FIRST_ROWS = 5  # among which the head stands: a title and a unit of measure may stand above it
SENTENCE = re.compile(r"[。；！？]|，")
ORDINALS = (
    re.compile(r"第[一二三四五六七八九十百\d]{1,4}[章节部编篇]"),
    re.compile(r"[一二三四五六七八九十]{1,3}[、.．]"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\d{1,3}[、.．]"),
)
HAN_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?")
LONGEST_UNKNOWN = 6
UNKNOWN_HEAD = re.compile(rf"[\u4e00-\u9fff]{{2,{LONGEST_UNKNOWN}}}")
REMARK = re.compile(r"(?:备?注|说明|填表|合计|总计|小计|附注)")
ASIDE = re.compile(r"(?:填报|计量|制表|责任)?(?:单位|时间|日期|部门)[:：]|[（(]")
CAPTION = -1  # stands above all headings
LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells by column, a merged one in each column it covers, and the headings that stand over it."""

    cells: dict[int, Span]
    headings: tuple[str, ...] = ()

    def distinct(self) -> tuple[Span, ...]:
        """The cells with words, each once."""
        return tuple(dict.fromkeys(span for span in self.cells.values() if span))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, laid out. `heads` are the columns whose heads say something known, `head` all words of the heads; both
    are empty where the table has no row of heads. `rows` are without heads, headings and remarks."""

    heads: dict[int, Head]
    head: dict[int, str]
    rows: tuple[Row, ...]

    def columns(self, *kinds: Column) -> list[int]:
        """The columns whose head is of one of these kinds."""
        return [column for column, head in sorted(self.heads.items()) if head.kind in kinds]


def lay_out(text: str, table: ParsedTable) -> Grid:
    r"""The grid of a table of `text`.

    >>> from documents.structure.tables import find_pipe_tables
    >>> from documents.structure.paragraphs import find_paragraphs
    >>> text = "|序号|任务|责任单位|\n|一、交通|||\n|1|修路|市交通局|"
    >>> [table] = find_pipe_tables(text, list(find_paragraphs(text)))
    >>> [row.headings for row in lay_out(text, table).rows]
    [('一、交通',)]
    """
    rows = rows_of(table)
    first, after = find_heads(text, rows)
    turned_rows = None if after else turned([row.cells for row in rows], lambda span: squeezed(span.quote(text)))
    if turned_rows:
        rows, first, after = [Row(cells) for cells in turned_rows], 0, 1
    heads, words = _read_heads(text, rows[first:after])
    said = {words_of(text, row) for row in rows[first:after]}
    body = [row for row in rows[after:] if words_of(text, row) not in said]  # heads are printed again on each page
    asides = {column for column, head in heads.items() if head.kind is Column.OTHER}
    return Grid(heads, words, tuple(_below_headings(text, body, asides, list(_caption(text, rows[:first])))))


def rows_of(table: ParsedTable) -> list[Row]:
    """The rows of a table, its heads and headings too."""
    found: dict[int, dict[int, Span]] = {}
    for cell in table.cells:
        found.setdefault(cell.row, {})[cell.column] = cell.span
    return [Row(found[index]) for index in sorted(found)]


def words_of(text: str, row: Row) -> tuple[str, ...]:
    """The words of the cells of a row, each once, without blanks."""
    return tuple(squeezed(span.quote(text)) for span in row.distinct())


def find_heads(text: str, rows: Sequence[Row]) -> tuple[int, int]:
    """Where the rows of heads begin and end; (0, 0) where there are none."""
    for index, row in enumerate(rows[:FIRST_ROWS]):
        if _is_head(text, row):
            end = index + 1
            while end < len(rows) and end < index + 3 and _is_second_head(text, rows[end - 1], rows[end]):
                end += 1
            return index, end
    return 0, int(_looks_like_heads(text, rows))


def _is_head(text: str, row: Row) -> bool:
    """Whether short words name the columns: two kinds at least, and no few of the cells."""
    words = words_of(text, row)
    if len(words) < 2 or any(len(each) > LONGEST_HEAD or SENTENCE.search(each) or is_number(each) for each in words):
        return False
    kinds = [head.kind for each in words if (head := read_head(each))]
    return len(set(kinds)) > 1 and len(kinds) * 2 >= len(words)


def _looks_like_heads(text: str, rows: Sequence[Row]) -> bool:
    """Whether the first row has heads, though none is known: short words of Han characters over longer ones, none of
    which stands below."""
    if len(rows) < 3 or len(rows[0].distinct()) < 3 or not all(rows[0].cells.values()):
        return False
    first = set(words_of(text, rows[0]))
    below = [word for row in rows[1:] for word in words_of(text, row)]
    is_short = all(UNKNOWN_HEAD.fullmatch(word) for word in first)
    return is_short and not first & set(below) and any(len(word) > 2 * LONGEST_UNKNOWN for word in below)


def _is_second_head(text: str, above: Row, row: Row) -> bool:
    """Whether a row parts the heads above it: some of its cells are theirs, or empty, and all others are heads."""
    own = [span for column, span in row.cells.items() if span and above.cells.get(column) != span]
    parts = len(own) < len(row.cells) and bool(own)
    return parts and all(
        len(squeezed(span.quote(text))) <= LONGEST_HEAD and read_head(span.quote(text)) is not None for span in own
    )


def _read_heads(text: str, rows: Sequence[Row]) -> tuple[dict[int, Head], dict[int, str]]:
    """What the heads say; of two above one another the lower, if it says anything known."""
    heads: dict[int, Head] = {}
    words: dict[int, str] = {}
    for row in rows:
        for column, span in row.cells.items():
            words[column] = words.get(column, "") + squeezed(span.quote(text))
            head = read_head(span.quote(text))
            if head:
                heads[column] = head
    return heads, words


def _caption(text: str, rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """The title in a row of its own above the heads."""
    for row in rows:
        words = set(words_of(text, row))
        if len(words) == 1 and not ASIDE.match(next(iter(words))):
            yield CAPTION, words.pop()


def _below_headings(text: str, rows: Sequence[Row], asides: Set[int], above: list[tuple[int, str]]) -> Iterator[Row]:
    """The rows that are no headings, each with those above it; remarks at the end of a table are left out. What
    stands in the columns `asides` (分值) makes no row more than a heading. A row numbered as the headings are is one
    of them, too, over the rows that follow."""
    for row in rows:
        said = Row({column: span for column, span in row.cells.items() if column not in asides})
        said = said if said.distinct() else row
        words = list(dict.fromkeys(words_of(text, said)))
        heading = _heading(words, said)
        if heading is None:
            level = _level(words[0])
            is_peer = HAN_NUMBER.fullmatch(words[0]) and any(rank == level for rank, _ in above)
            above = _under(above, level) if is_peer else above
            yield Row(row.cells, tuple(label for _, label in above))
            above = [*above, (level, "".join(words[:2]))] if is_peer else above
        elif heading and not REMARK.match(heading):
            level = _level(heading)
            above = [*_under(above, level), (level, heading)]


def _under(above: Sequence[tuple[int, str]], level: int) -> list[tuple[int, str]]:
    """The headings under which one of this level stands."""
    return [(rank, label) for rank, label in above if rank < level]


def _level(words: str) -> int:
    """How deep the number stands with which words begin; below all numbers where there is none."""
    return next((rank for rank, shape in enumerate(ORDINALS) if shape.match(words)), len(ORDINALS))


def _heading(words: Sequence[str], row: Row) -> str | None:
    """The words of a row that stands over those below it ("" for an empty row); None for any other row."""
    if not words:
        return ""
    if len(words) == 1:
        places = [column for column, span in row.cells.items() if span]
        is_wide = len(places) * 2 > len(row.cells)  # merged over the table, or printed in each of its columns
        is_first = places[0] == 0 and len(row.cells) > 2 and not SENTENCE.search(words[0])
        opens = is_first or any(shape.match(words[0]) for shape in ORDINALS)
        stands_alone = len(row.cells) > 1 and (is_wide or (opens and places[0] < 2))
        return words[0] if stands_alone and len(words[0]) <= LONGEST_HEADING and not is_number(words[0]) else None
    if len(words) == 2 and HAN_NUMBER.fullmatch(words[0]) and len(row.cells) > 3 and not is_nothing(words[1]):
        mark = "" if words[0][-1] in "、.．）)" else "、"
        return f"{words[0]}{mark}{words[1]}" if len(words[1]) <= LONGEST_HEADING else None
    return None
