"""Title, lines and tables in; a Word file on A4 out, in the faces of official documents: three-line tables whose heads
are repeated on each page, links that can be followed, page numbers."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from documents.text.printable import one_line, printable

SHORT_SIDE, LONG_SIDE, MARGIN = 210, 297, 20  # millimetres
SONG, FANGSONG, HEI, LATIN = "宋体", "仿宋", "黑体", "Times New Roman"
FACES: Final = {  # style: face, size in points, bold, space before and after
    "Title": (SONG, 18, True, 0, 6),
    "Heading 1": (HEI, 12, False, 14, 3),
    "Heading 2": (SONG, 11, True, 8, 3),
    "Normal": (FANGSONG, 10.5, False, 0, 3),
    "表内": (FANGSONG, 9.5, False, 2, 2),
    "表头": (HEI, 9.5, False, 2, 2),
}
THICK, THIN, HAIR = (12, "000000"), (6, "000000"), (4, "A6A6A6")  # eighths of a point, and the colour


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of words, and the address that it leads to."""

    words: str
    address: str = ""


Cell = str | Sequence[Words]  # the words of a cell; each line end begins a paragraph


class Paper:
    """A Word file that is being written."""

    def __init__(self, title: str, day: date | None, is_landscape: bool = False) -> None:
        self.file = Document()
        self.width = (LONG_SIDE if is_landscape else SHORT_SIDE) - 2 * MARGIN
        set_page(self.file.sections[0], is_landscape)
        set_faces(self.file.styles)
        set_properties(self.file.core_properties, title, day)
        self.file.add_paragraph(printable(title), style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER

    def line(self, *words: Words | str) -> None:
        """A paragraph."""
        write(self.file.add_paragraph(), [Words(each) if isinstance(each, str) else each for each in words])

    def heading(self, *words: Words | str, level: int = 1) -> None:
        """A heading, which stays with what follows."""
        paragraph = self.file.add_paragraph(style=f"Heading {level}")
        write(paragraph, [Words(each) if isinstance(each, str) else each for each in words])

    def table(self, heads: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Cell]]) -> None:
        """A table; `widths` are parts of the width of the page."""
        whole = sum(widths)
        table = self.file.add_table(rows=1, cols=len(heads))
        table.autofit = False
        layout = table._tbl.tblPr.find(qn("w:tblLayout"))  # before which the standard wants the lines
        layout.addprevious(borders(top=THICK, bottom=THICK, insideH=HAIR))
        columns = [Mm(self.width * width / whole) for width in widths]
        for column, width in zip(table.columns, columns, strict=True):
            column.width = width
        of_heads, of_cells = (self.file.styles[name].style_id for name in ("表头", "表内"))
        fill(table.rows[0], heads, columns, of_heads)
        set_row(table.rows[0], "w:tblHeader", "w:cantSplit")
        for cell in table.rows[0].cells:
            cell._tc.get_or_add_tcPr().append(borders("w:tcBorders", bottom=THIN))
        for row in rows:
            added = table.add_row()
            fill(added, row, columns, of_cells)
            set_row(added, "w:cantSplit")

    def bytes(self, footer: str) -> bytes:
        """The file, with these words and the number of the page at the foot of each."""
        paragraph = self.file.sections[0].footer.paragraphs[0]
        paragraph.style = self.file.styles["表内"]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(f"{printable(footer)}　— ")
        paragraph._p.append(field("PAGE"))
        paragraph.add_run(" —")
        file = io.BytesIO()
        self.file.save(file)
        return file.getvalue()


def set_properties(properties: Any, title: str, day: date | None) -> None:
    """What the file says of itself."""
    properties.title, properties.author, properties.comments = one_line(title)[:255], "政策知识库", ""
    if day:
        properties.created = properties.modified = datetime(day.year, day.month, day.day)


def set_page(section: Any, is_landscape: bool) -> None:
    """A4, upright or across."""
    width, height = (LONG_SIDE, SHORT_SIDE) if is_landscape else (SHORT_SIDE, LONG_SIDE)
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)


def set_faces(styles: Any) -> None:
    """The faces of the styles, Chinese and Latin, and the language, after which glyphs are chosen."""
    for language in styles.element.xpath(".//w:docDefaults//w:lang"):
        language.set(qn("w:eastAsia"), "zh-CN")
    for name, (face, size, is_bold, before, after) in FACES.items():
        style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.name, style.font.size, style.font.bold = LATIN, Pt(size), is_bold
        for mark in style.element.xpath(".//w:pBdr | .//w:color | .//w:spacing[parent::w:rPr]"):
            mark.getparent().remove(mark)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        fonts.set(qn("w:eastAsia"), face)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.15


def fill(row: Any, words: Sequence[Cell], widths: Sequence[int], style_id: str) -> None:
    """Write the cells of a row, in the style of this id: looking it up by name takes longer than all the rest."""
    for cell, said, width in zip(row.cells, words, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph._p.style = style_id
        write(paragraph, [Words(said)] if isinstance(said, str) else said)


def write(paragraph: Any, said: Iterable[Words]) -> None:
    """Write stretches of words into a paragraph, those with an address as links."""
    for each in said:
        if each.address:
            paragraph._p.append(link(paragraph.part, each))
        elif each.words:
            paragraph.add_run(printable(each.words))


def link(part: Any, words: Words) -> Any:
    """Words that lead to an address, underlined."""
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), part.relate_to(words.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run, properties, underline, text = (OxmlElement(name) for name in ("w:r", "w:rPr", "w:u", "w:t"))
    underline.set(qn("w:val"), "single")
    text.text = one_line(words.words)
    properties.append(underline)
    run.extend((properties, text))
    element.append(run)
    return element


def field(name: str) -> Any:
    """What a program fills in, such as the number of the page."""
    element, run, text = (OxmlElement(name) for name in ("w:fldSimple", "w:r", "w:t"))
    element.set(qn("w:instr"), name)
    text.text = "1"
    run.append(text)
    element.append(run)
    return element


def borders(name: str = "w:tblBorders", **lines: tuple[int, str]) -> Any:
    """The lines of a table or a cell."""
    element = OxmlElement(name)
    for side, (size, colour) in lines.items():
        line = OxmlElement(f"w:{side}")
        for attribute, value in (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", colour)):
            line.set(qn(f"w:{attribute}"), value)
        element.append(line)
    return element


def set_row(row: Any, *marks: str) -> None:
    """Set marks of a row: whether it is repeated, whether it may be parted."""
    properties = row._tr.get_or_add_trPr()
    for mark in sorted(marks):  # in the order that the standard asks for
        properties.append(OxmlElement(mark))
