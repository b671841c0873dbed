"""Ranges of characters in a text (Span), and the places in the source that the reading text came from (Alignment)."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of characters, counted in code points: `start` is the first, `end` the one behind the last.

    Raises ValueError where `start` is negative or behind `end`.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no such range: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def quote(self, text: str) -> str:
        """The words that this span covers in `text`.

        >>> Span(2, 6).quote("发展风电光伏")
        '风电光伏'
        """
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def strip(self, text: str, characters: str | None = None) -> "Span":
        """The span of the same words without white space (or `characters`) at either end.

        >>> Span(0, 4).strip("  风电 ")
        Span(start=2, end=4)
        """
        words = self.quote(text)
        start = self.start + len(words) - len(words.lstrip(characters))
        return Span(start, max(start, self.start + len(words.rstrip(characters))))


def line_spans(text: str) -> Iterator[Span]:
    r"""The lines of a text, blank ones too, without their line ends.

    >>> list(line_spans("风电\n\n光伏"))
    [Span(start=0, end=2), Span(start=3, end=3), Span(start=4, end=6)]
    """
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield Span(start, end)
        start = end + 1


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that follow one another in the reading text and in the source: `length` of them, from `start` in the
    one and `source_start` in the other."""

    start: int
    source_start: int
    length: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pieces of a reading text, in reading order; in the source they may stand in any order.

    Between two of them may stand a line end that a source without any was given: its place is where the line was cut.
    """

    pieces: tuple[Piece, ...]

    def source_offset(self, position: int) -> int:
        """The place in the source of the reading text's character at `position`.

        Raises IndexError where the reading text has no such character.
        """
        index = bisect_right(self.pieces, position, key=lambda piece: piece.start) - 1
        if index < 0 or (index == len(self.pieces) - 1 and position >= self.pieces[-1].start + self.pieces[-1].length):
            raise IndexError(position)
        piece = self.pieces[index]
        return piece.source_start + min(position - piece.start, piece.length)

    def source_spans(self, span: Span) -> Iterator[Span]:
        """The ranges of the source that `span` of the reading text came from, in reading order."""
        first = max(bisect_right(self.pieces, span.start, key=lambda piece: piece.start) - 1, 0)
        for piece in self.pieces[first:]:
            if piece.start >= span.end:
                break
            start, end = max(span.start, piece.start), min(span.end, piece.start + piece.length)
            if start < end:
                shift = piece.source_start - piece.start
                yield Span(start + shift, end + shift)
