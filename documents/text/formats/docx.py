"""Word document (.docx) → source text: paragraphs with their automatic numbers, tables with merged cells."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.opc.exceptions import OpcError

from documents.text.formats.archive import check_archive, damaged
from documents.text.formats.blocks import Blocks
from documents.text.formats.numbering import Numbering, W
from documents.text.limits import check_cells
from documents.text.readings import CellMention, SourceText

UNSEEN = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr"))
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LEADER = "……"  # a tab in a table of contents is a dotted line
MOST_STYLES = 12  # a style may rest on another, and that on a third


def read_docx(data: bytes) -> SourceText:
    """The words that a reader of the document sees, with automatic numbers, without headers, footers and deleted words.

    Raises UnreadableSource.
    """
    check_archive(data)
    try:
        document = docx.Document(BytesIO(data))
        body = document.element.body
        styles = _root(document.part, "styles")
        numbering = _root(document.part, "numbering")
    except (OpcError, KeyError, ValueError, AttributeError, SyntaxError, OSError) as error:
        raise damaged() from error
    return _Reader(Numbering(numbering), styles).read(body)


def _root(part: Any, name: str) -> Any:
    """The root of a part related to the document, None without one."""
    for relation in part.rels.values():
        if relation.reltype.endswith(f"/{name}") and not relation.is_external:
            target = relation.target_part
            return getattr(target, "element", None)
    return None


class _Reader:
    """Writes a body as blocks."""

    def __init__(self, numbering: Numbering, styles: Any) -> None:
        self.numbering = numbering
        self.blocks = Blocks()
        self.places = 0  # that the cells of all tables cover
        self.styles = {} if styles is None else {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}

    def read(self, body: Any) -> SourceText:
        for block in _blocks(body):
            if block.tag == f"{W}p":
                for line in self._paragraph(block):
                    self.blocks.add(line)
            else:
                self._table(block)
        return self.blocks.source("docx", "utf-8")

    def _paragraph(self, paragraph: Any) -> list[str]:
        """Its lines, the first with its automatic number; then those of its text boxes."""
        is_contents = self._style_name(paragraph).startswith("toc")
        boxes: list[Any] = []
        text = "".join(_words(paragraph, LEADER if is_contents else "\t", boxes))
        label = self._label(paragraph) if text.strip() else ""
        lines = (label + text).split("\n")
        for box in boxes:
            for inner in box.iter(f"{W}p"):
                lines += "".join(_words(inner, "\t", [])).split("\n")
        return lines

    def _style_name(self, paragraph: Any) -> str:
        style = self.styles.get(_style_id(paragraph))
        name = None if style is None else style.find(f"{W}name")
        return "" if name is None else name.get(f"{W}val", "").lower()

    def _label(self, paragraph: Any) -> str:
        """The automatic number: of the paragraph itself, or of its style."""
        id, depth = "", ""
        holders = [paragraph.find(f"{W}pPr")]
        style = self.styles.get(_style_id(paragraph))
        for _ in range(MOST_STYLES):
            if style is None:
                break
            holders.append(style.find(f"{W}pPr"))
            base = style.find(f"{W}basedOn")
            style = None if base is None else self.styles.get(base.get(f"{W}val"))
        for holder in holders:
            found_id, found_depth = _number(holder)
            id, depth = id or found_id, depth or found_depth
        return self.numbering.label(id, int(depth) if depth.isdecimal() else 0) if id and id != "0" else ""

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

    def _cell(self, cell: Any) -> list[str]:
        lines = [line for paragraph in cell.iter(f"{W}p") for line in self._paragraph(paragraph)]
        return [line for line in lines if line.strip()]


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those inside content controls and insertions."""
    waiting = [iter(parent)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag", f"{W}moveTo"):
            waiting.append(iter(child))


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _children(child, tag)


def _words(element: Any, tab: str, boxes: list[Any]) -> Iterator[str]:
    """The visible text of a paragraph; text boxes are put aside."""
    for child in element:
        if child.tag in UNSEEN or child.tag == FALLBACK:
            continue
        if child.tag == f"{W}txbxContent":
            boxes.append(child)
        elif child.tag == f"{W}t":
            yield (child.text or "").replace("\n", " ")
        elif child.tag in (f"{W}tab", f"{W}ptab"):
            yield tab
        elif child.tag in (f"{W}br", f"{W}cr"):
            yield "" if child.get(f"{W}type") in ("page", "column") else "\n"
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        else:
            yield from _words(child, tab, boxes)


def _style_id(paragraph: Any) -> str | None:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if style is None else style.get(f"{W}val")


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
