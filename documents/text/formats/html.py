"""HTML → source text: what a reader sees, one block a line, tables with their cells."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from documents.text.formats.blocks import Blocks
from documents.text.formats.decoding import decode
from documents.text.limits import check_cells
from documents.text.readings import CellMention, SourceText
from documents.text.unreadable import UnreadableSource

UNSEEN = re.compile(
    "script|style|head|title|noscript|template|nav|footer|aside|svg|iframe|object|select|button|textarea"
)
INLINE = re.compile(
    "a|abbr|b|big|bdi|bdo|cite|code|del|dfn|em|font|i|img|input|ins|kbd|label|mark|q|s|small|span|strike|strong|sub|sup"
    "|tt|u|wbr|o:p|st1:.{1,20}"
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SHOWN_LATER = re.compile("html|body")  # a page that is hidden as a whole is shown by its script
VOID = re.compile("br|hr|img|input|wbr|meta|link|area|base|col|source")
LEFT_OPEN = re.compile("p|li|dt|dd|tr|td|th|thead|tbody|tfoot|option")  # a page need not close them
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
BLANKS = re.compile(r"[ \t\r\n\x0c]+")
WIDE = "[\u2e80-\u9fff\uff00-\uffef]"
WRAPPED = re.compile(rf"(?<={WIDE})[ \t]*[\r\n]\s*(?={WIDE})")
MOST_SPANNED = 200
LONGEST_CELL = 1_500  # a cell with more text lays out a page
MOST_MARKUP = 5_000_000  # characters, tags included
DEEPEST = 2_000  # tags within tags
DEEPEST_TABLE = 50


@dataclass(slots=True)
class _Cell:
    row: int
    column: int
    rows: int
    columns: int
    paragraphs: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    cells: list[_Cell] = field(default_factory=list)
    row: int = -1
    taken: set[tuple[int, int]] = field(default_factory=set)
    has_table: bool = False

    def open_cell(self, rows: int, columns: int) -> None:
        """Begin a cell at the first free column of the row."""
        self.row = max(self.row, 0)
        last = self.cells[-1] if self.cells else None
        column = last.column + last.columns if last and last.row == self.row else 0
        while (self.row, column) in self.taken:
            column += 1
        self.taken.update((self.row + down, column + along) for down in range(1, rows) for along in range(columns))
        self.cells.append(_Cell(self.row, column, rows, columns))

    def holds_data(self) -> bool:
        """Whether it is a table to be read as one, not one that lays out the page."""
        longest = max((sum(map(len, cell.paragraphs)) for cell in self.cells), default=0)
        columns = len({cell.column for cell in self.cells})
        return not self.has_table and columns > 1 and self.row > 0 and longest <= LONGEST_CELL


class _Reader(HTMLParser):
    """Writes blocks as it reads tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks = Blocks()
        self.words: list[str] = []
        self.unseen: list[str] = []  # the tags not yet closed whose content is not shown
        self.tables: list[_Table] = []
        self.depth = 0
        self.places = 0  # that the cells of all tables cover

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not VOID.fullmatch(tag) and not LEFT_OPEN.fullmatch(tag):
            self.depth += 1
        if self.depth > DEEPEST or len(self.tables) > DEEPEST_TABLE:
            raise UnreadableSource("The tags of the HTML are nested too deeply.", "网页的标签嵌套过深。")
        if tag == "body":
            self.unseen.clear()
        values = dict(attrs)
        if self.unseen:
            if tag == self.unseen[-1]:
                self.unseen.append(tag)
        elif UNSEEN.fullmatch(tag) or _is_hidden(tag, values):
            self.end_block()
            self.unseen.append(tag)
        else:
            self._open(tag, values)

    def _open(self, tag: str, values: dict[str, str | None]) -> None:
        if not INLINE.fullmatch(tag):
            self.end_block()
        if tag == "table":
            for table in self.tables:
                table.has_table = True
            self.tables.append(_Table())
        elif tag == "tr" and self.tables:
            self.tables[-1].row += 1
        elif tag in ("td", "th") and self.tables:
            rows, columns = _number(values.get("rowspan")), _number(values.get("colspan"))
            self.places += rows * columns
            check_cells(self.places)
            self.tables[-1].open_cell(rows, columns)

    def handle_endtag(self, tag: str) -> None:
        if not LEFT_OPEN.fullmatch(tag):
            self.depth = max(0, self.depth - 1)
        if self.unseen:
            if tag == self.unseen[-1]:
                self.unseen.pop()
            return
        if not INLINE.fullmatch(tag):
            self.end_block()
        if tag == "table" and self.tables:
            self._end_table()

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.words.append(data)

    def end_block(self) -> None:
        """Write what has been read since the last block, if there is anything to see."""
        text = BLANKS.sub(" ", WRAPPED.sub("", "".join(self.words))).strip(" ")
        self.words.clear()
        if not text.strip():
            return
        if self.tables and self.tables[-1].cells:
            self.tables[-1].cells[-1].paragraphs.append(text)
        else:
            self.blocks.add(text)

    def _end_table(self) -> None:
        table = self.tables.pop()
        if self.tables and self.tables[-1].cells:
            paragraphs = [each for cell in table.cells for each in cell.paragraphs]
            self.tables[-1].cells[-1].paragraphs.extend(paragraphs)
        elif table.holds_data():
            cells = [
                CellMention(cell.row, cell.column, cell.rows, cell.columns, self.blocks.add_cell(cell.paragraphs))
                for cell in table.cells
            ]
            self.blocks.add_table(cells)
        else:
            for cell in table.cells:
                for paragraph in cell.paragraphs:
                    self.blocks.add(paragraph)

    def finish(self) -> Blocks:
        """All blocks, also of what was never closed."""
        self.close()
        self.end_block()
        while self.tables:
            self._end_table()
        return self.blocks


def read_html(data: bytes) -> SourceText:
    """The visible text of a web page. Raises UnreadableSource."""
    text, encoding = _decode(data)
    if len(text) > MOST_MARKUP:
        raise UnreadableSource("The HTML is too long.", "网页文件过长。")
    reader = _Reader()
    try:
        reader.feed(text)
        blocks = reader.finish()
    except AssertionError as error:  # html.parser gives up on some malformed declarations
        raise UnreadableSource("The HTML cannot be parsed.", "无法解析这个网页文件。") from error
    return blocks.source("html", encoding)


def _decode(data: bytes) -> tuple[str, str]:
    """Decode as the page says it is encoded, if that is true."""
    declared = CHARSET.search(data[:4096])
    if declared and declared[1].lower() in (b"gb2312", b"gbk", b"gb18030"):
        try:
            return data.decode("gb18030"), "gb18030"
        except UnicodeDecodeError:
            pass
    return decode(data)


def _is_hidden(tag: str, values: dict[str, str | None]) -> bool:
    """Whether the page says of a tag that it is not shown."""
    if VOID.fullmatch(tag) or SHOWN_LATER.fullmatch(tag):
        return False
    return "hidden" in values or bool(HIDDEN.search(values.get("style") or ""))


def _number(value: str | None) -> int:
    return min(max(int(value), 1), MOST_SPANNED) if value and value.strip().isdecimal() else 1
