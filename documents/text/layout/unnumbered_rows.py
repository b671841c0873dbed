"""Lines below the heads of a table, of which the first asks for no number, in; its rows, told by their cells, out."""

import re
from collections.abc import Iterator, Sequence

from documents.text.layout.block_starts import opens_block
from documents.text.layout.cell_shapes import Shape
from documents.text.layout.stacked_heads import StackedHead, read_heads
from documents.text.layout.stacked_rows import ACROSS, Cells, Rows, as_rows, place_lines

MOST_MERGED = 3
# The first words of what closes a text, or remarks
CLOSING = re.compile(r"各|请|以上|上述|本|此|特|附|注|说明|联系|备注|对")


def unnumbered_rows(words: Sequence[str], start: int, head: StackedHead) -> tuple[Rows, int]:
    """Rows that do not begin with a number: where cells are merged or left out, each has as many as it has."""
    rows: Rows = []
    index = start
    while index < len(words):
        if rows and head.stands_at(words, index):
            rows.append(head.row(index))
            index += len(head.words)
        stop = next((at for at in range(index, len(words)) if read_heads(words, at)), len(words))
        found = as_rows(place_lines(words[index:stop], head.columns), index)
        if not _are_sure(words, found, head):
            break
        rows += found
        index = found[-1][-1][1].stop
    below = list(_left_below(words, index, rows, head))
    return [*rows, *below], index + len(below)


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
