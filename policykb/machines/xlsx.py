"""The list of tasks as a workbook to read, filter, follow and print; it is built on the disk, not in memory."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from tempfile import TemporaryFile
from typing import Any, Final
from urllib.parse import unquote

from xlsxwriter import Workbook

from documents.text.printable import one_line
from policykb.machines.columns import ADDRESS, Cell, Listing, cells_of, columns_of, heads_of
from policykb.templatetags.wording import chinese_date
from tasks.models import Responsibility, Task

BLOCK: Final = 64 * 1024
LONGEST_CELL: Final = 600  # characters: a row is at most 409 points high, so that more would not be seen
LONGEST_ADDRESS: Final = 2_000  # XLSX takes 2,079
CUT: Final = "……（以下略，全文见网址）"
NOT_PRINTED: Final = "正文"  # and what follows: a page is too narrow for it
ADDRESS_WIDTH: Final = 40
LINE_HEIGHT, HEAD_HEIGHT, HIGHEST = 14.5, 24, 409  # points
SONG: Final = {"font_name": "宋体", "font_size": 10.5, "valign": "top", "text_wrap": True}
HEI: Final = {"font_name": "黑体", "font_size": 10.5, "valign": "vcenter", "text_wrap": True}
LINK: Final = {"font_color": "#1F3864", "underline": 1}

LEGEND: Final = (
    ("写明", "原文有“牵头”“配合”“负责”一类的话。"),
    ("首列", "原文只列单位、未分主次，列在首位的推定为牵头。"),
    ("同列", "与首列单位同在一串。"),
    ("承前", "本条未列单位，由前面一条写明及于本条；“承前”一列是那一条，可点开。"),
)


def as_xlsx(parts: Iterable[Sequence[Task]], listing: Listing) -> Iterator[bytes]:
    """A workbook: the list, and a sheet that says what it is."""

    def write(book: Any) -> None:
        write_list(book, parts, listing)
        write_remarks(book, listing)

    return written(listing.title, write)


def written(title: str, write: Callable[[Any], None]) -> Iterator[bytes]:
    """The workbook of that title that `write` writes, in blocks."""
    with TemporaryFile() as file:
        safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        with Workbook(file, {"constant_memory": True, **safe}) as book:
            book.set_properties({"title": title, "author": "政策知识库"})
            write(book)
        file.seek(0)
        yield from iter(lambda: file.read(BLOCK), b"")


def write_list(book: Any, parts: Iterable[Sequence[Task]], listing: Listing) -> None:
    """The sheet with a row for each task; its columns are as wide as the first part of the list needs."""
    sheet, heads = book.add_worksheet("责任清单"), heads_of(listing.agency)
    forms = book.add_format({**SONG, "bottom": 4}), book.add_format({**SONG, **LINK, "bottom": 4})
    rows = (list(cells_of(tasks, listing)) for tasks in parts)
    first = next(rows, [])
    widths = find_widths(listing, first)
    write_heads(sheet, heads, widths, book.add_format({**HEI, "top": 2, "bottom": 1}))
    number = 0
    for number, cells in enumerate(chain(first, chain.from_iterable(rows)), 1):
        sheet.set_row(number, height_of(cells, widths))
        for place, cell in enumerate(cells):
            write_cell(sheet, number, place, cell, forms)
    sheet.autofilter(0, 0, number, len(heads) - 1)
    sheet.freeze_panes(1, 0)
    sheet.print_area(0, 0, number, heads.index(NOT_PRINTED) - 1)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    lay_out(sheet, listing.title, f"{chinese_date(listing.day)}整理" if listing.day else "")


def find_widths(listing: Listing, rows: Sequence[Sequence[Cell]]) -> list[int]:
    """How wide each column has to be for its head, with room for the button of the filter, and for these rows; no wider
    than it may be."""
    most = [*(column.widest for column in columns_of(listing.agency)), ADDRESS_WIDTH, ADDRESS_WIDTH]
    needed = [display_width(head) + 4 for head in heads_of(listing.agency)]
    for cells in rows:
        needed = [max(width, display_width(cell.words) + 2) for width, cell in zip(needed, cells, strict=True)]
    return list(map(min, needed, most))


def display_width(words: str) -> int:
    """How wide words are, a Chinese character being two wide."""
    return sum(1 if ord(sign) < 0x2000 else 2 for sign in words)


def height_of(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """The height of a row in points, in which all its words can be seen if a sheet allows it. Not every program works
    it out by itself."""
    lines = [
        sum(-(-display_width(line) // (width - 2)) or 1 for line in fitted(cell.words).split("\n"))
        for cell, width in zip(cells, widths, strict=True)
    ]
    return min(LINE_HEIGHT * max(lines) + 4, HIGHEST)


def write_heads(sheet: Any, heads: Sequence[str], widths: Sequence[int], form: Any) -> None:
    """The first row, and the widths of the columns."""
    sheet.set_row(0, HEAD_HEIGHT)
    for place, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, head, form)


def write_cell(sheet: Any, row: int, place: int, cell: Cell, forms: tuple[Any, Any]) -> None:
    """Write a cell in the first of the forms; in the second, with its link, where it has one."""
    words, (plain, link) = fitted(cell.words), forms
    if words and cell.address and len(cell.address) <= LONGEST_ADDRESS:
        readable = unquote(words) if words == cell.address else words
        sheet.write_url(row, place, cell.address, link, readable)
    else:
        sheet.write_string(row, place, words, plain)


def fitted(words: str) -> str:
    """The words, cut to what a cell can show, with a remark that they are."""
    return words if len(words) <= LONGEST_CELL else f"{words[: LONGEST_CELL - len(CUT)]}{CUT}"


def lay_out(sheet: Any, title: str, remark: str = "") -> None:
    """Set up the page: A4 landscape, all columns on its width, heads repeated, with its title and a remark above."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f'&L&"黑体"&10 {in_header(title)}&R&9 {remark}')
    sheet.set_footer("&L&9 以印发原件为准&R&9 第 &P 页，共 &N 页")


def in_header(words: str) -> str:
    """The words as they may stand in the head of a printed page, whose codes begin with &."""
    line = one_line(words).replace("&", "&&")
    return line if len(line) <= 100 else f"{line[:100]}…"


def write_remarks(book: Any, listing: Listing) -> None:
    """The sheet that says what the list is and how to read it."""
    sheet = book.add_worksheet("说明")
    label, forms = book.add_format({**HEI, "valign": "top"}), (book.add_format(SONG), book.add_format({**SONG, **LINK}))
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 90)
    facts = (
        ("条件", "、".join(listing.conditions) or "没有条件，全部任务"),
        ("项数", f"{listing.count} 项"),
        ("整理日期", chinese_date(listing.day)),
        *LEGEND,
        ("角色", "、".join(str(role.label) for role in Responsibility.Role) + "，括号内是依据。"),
        (
            "以何为准",
            "正文据公开印发的文件整理，以印发原件为准；责任、指标、期限由程序提取，凡与原文不符，以原文为准。",
        ),
    )
    for row, (name, said) in enumerate(facts):
        sheet.write_string(row, 0, name, label)
        write_cell(sheet, row, 1, Cell(one_line(said)), forms)
    sheet.write_string(len(facts), 0, ADDRESS, label)
    write_cell(sheet, len(facts), 1, Cell(listing.address, listing.address), forms)
