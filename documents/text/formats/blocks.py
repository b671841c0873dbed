"""The paragraphs and table cells of a formatted document in, one by one; the source text, one block a line, out."""

from dataclasses import dataclass, field

from documents.text.readings import CellMention, SourceText, TableMention
from documents.text.spans import Span


@dataclass(slots=True)
class Blocks:
    """The text so far (`lines`, `length` characters with line ends) and its tables."""

    lines: list[str] = field(default_factory=list)
    length: int = 0
    tables: list[TableMention] = field(default_factory=list)

    def add(self, text: str) -> Span:
        """Add a block as a line; return its span in the text."""
        start = self.length
        self.lines.append(text)
        self.length += len(text) + 1
        return Span(start, start + len(text))

    def add_cell(self, paragraphs: list[str]) -> Span:
        """Add the paragraphs of a cell, one a line; return the span of all. An empty cell gets an empty line."""
        spans = [self.add(paragraph) for paragraph in paragraphs or [""]]
        return Span(spans[0].start, spans[-1].end)

    def add_table(self, cells: list[CellMention]) -> None:
        """Add a table, whose cells were added before with `add_cell`; one without cells is none."""
        if cells:
            self.tables.append(TableMention(tuple(cells)))

    def source(self, format: str, encoding: str) -> SourceText:
        """The source text: the blocks, each with a line end behind it."""
        text = "".join(f"{line}\n" for line in self.lines)
        return SourceText(text, format, encoding, tuple(self.tables))
