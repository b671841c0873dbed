"""Lines below the heads of a table, of which the first asks for no number, in; its rows, told by their cells, out."""

import re
from collections.abc import Iterator, Sequence

from documents.text.layout.block_starts import opens_block
from documents.text.layout.cell_shapes import Shape
from documents.text.layout.stacked_heads import StackedHead, read_heads
from documents.text.layout.stacked_rows import ACROSS, Cells, Rows, as_rows, place_lines
from documents.text.numerals import parse_int

MOST_MERGED = 3
FARTHEST_ABOVE = 200  # lines between a table and the heading of its chapter
CHAPTER = re.compile(r"([一二三四五六七八九十]{1,3})、")
# The first words of what closes a text, or remarks
CLOSING = re.compile(r"各|请|以上|上述|本|此|特|附|注|说明|联系|备注|对")


def unnumbered_rows(words: Sequence[str], start: int, head: StackedHead) -> tuple[Rows, int]:
    """Rows that do not begin with a number: where cells are merged or left out, each has as many as it has."""
    rows: Rows = []
    index = start
    above = map(_chapter, reversed(words[max(start - FARTHEST_ABOVE, 0) : start]))
    after = next(filter(None, above), -1) + 1  # the number of the chapter that follows that of the table
    while index < len(words):
        if rows and head.stands_at(words, index):
            rows.append(head.row(index))
            index += len(head.words)
        stop, after = _stop(words, index, after)
        found = as_rows(place_lines(words[index:stop], head.columns), index)
        if not _are_sure(words, found, head):
            break
        rows += found
        index = found[-1][-1][1].stop
    below = list(_left_below(words, index, rows, head))
    return [*rows, *below], index + len(below)


def _stop(words: Sequence[str], start: int, after: int) -> tuple[int, int]:
    """The first line from `start` on that the table cannot hold: heads of a table, or the heading of the next chapter,
    numbered `after`. That number, 0 where a heading 一、 shows that the table counts its own."""
    for index in range(start, len(words)):
        number = _chapter(words[index])
        after = 0 if number == 1 else after
        if read_heads(words, index) or number == after > 0:
            return index, after
    return len(words), after


def _chapter(words: str) -> int:
    """The number of a heading 二、, else 0."""
    found = CHAPTER.match(words)
    return (parse_int(found[1]) or 0) if found else 0


def _left_below(words: Sequence[str], start: int, rows: Rows, head: StackedHead) -> Iterator[Cells]:
    """A row for each sentence that a table ends with, and the text: in some the cells beside the tasks are merged, and
    printed once above. No more than a few, none of which closes a text."""
    left = words[start : start + MOST_MERGED + 1]
    task = max((at for at, column in enumerate(head.columns) if column is Shape.TEXT), default=0)
    is_merged = task > 0 and any(len(row) > 1 and row[0][0] == task for row in rows)
    if is_merged and len(left) <= MOST_MERGED and not any(map(_closes, left)):
        yield from ([(task, range(index, index + 1))] for index in range(start, len(words)))


def _closes(words: str) -> bool:
    return not words.endswith("。") or bool(CLOSING.match(words)) or opens_block(words)


def _are_sure(words: Sequence[str], rows: Rows, head: StackedHead) -> bool:
    """Whether two thirds of the rows, headings aside, show by their cells that they are rows; a lone one is whole."""
    if len(rows) == 1 and len(rows[0]) < len(head.columns):
        return False
    told = [any(head.tells(column, words[lines.start]) for column, lines in row) for row in rows if row[0][0] != ACROSS]
    return bool(told) and sum(told) * 3 >= len(told) * 2
