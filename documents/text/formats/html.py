"""HTML → source text: what a reader sees, one block a line, tables with their cells. libxml2 makes the tree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from documents.text.formats.blocks import Blocks
from documents.text.formats.decoding import decode
from documents.text.formats.html_hidden import show_hidden_text
from documents.text.formats.html_words import AROUND_MARK, INLINE, Words, is_unseen, left_out
from documents.text.formats.page_regions import parts_around
from documents.text.formats.page_witness import witness_of
from documents.text.formats.saved_page import saved_from
from documents.text.limits import check_cells
from documents.text.readings import CellMention, PageWitness, SourceText, Why
from documents.text.unreadable import UnreadableSource
from documents.text.web_addresses import page_address

# libxml2 reads nothing behind </html>, and passes over </br> and what closes no paragraph and no heading of its kind.
LINE_END = re.compile(r"</(?:(?:html|br)(?=\s*>)|(?=(?:p|h[1-6])\b))", re.IGNORECASE)
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
MOST_SPANNED = 200
LONGEST_CELL = 1_500  # a cell with more text lays out a page
FEWEST_COLUMNS = 3  # of a table of one row, which goes on with the one above it
MOST_MARKUP = 5_000_000  # characters, tags included


def read_html(data: bytes) -> SourceText:
    """The bytes of a web page → the text that a browser shows of it, its tables of data, and what the page says of
    itself. Navigation and the foot of the site are left out, and told.

    Raises UnreadableSource: the encoding is not known, the page is too long, its tags are nested too deeply, or its
    tables have too many cells. A page that shows nothing gives an empty text.

    >>> read_html("<title>网</title><h1>通知</h1><p>推进<b>绿色</b>发展。<p hidden>隐".encode()).text
    '通知\\n推进绿色发展。\\n'
    """
    markup, encoding = _decode(data)
    if len(markup) > MOST_MARKUP:
        raise UnreadableSource("The HTML is too long.", "网页文件过长。")
    page = _tree(markup)
    check_cells(sum(_covered(cell, "rowspan") * _covered(cell, "colspan") for cell in page.iter("td", "th")))
    show_hidden_text(page)
    for element in list(parts_around(page, is_unseen, lambda element: INLINE.fullmatch(element.tag) is not None)):
        element.set(AROUND_MARK, "")
    blocks = Blocks()
    for part in _parts(page):
        if isinstance(part, list):
            blocks.add_words(part)
        elif part.tag == "table":
            _add_table(part, blocks)
    for words, why in left_out(page):
        blocks.leave_out(words, why)
    return replace(blocks.source("html", encoding), witness=_told(witness_of(page), markup))


def _told(witness: PageWitness, markup: str) -> PageWitness:
    """What the page says of itself, filled with what was written above it when it was saved."""
    address, day = saved_from(markup)
    return replace(witness, url=witness.url or page_address(address), retrieved=witness.retrieved or day)


def _decode(data: bytes) -> tuple[str, str]:
    """Decode as the page says it is encoded, if that is true."""
    declared = CHARSET.search(data[:4096])
    if declared and declared[1].lower() in (b"gb2312", b"gbk", b"gb18030"):
        try:
            return data.decode("gb18030"), "gb18030"
        except UnicodeDecodeError:
            pass
    return decode(data)


def _tree(markup: str) -> Any:
    """The root of the page. Raises UnreadableSource where libxml2 gives up, which leaves a part of the page."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    page = etree.fromstring(LINE_END.sub("<br></", markup).encode(), parser)
    if any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log):
        raise UnreadableSource("The tags of the HTML are nested too deeply.", "网页的标签嵌套过深。")
    return etree.Element("html") if page is None else page


def _parts(root: Any) -> Iterator[Any]:
    """The blocks of text in an element, in order, and each row, cell and innermost table where it begins. Tables are
    not entered."""
    words = Words()
    words.add(root.text)
    walk = etree.iterwalk(root, events=("start", "end"))
    next(walk)  # the root itself
    for event, element in walk:
        if not INLINE.fullmatch(element.tag):
            yield from words.block()
        if event == "end":
            words.leave(element)
        elif is_unseen(element):
            walk.skip_subtree()
        elif element.tag == "table" and element.find(".//table") is None:
            yield element
            walk.skip_subtree()
        else:
            if element.tag in ("tr", "td", "th"):
                yield element
            words.enter(element)


@dataclass(slots=True)
class _Cell:
    row: int
    column: int
    rows: int
    columns: int
    paragraphs: list[list[tuple[str, Why | None]]] = field(default_factory=list)

    @property
    def length(self) -> int:
        return sum(len(text) for paragraph in self.paragraphs for text, _ in paragraph)


@dataclass(slots=True)
class _Grid:
    """A table that is filled row by row."""

    cells: list[_Cell] = field(default_factory=list)
    row: int = -1
    column: int = 0
    taken: set[tuple[int, int]] = field(default_factory=set)  # by cells of the rows above

    def begin(self, element: Any) -> None:
        """Begin a row, or a cell at the first free column of the row."""
        if element.tag == "tr":
            self.row, self.column = self.row + 1, 0
            return
        self.row = max(self.row, 0)
        while (self.row, self.column) in self.taken:
            self.column += 1
        cell = _Cell(self.row, self.column, _covered(element, "rowspan"), _covered(element, "colspan"))
        self.column += cell.columns
        below, along = range(self.row + 1, self.row + cell.rows), range(cell.column, self.column)
        self.taken.update((row, column) for row in below for column in along)
        self.cells.append(cell)

    def holds_data(self) -> bool:
        """Whether it is a table to be read as one, not one that lays out the page."""
        return len({cell.column for cell in self.cells}) > 1 and self.row > 0 and self._is_short()

    def goes_on_with(self, blocks: Blocks) -> bool:
        """Whether it is one row more of the table that the blocks end with: it has as many columns."""
        columns = max((cell.column + cell.columns for cell in self.cells), default=0)
        return columns >= FEWEST_COLUMNS and columns == blocks.last_columns() and self._is_short()

    def _is_short(self) -> bool:
        return all(cell.length <= LONGEST_CELL for cell in self.cells)


def _add_table(table: Any, blocks: Blocks) -> None:
    """Add a table with its cells, or only the text of one that lays out the page."""
    grid = _Grid()
    for part in _parts(table):
        if not isinstance(part, list):
            grid.begin(part)
        elif grid.cells:
            grid.cells[-1].paragraphs.append(part)
        else:
            blocks.add_words(part)  # a caption
    if grid.holds_data() or grid.goes_on_with(blocks):
        blocks.add_table(
            [
                CellMention(cell.row, cell.column, cell.rows, cell.columns, blocks.add_cell(cell.paragraphs))
                for cell in grid.cells
            ]
        )
    else:
        for cell in grid.cells:
            for paragraph in cell.paragraphs:
                blocks.add_words(paragraph)


def _covered(cell: Any, attribute: str) -> int:
    """How many rows or columns a cell covers."""
    value = cell.get(attribute, "").strip()
    return min(max(int(value[:4]), 1), MOST_SPANNED) if value.isdecimal() else 1
