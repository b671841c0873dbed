"""Collects the blocks of a formatted document as lines of one text, with the cells of its tables."""

from dataclasses import dataclass, field

from documents.text.readings import CellMention, SourceText, TableMention
from documents.text.spans import Span


@dataclass(slots=True)
class Blocks:
    """A text that grows by one block a line."""

    lines: list[str] = field(default_factory=list)
    length: int = 0
    tables: list[TableMention] = field(default_factory=list)

    def add(self, text: str) -> Span:
        """Add a block as a line; where it stands."""
        start = self.length
        self.lines.append(text)
        self.length += len(text) + 1
        return Span(start, start + len(text))

    def add_cell(self, paragraphs: list[str]) -> Span:
        """Add the paragraphs of a cell; the span of all. An empty cell has its line too."""
        spans = [self.add(paragraph) for paragraph in paragraphs or [""]]
        return Span(spans[0].start, spans[-1].end)

    def add_table(self, cells: list[CellMention]) -> None:
        """Record a table whose cells have been added."""
        if cells:
            self.tables.append(TableMention(tuple(cells)))

    def source(self, format: str, encoding: str) -> SourceText:
        """The text with a line end after every block."""
        text = "".join(f"{line}\n" for line in self.lines)
        return SourceText(text, format, encoding, tuple(self.tables))
