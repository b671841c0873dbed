"""The rows of a table whose heads stand in its first column in; the same with the heads above, out."""

from collections.abc import Callable, Sequence

from documents.text.spans import Span
from tasks.extraction.tables.column_heads import read_head

FEWEST_HEADS = 3
Cells = dict[int, Span]


def turned(rows: Sequence[Cells], words: Callable[[Span], str]) -> list[Cells] | None:
    """The rows of a table that has a head in the first cell of each row, turned: heads first, then a row for each
    column and for each time the heads begin anew. None where the first column does not hold heads.

    >>> text = "任务修路牵头单位交通局时限年底"
    >>> spans = iter([Span(0, 2), Span(2, 4), Span(4, 8), Span(8, 11), Span(11, 13), Span(13, 15)])
    >>> rows = [{0: next(spans), 1: next(spans)} for _ in range(3)]
    >>> [[span.quote(text) for span in row.values()] for row in turned(rows, lambda span: span.quote(text)) or []]
    [['任务', '牵头单位', '时限'], ['修路', '交通局', '年底']]
    """
    known = [head.kind for row in rows if 0 in row and (head := read_head(words(row[0])))]
    if len(set(known)) < FEWEST_HEADS or len(known) * 3 < len(rows) * 2:
        return None
    heads: dict[str, int] = {}
    first: Cells = {}
    for row in rows:
        label = words(row[0]) if 0 in row else ""
        first.setdefault(heads.setdefault(label, len(heads)), row.get(0, Span(0, 0)))
    return [first, *_records(rows, heads, words)]


def _records(rows: Sequence[Cells], heads: dict[str, int], words: Callable[[Span], str]) -> list[Cells]:
    found: list[Cells] = []
    seen: set[tuple[Span, ...]] = set()
    blocks: list[list[Cells]] = [[]]
    begun: set[str] = set()
    for row in rows:
        label = words(row[0]) if 0 in row else ""
        if label in begun:
            blocks.append([])
            begun = set()
        begun.add(label)
        blocks[-1].append(row)
    for block in blocks:
        for column in sorted({column for row in block for column in row} - {0}):
            record = {heads[words(row[0]) if 0 in row else ""]: row[column] for row in block if column in row}
            cells = tuple(record.values())
            if cells not in seen:  # a cell merged over several columns is one
                seen.add(cells)
                found.append(record)
    return found
