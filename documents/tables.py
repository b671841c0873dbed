"""Bytes of a CSV or XLSX file → rows of words, or a sentence that says why not."""

import csv
import io
from pathlib import PurePath

from documents.sheets import unguard
from documents.text import UnreadableSource
from documents.text.formats.decoding import decode
from documents.text.processes import apart
from documents.workbooks import MOST_ROWS

MOST_BYTES = 8 * 1024 * 1024
SECONDS = 15  # of work for a workbook; one of 10,000 rows takes five

Rows = list[tuple[int, dict[str, str]]]  # the line in the file, and its cells by heading


def read_table(data: bytes, name: str) -> Rows:
    """The rows of a table. Raises UnreadableSource."""
    if len(data) > MOST_BYTES:
        raise UnreadableSource("The table is too large.", "表格文件超过 8 MB。")
    match PurePath(name).suffix.lower():
        case ".xlsx":
            lines = apart("documents.workbooks:read_workbook", data, seconds=SECONDS)
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
    text, _ = decode(data)
    try:
        return list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise UnreadableSource(f"Not a CSV file: {error}.", "不是完好的 CSV 文件。") from error
