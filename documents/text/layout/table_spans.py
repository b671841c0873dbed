"""Tables of the source → the same tables, with spans in the reading text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from documents.text.aligned import AlignedText
from documents.text.readings import CellMention, TableMention
from documents.text.spans import Span


def place_tables(tables: Sequence[TableMention], words: AlignedText) -> tuple[TableMention, ...]:
    """The tables with spans in `words`, the reading text; an empty cell has an empty span behind the cell before it, or
    before the first words of its table."""
    if not tables:
        return ()
    places = _Places(words)
    return tuple(TableMention(tuple(places.place(table.cells))) for table in tables)


class _Places:
    def __init__(self, words: AlignedText) -> None:
        # Line ends are used several times; they say nothing about where a cell stands.
        pieces = [piece for piece in words.pieces if words.text[piece.start : piece.start + piece.length] != "\n"]
        self.pieces = sorted(pieces, key=lambda piece: piece.source_start)
        self.starts = [piece.source_start for piece in self.pieces]
        self.last = 0

    def place(self, cells: Sequence[CellMention]) -> Iterator[CellMention]:
        """The cells of a table with the spans of their words in the reading text."""
        spans = [self._span(cell.span) for cell in cells]
        self.last = next((span.start for span in spans if span), self.last)
        for cell, span in zip(cells, spans, strict=True):
            placed = span or Span(self.last, self.last)
            self.last = placed.end
            yield CellMention(cell.row, cell.column, cell.rows, cell.columns, placed)

    def _span(self, cell: Span) -> Span | None:
        first = max(bisect_right(self.starts, cell.start) - 1, 0)
        found: list[int] = []
        for piece in self.pieces[first : bisect_left(self.starts, cell.end)]:
            start = max(cell.start, piece.source_start)
            end = min(cell.end, piece.source_start + piece.length)
            if start < end:
                found += [piece.start + start - piece.source_start, piece.start + end - piece.source_start]
        return Span(min(found), max(found)) if found else None
