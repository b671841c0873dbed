"""Tables of the source → the same tables, with spans in the reading text."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from documents.text.aligned import AlignedText
from documents.text.readings import CellMention, TableMention
from documents.text.spans import Span


def place_tables(tables: Sequence[TableMention], words: AlignedText) -> tuple[TableMention, ...]:
    """The tables with spans in `words`, the reading text; an empty cell has an empty span behind the cell before it."""
    if not tables:
        return ()
    places = _Places(words)
    return tuple(TableMention(tuple(places.place(cell) for cell in table.cells)) for table in tables)


class _Places:
    def __init__(self, words: AlignedText) -> None:
        # Line ends are used several times; they say nothing about where a cell stands.
        pieces = [piece for piece in words.pieces if words.text[piece.start : piece.start + piece.length] != "\n"]
        self.pieces = sorted(pieces, key=lambda piece: piece.source_start)
        self.starts = [piece.source_start for piece in self.pieces]
        self.last = 0

    def place(self, cell: CellMention) -> CellMention:
        """The cell with the span of its words in the reading text."""
        first = max(bisect_right(self.starts, cell.span.start) - 1, 0)
        found: list[int] = []
        for piece in self.pieces[first : bisect_left(self.starts, cell.span.end)]:
            start = max(cell.span.start, piece.source_start)
            end = min(cell.span.end, piece.source_start + piece.length)
            if start < end:
                found += [piece.start + start - piece.source_start, piece.start + end - piece.source_start]
        span = Span(min(found), max(found)) if found else Span(self.last, self.last)
        self.last = span.end
        return CellMention(cell.row, cell.column, cell.rows, cell.columns, span)
