"""AlignedText: words with the places of their characters in the source. It can be cut and joined, never rewritten."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from documents.text.spans import Alignment, Piece, Span


@dataclass(frozen=True, slots=True)
class AlignedText:
    """Words, and the pieces of the source that they came from, in reading order. Only a line end may have none."""

    text: str = ""
    pieces: tuple[Piece, ...] = ()

    @classmethod
    def of(cls, source: str, start: int, end: int) -> "AlignedText":
        """The characters of the source from `start` to `end`."""
        if start >= end:
            return cls()
        return cls(source[start:end], (Piece(0, start, end - start),))

    @property
    def alignment(self) -> Alignment:
        """Where each character stands in the source."""
        return Alignment(self.pieces)

    @property
    def source_start(self) -> int:
        """Where the first character stands in the source; 0 for the empty text."""
        return self.pieces[0].source_start if self.pieces else 0

    def cut(self, start: int, end: int | None = None) -> "AlignedText":
        """The characters from `start` to `end` (or the last one)."""
        end = len(self.text) if end is None else min(end, len(self.text))
        if start <= 0 and end == len(self.text):
            return self
        if start >= end:
            return AlignedText()
        first = bisect_right(self.pieces, start, key=lambda piece: piece.start) - 1
        return AlignedText(self.text[start:end], tuple(self._clipped(first, start, end)))

    def _clipped(self, first: int, start: int, end: int) -> Iterator[Piece]:
        for index in range(first, len(self.pieces)):
            piece = self.pieces[index]
            if piece.start >= end:
                break
            left, right = max(piece.start, start), min(piece.start + piece.length, end)
            if left < right:
                yield Piece(left - start, piece.source_start + left - piece.start, right - left)

    def without(self, spans: Iterable[Span]) -> "AlignedText":
        """The text with `spans` left out, which come in order and do not overlap.

        >>> AlignedText.of("到 2030 年", 0, 8).without([Span(1, 2), Span(6, 7)]).text
        '到2030年'
        """
        kept, position = [], 0
        for span in spans:
            kept.append(self.cut(position, span.start))
            position = span.end
        return joined([*kept, self.cut(position)]) if kept else self

    def strip(self, characters: str | None = None) -> "AlignedText":
        """The text without white space (or `characters`) at either end."""
        span = Span(0, len(self.text)).strip(self.text, characters)
        return self.cut(span.start, span.end)


def joined(parts: Iterable[AlignedText]) -> AlignedText:
    """The parts one after the other; pieces that follow one another in the source too become one piece.

    >>> joined([AlignedText.of("风 电", 0, 1), AlignedText.of("风 电", 2, 3)]).text
    '风电'
    """
    texts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for part in parts:
        for piece in part.pieces:
            _append(pieces, Piece(length + piece.start, piece.source_start, piece.length))
        texts.append(part.text)
        length += len(part.text)
    return AlignedText("".join(texts), tuple(pieces))


def _append(pieces: list[Piece], piece: Piece) -> None:
    last = pieces[-1] if pieces else None
    follows = last and (last.start + last.length, last.source_start + last.length) == (piece.start, piece.source_start)
    if last and follows:
        pieces[-1] = Piece(last.start, last.source_start, last.length + piece.length)
    else:
        pieces.append(piece)
