"""Bytes of an XLSX file → the lines of its first sheet, or a sentence that says why not."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl  # type: ignore[import-untyped]

from documents.text.unreadable import UnreadableSource

MOST_UNPACKED = 50 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 60


def read_workbook(data: bytes, name: str = "") -> list[list[str]]:
    """The lines of a workbook's first sheet; at most one more than a table may have. Raises UnreadableSource."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                raise UnreadableSource("The workbook is too large unpacked.", "表格解压后过大。")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True, max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS)
        return [[words(value) for value in row] for row in rows]
    except (UnreadableSource, MemoryError):
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
