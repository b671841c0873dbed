"""Lines below the heads of a table, the first of them one of numbers, in; its rows, which begin with one each, out."""

import re
from collections import Counter
from collections.abc import Sequence

from documents.text.layout.block_starts import DATE_LINE, opens_block
from documents.text.layout.cell_shapes import Shape, fit, shape
from documents.text.layout.stacked_heads import StackedHead, count_of
from documents.text.layout.stacked_rows import ACROSS, Cells, Rows, as_rows, place_lines

HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
MOST_LINES = 24  # of one row
LONGEST_PLAIN = 120  # characters of the last cell of a table, where nothing else says that it ends


def numbered_rows(words: Sequence[str], start: int, head: StackedHead) -> tuple[Rows, int]:
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
        rows += _rows_of(words, range(index, end), head)
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


def _rows_of(words: Sequence[str], lines: range, head: StackedHead) -> Rows:
    """The rows below a number: one, or several that share it."""
    own = words[lines.start : lines.stop]
    rows = as_rows(place_lines(own, head.columns), lines.start) if len(own) > len(head.columns) else []
    is_whole = bool(rows) and rows[-1][-1][1].stop == lines.stop and rows[0][0][0] == 0
    if len(rows) > 1 and is_whole and all(_is_row(words, row, head) for row in rows):
        return rows
    return [_row(words, lines, head.columns)]


def _is_row(words: Sequence[str], row: Cells, head: StackedHead) -> bool:
    """Whether a row has words of a task, and a cell that shows by its form what it is."""
    has_words = any(head.columns[column] is Shape.TEXT for column, _ in row)
    return has_words and any(head.tells(column, words[lines.start]) for column, lines in row)


def _row(words: Sequence[str], lines: range, columns: Sequence[Shape]) -> Cells:
    """The cells of a row: the lines, those that stand in one column made one cell."""
    if len(lines) == len(columns):
        return [(column, range(line, line + 1)) for column, line in enumerate(lines)]
    places = fit([words[line] for line in lines], columns, may_share=True)
    return [
        (column, range(min(own), max(own) + 1))
        for column in dict.fromkeys(places)
        if (own := [line for line, place in zip(lines, places, strict=True) if place == column])
    ]
