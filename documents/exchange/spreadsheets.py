"""Bytes of a CSV or XLSX file → rows of clean words, or a sentence that says why not."""

import csv
import io
from collections.abc import Iterable
from pathlib import PurePath

from documents.exchange.formulas import unguard
from documents.exchange.workbooks import LINES_ABOVE, MOST_ROWS, NUMBER, VERSION, head_place
from documents.text import UnreadableSource
from documents.text.formats.decoding import decode
from documents.text.printable import one_line, printable
from documents.text.processes import call_in_child

MOST_BYTES = 8 * 1024 * 1024
SECONDS = 15  # of work for a workbook; one of 10,000 rows takes five
DELIMITERS = ",;\t，；"  # what spreadsheets of various countries part columns with, and what people type

Lines = list[list[str]]
Rows = list[tuple[int, dict[str, str]]]  # the line in the file, and its cells by heading


def read_table(data: bytes, name: str) -> Rows:
    """The rows under the line of headings; a title above it, or a sheet in front of the
    table's, is passed over. Raises UnreadableSource."""
    if len(data) > MOST_BYTES:
        raise UnreadableSource("The table is too large.", "表格文件超过 8 MB。")
    match PurePath(name).suffix.lower():
        case ".xlsx":
            lines = call_in_child("documents.exchange.workbooks:read_workbook", data, seconds=SECONDS)
        case ".csv":
            lines = read_csv(data)
        case _:
            raise UnreadableSource("Only .xlsx and .csv are read.", "只支持 .xlsx 和 .csv 格式。")
    if not any(map(any, lines)):
        raise UnreadableSource("The table is empty.", "表格是空的。")
    if len(lines) > MOST_ROWS + 1:
        raise UnreadableSource("The table has too many rows.", f"表格超过 {MOST_ROWS} 行。")
    return rows_under_head(lines)


def rows_under_head(lines: Lines) -> Rows:
    """The lines under the headings, each cell under its own. Raises UnreadableSource."""
    place = head_place(lines)
    first = next(place for place, line in enumerate(lines) if any(line))
    headings = [one_line(heading) for heading in lines[first if place is None else place]]
    named = [heading for heading in headings if heading]
    if len({*named}) != len(named):
        raise UnreadableSource("Two columns have one name.", "表头中有重复的列名。")
    if place is None:
        missing = "”“".join(heading for heading in (NUMBER, VERSION) if heading not in headings)
        raise UnreadableSource(
            "Columns are missing.", f"表格缺少“{missing}”列（表头须在前 {LINES_ABOVE} 行之内），请用本页导出的表格。"
        )
    rows = [
        (number, in_columns(number, line, headings))
        for number, line in enumerate(lines[place + 1 :], place + 2)
        if any(line)
    ]
    if not rows:
        raise UnreadableSource("There are no rows under the headings.", "表格只有表头，没有数据行。")
    return rows


def in_columns(number: int, line: list[str], headings: list[str]) -> dict[str, str]:
    """The cells of a line by heading. Raises UnreadableSource where some stand beyond the last one."""
    if any(cell.strip() for cell in line[len(headings) :]):
        raise UnreadableSource(
            f"Line {number} has more cells than there are headings.",
            f"第 {number} 行的栏数多于表头：内容中如有分隔符，须用双引号括起来。",
        )
    return {heading: unguard(printable(cell)) for heading, cell in zip(headings, line, strict=False) if heading}


def read_csv(data: bytes) -> Lines:
    """The lines of a CSV file, in whichever encoding and with whichever delimiter a spreadsheet saved it."""
    text, _ = decode(data)
    try:
        delimiter = next((mark for mark in DELIMITERS if head_place(parted(text, mark)) is not None), ",")
        return list(parted(text, delimiter))
    except csv.Error as error:
        raise UnreadableSource(f"Not a CSV file: {error}.", "不是完好的 CSV 文件。") from error


def parted(text: str, delimiter: str) -> Iterable[list[str]]:
    """The lines of a text, parted into cells."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
