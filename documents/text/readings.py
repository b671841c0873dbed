"""What read() and repair() return: the source text, and the reading text aligned to it."""

from dataclasses import dataclass, field
from enum import StrEnum

from documents.text.notes import Note
from documents.text.spans import Alignment, Span


@dataclass(frozen=True, slots=True)
class CellMention:
    """A table cell. `row` and `column` count from 0; a merged cell is given once, at its first place, with how many
    `rows` and `columns` it covers."""

    row: int
    column: int
    rows: int
    columns: int
    span: Span

    @property
    def places(self) -> int:
        """How many places of the grid it covers."""
        return self.rows * self.columns


@dataclass(frozen=True, slots=True)
class TableMention:
    """A table: its cells, with spans in the source text (in a ReadingText, in the reading text)."""

    cells: tuple[CellMention, ...]


class Why(StrEnum):
    """Why words of a file are no part of its text, as a note says it."""

    STRUCK = "已划去的文字"
    DELETED = "修订中删去的文字"
    HIDDEN = "隐藏的文字"
    READING_AID = "注音"
    REMARK = "批注"
    COMMENT = "注释"
    MARGIN = "页眉页脚"
    WATERMARK = "水印"
    DRAWING = "图示中的文字"
    TARGET = "链接和图片的地址"
    PAGE_NUMBER = "页码"
    LAYOUT = "版面文字"


@dataclass(frozen=True, slots=True)
class PageWitness:
    """What a page or file says of itself beside its text (`<meta>`, `<title>`, `<h1>`), which confirms what the text
    shows or fills what it lacks. `titles` the surest first; `published` as printed; `publisher` is who put it there;
    `retrieved` says when the file was taken from `url`."""

    titles: tuple[str, ...] = ()
    published: str = ""
    publisher: str = ""
    url: str = ""
    retrieved: str = ""


@dataclass(frozen=True, slots=True)
class SourceText:
    """The characters of a file (原文), never changed. `format`: txt, md, html, docx or pdf; `encoding` as found.

    For txt and md `text` is the decoded file without its byte order mark; for the others, the visible
    characters, one block (paragraph, table cell) a line. `left_out` are
    words of the file that are no part of the text, each with the reason; a note tells of them.
    """

    text: str
    format: str = "txt"
    encoding: str = "utf-8"
    tables: tuple[TableMention, ...] = ()
    left_out: tuple[tuple[str, Why], ...] = ()
    witness: PageWitness = field(default=PageWitness(), repr=False)


@dataclass(frozen=True, slots=True)
class ReadingText:
    """The source text without layout marks, broken lines joined, in reading order (读本).

    One paragraph a line, no blank lines. Every character comes from the source; `alignment` says from where.
    A line end that the repair puts in is aligned to a line end of the source (to nothing where the source has none); a
    heading that it restores, to the table of contents. `holes` are the places where text is missing.
    """

    text: str
    alignment: Alignment
    tables: tuple[TableMention, ...] = ()
    notes: tuple[Note, ...] = ()
    holes: tuple[int, ...] = ()
    witness: PageWitness = PageWitness()
