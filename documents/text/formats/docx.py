"""Word document (.docx) → source text: paragraphs with their automatic numbers, tables with merged cells, footnotes."""

from collections.abc import Iterator, Sequence
from typing import Any

from documents.text.formats.blocks import Blocks
from documents.text.formats.margins import margin_words
from documents.text.formats.numbering import Numbering, W
from documents.text.formats.package import Package
from documents.text.formats.word_runs import MC, Runs, Word
from documents.text.formats.word_styles import Styles, style_id
from documents.text.limits import check_cells
from documents.text.readings import CellMention, SourceText, Why

LEADER = "……"  # a tab in a table of contents is a dotted line
AROUND = frozenset(
    (
        *(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo", "del", "moveFrom")),
        *(f"{MC}{name}" for name in ("AlternateContent", "Choice")),
    )
)


def read_docx(data: bytes) -> SourceText:
    """The words of the document, with automatic numbers; footnotes stand at its end. Words that a reader does not see
    (deleted, hidden) or that no longer hold (struck out), remarks, headers and footers are not read.

    Raises UnreadableSource.
    """
    package = Package(data)
    reader = _Reader(package)
    body = package.document.find(f"{W}body")
    for block in () if body is None else _blocks(body):
        reader.block(block)
    reader.add_notes()
    for why, words in margin_words(package):
        reader.blocks.leave_out(words, why)
    return reader.blocks.source("docx", "utf-8")


class _Reader:
    """Writes a body as blocks."""

    def __init__(self, package: Package) -> None:
        self.blocks = Blocks()
        self.places = 0  # that the cells of all tables cover
        self.styles = Styles(package.part("styles"))
        self.numbering = Numbering(package.part("numbering"))
        self.runs = Runs(self.styles)
        self.notes = {kind: _by_id(package.part(kind)) for kind in ("footnotes", "endnotes")}
        self.called: list[tuple[str, str]] = []

    def block(self, block: Any) -> None:
        """Add a paragraph or a table."""
        if block.tag == f"{W}tbl":
            self._table(block)
            return
        for line in self._paragraph(block):
            self.blocks.add_words(line)

    def add_notes(self) -> None:
        """Add the footnotes, each with its mark, in the order in which they are called."""
        for number, (kind, id) in enumerate(list(self.called), 1):
            note = self.notes[kind].pop(id, None)
            lines = [] if note is None else self._cell(note)
            for index, line in enumerate(lines):
                self.blocks.add_words([Word(f"注{number}：" if index == 0 else ""), *line])

    def _paragraph(self, paragraph: Any) -> list[list[Word]]:
        """Its lines, the first with its automatic number; then those of its text boxes."""
        style = style_id(paragraph)
        words = self.runs.words(paragraph, LEADER if self.styles.name(style).startswith("toc") else "\t")
        boxes = list(self.runs.boxes)
        self.called += self.runs.called
        seen = [word for word in words if word.text.strip() and word.why not in (Why.DELETED, Why.HIDDEN)]
        if seen and (label := self._label(paragraph, style)):
            words.insert(0, Word(label, Why.STRUCK if all(word.why for word in seen) else None))
        lines = _lines(words)
        for box in boxes:
            for inner in _paragraphs(box):
                lines += self._paragraph(inner)
        return lines

    def _label(self, paragraph: Any, style: str | None) -> str:
        """The automatic number: of the paragraph itself, or of its style."""
        id, depth = "", ""
        for holder in (paragraph, *self.styles.chain(style)):
            found_id, found_depth = _number(holder.find(f"{W}pPr"))
            id, depth = id or found_id, depth or found_depth
        if not id or id == "0":
            return ""
        return self.numbering.label(id, int(depth) if depth.isdecimal() else self.numbering.depth_of(id, style))

    def _table(self, table: Any) -> None:
        cells: list[CellMention] = []
        above: dict[int, int] = {}  # column → the cell that may go on below
        for row, element in enumerate(_children(table, f"{W}tr")):
            column = _before(element)
            for cell in _children(element, f"{W}tc"):
                width = _grid_span(cell)
                self.places += width
                check_cells(self.places)
                if _goes_on(cell) and column in above:
                    top = cells[above[column]]
                    cells[above[column]] = CellMention(top.row, top.column, row - top.row + 1, top.columns, top.span)
                else:
                    above[column] = len(cells)
                    cells.append(CellMention(row, column, 1, width, self.blocks.add_cell(self._cell(cell))))
                column += width
        self.blocks.add_table(cells)

    def _cell(self, cell: Any) -> list[list[Word]]:
        lines = [line for paragraph in _paragraphs(cell) for line in self._paragraph(paragraph)]
        return [line for line in lines if any(word.text.strip() for word in line)]


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """The words with a new line at each line end in them."""
    lines: list[list[Word]] = [[]]
    for word in words:
        first, *others = word.text.split("\n")
        lines[-1].append(Word(first, word.why))
        lines += ([Word(other, word.why)] for other in others)
    return lines


def _by_id(part: Any) -> dict[str, Any]:
    """The footnotes of a part; not the lines that are drawn above them."""
    notes = () if part is None else part
    return {note.get(f"{W}id", ""): note for note in notes if note.get(f"{W}type", "normal") == "normal"}


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those inside content controls and insertions."""
    waiting = [iter(parent)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in AROUND:
            waiting.append(iter(child))


def _paragraphs(parent: Any) -> Iterator[Any]:
    """The paragraphs in an element, those of tables in it too; not those in text boxes of a paragraph."""
    for block in _blocks(parent):
        if block.tag == f"{W}p":
            yield block
        else:
            for row in _children(block, f"{W}tr"):
                for cell in _children(row, f"{W}tc"):
                    yield from _paragraphs(cell)


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in AROUND:
            yield from _children(child, tag)


def _number(holder: Any) -> tuple[str, str]:
    """List and level of a w:pPr; "" where it names none."""
    if holder is None:
        return "", ""
    id, depth = holder.find(f"{W}numPr/{W}numId"), holder.find(f"{W}numPr/{W}ilvl")
    return "" if id is None else id.get(f"{W}val", ""), "" if depth is None else depth.get(f"{W}val", "")


def _grid_span(cell: Any) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = "" if span is None else span.get(f"{W}val", "")
    return min(max(int(value), 1), 200) if value.isdecimal() else 1


def _before(row: Any) -> int:
    """Columns that a row leaves free at its front."""
    skipped = row.find(f"{W}trPr/{W}gridBefore")
    value = "" if skipped is None else skipped.get(f"{W}val", "")
    return min(int(value), 200) if value.isdecimal() else 0


def _goes_on(cell: Any) -> bool:
    """Whether a cell continues the one above (a vertical merge that does not begin here)."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"
