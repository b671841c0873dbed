"""Bytes of a CSV or XLSX file → rows of words, or a sentence that says why not."""

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

import openpyxl  # type: ignore[import-untyped]

from documents.sheets import unguard
from documents.text import UnreadableSource, read

MOST_BYTES = 8 * 1024 * 1024
MOST_UNPACKED = 80 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 60

Rows = list[tuple[int, dict[str, str]]]  # the line in the file, and its cells by heading


def read_table(data: bytes, name: str) -> Rows:
    """The rows of a table. Raises UnreadableSource."""
    if len(data) > MOST_BYTES:
        raise UnreadableSource("The table is too large.", "表格文件超过 8 MB。")
    match PurePath(name).suffix.lower():
        case ".xlsx":
            lines = read_xlsx(data)
        case ".csv":
            lines = read_csv(data)
        case _:
            raise UnreadableSource("Only .xlsx and .csv are read.", "只支持 .xlsx 和 .csv 格式。")
    if not lines:
        raise UnreadableSource("The table is empty.", "表格是空的。")
    if len(lines) > MOST_ROWS + 1:
        raise UnreadableSource("The table has too many rows.", f"表格超过 {MOST_ROWS} 行。")
    headings = [heading.strip() for heading in lines[0]]
    if len({*filter(None, headings)}) != len([*filter(None, headings)]):
        raise UnreadableSource("Two columns have one name.", "表头中有重复的列名。")
    return [
        (number, {heading: unguard(cell) for heading, cell in zip(headings, line, strict=False) if heading})
        for number, line in enumerate(lines[1:], 2)
        if any(line)
    ]


def read_csv(data: bytes) -> list[list[str]]:
    """The lines of a CSV file, in whichever encoding a spreadsheet saved it."""
    text = read(data, "table.txt").text
    try:
        return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    except csv.Error as error:
        raise UnreadableSource(f"Not a CSV file: {error}.", "不是完好的 CSV 文件。") from error


def read_xlsx(data: bytes) -> list[list[str]]:
    """The lines of a workbook's first sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                raise UnreadableSource("The workbook is too large unpacked.", "表格解压后过大。")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True, max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS)
        return [[words(value) for value in row] for row in rows]
    except UnreadableSource:
        raise
    except Exception as error:  # openpyxl lets out whatever its XML and archive readers raise
        raise UnreadableSource(f"Not a workbook: {error}.", "不是完好的 XLSX 文件。") from error


def words(value: Any) -> str:
    """A cell's value as words."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
