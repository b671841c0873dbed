"""A table in; CSV that a spreadsheet opens as Chinese, or a workbook with one sheet to read and print, out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from documents.exchange.formulas import as_cell
from policykb.machines.downloads import download
from policykb.machines.exports import csv_lines

ROWS_MEASURED = 500  # for the widths of the columns
WIDEST = 48  # a Chinese character is two wide
AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its title, the heads of its columns, and its rows; `widest` is how wide a column may be."""

    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[str]]
    widest: int = WIDEST


def as_csv(table: Table) -> Iterator[bytes]:
    """UTF-8 with the byte order mark by which spreadsheets recognise it."""
    yield csv_lines([list(map(as_cell, table.heads))]).encode("utf-8-sig")
    rows = iter(table.rows)
    while some := list(islice(rows, AT_A_TIME)):
        yield csv_lines([list(map(as_cell, row)) for row in some]).encode("utf-8", "replace")


def as_xlsx(table: Table) -> Iterator[bytes]:
    """A workbook with one sheet."""
    from policykb.machines.xlsx import written  # loads what writes it, which few ask for

    return written(table.title, lambda book: fill(book, book.add_worksheet("表"), table))


def fill(book: Any, sheet: Any, table: Table) -> None:
    """Write the table, its heads fixed and its words wrapped."""
    from policykb.machines.xlsx import HEI, SONG, display_width, fitted, lay_out

    rows = iter(table.rows)
    first = list(islice(rows, ROWS_MEASURED))
    head, body = book.add_format({**HEI, "top": 2, "bottom": 1}), book.add_format({**SONG, "bottom": 4})
    for place, column in enumerate(zip(table.heads, *first, strict=True)):
        widest = max(display_width(line) for words in column for line in words.split("\n"))
        sheet.set_column(place, place, min(table.widest, widest + 3))
        sheet.write_string(0, place, as_cell(table.heads[place]), head)
    number = 0
    for number, cells in enumerate(chain(first, rows), 1):
        for place, words in enumerate(cells):
            sheet.write_string(number, place, fitted(as_cell(words)), body)
    sheet.autofilter(0, 0, number, len(table.heads) - 1)
    sheet.freeze_panes(1, 1)
    lay_out(sheet, table.title)


TABLES: dict[str, tuple[str, Callable[[Table], Iterator[bytes]]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}


def table_file(request: HttpRequest, table: Table, format: str, name: str) -> HttpResponseBase:
    """The table as a file of that format. Raises KeyError for a format that TABLES lacks."""
    content_type, write = TABLES[format]
    return download(request, write(table), content_type, f"{name}.{format}")
