"""The paragraphs and table cells of a formatted document in, one by one; the source text, one block a line, out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from documents.text.readings import CellMention, SourceText, TableMention, Why
from documents.text.spans import Span


@dataclass(slots=True)
class Blocks:
    """The text so far (`lines`, `length` characters with line ends), its tables, and what is left out of it."""

    lines: list[str] = field(default_factory=list)
    length: int = 0
    tables: list[TableMention] = field(default_factory=list)
    left_out: list[tuple[str, Why]] = field(default_factory=list)

    def add(self, text: str) -> Span:
        """Add a block as a line; return its span in the text."""
        start = self.length
        self.lines.append(text)
        self.length += len(text) + 1
        return Span(start, start + len(text))

    def add_words(self, words: Iterable[tuple[str, Why | None]]) -> Span:
        """Add a block as a line, made of words; those with a reason not to be read are left out of it."""
        kept: list[str] = []
        for text, why in words:
            if why is None:
                kept.append(text)
            else:
                self.leave_out(text, why)
        return self.add("".join(kept))

    def leave_out(self, text: str, why: Why) -> None:
        """Keep words that are no part of the text, if there are any to see."""
        if words := " ".join(text.split()):
            self.left_out.append((words, why))

    def add_cell(self, paragraphs: Sequence[Iterable[tuple[str, Why | None]]]) -> Span:
        """Add the paragraphs of a cell, one a line; return the span of all. An empty cell gets an empty line."""
        spans = [self.add_words(paragraph) for paragraph in paragraphs or [()]]
        return Span(spans[0].start, spans[-1].end)

    def add_table(self, cells: list[CellMention]) -> None:
        """Add a table, whose cells were added before with `add_cell`; one without cells is none."""
        if cells:
            self.tables.append(TableMention(tuple(cells)))

    def last_columns(self) -> int:
        """How many columns the table has with which the blocks end but for empty ones; 0 where they end otherwise."""
        cells = self.tables[-1].cells if self.tables else ()
        start, at = max((cell.span.end for cell in cells), default=0), self.length
        for line in reversed(self.lines):
            at -= len(line) + 1
            if at < start or line.strip():
                break
        return max((cell.column + cell.columns for cell in cells), default=0) if at < start else 0

    def source(self, format: str, encoding: str) -> SourceText:
        """The source text: the blocks, each with a line end behind it."""
        text = "".join(f"{line}\n" for line in self.lines)
        return SourceText(text, format, encoding, tuple(self.tables), left_out=tuple(self.left_out))
