"""Bytes of an XLSX file → the lines of the sheet that holds the table, or a sentence that says why not."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from documents.text.printable import one_line
from documents.text.unreadable import UnreadableSource

MOST_UNPACKED = 50 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 60
LINES_ABOVE = 10  # lines among which the headings stand: people put a title above them
NUMBER, VERSION = "编号", "版本"  # the headings that every table has
DIGITS = 15  # as many as a spreadsheet shows: 12.3, not 12.299999999999999


def head_place(lines: Iterable[Sequence[str]]) -> int | None:
    """Which of the first lines holds the headings."""
    first = enumerate(islice(lines, LINES_ABOVE))
    return next((place for place, line in first if {NUMBER, VERSION} <= {*map(one_line, line)}), None)


def read_workbook(data: bytes, _: str = "") -> list[list[str]]:
    """The lines of a workbook's first sheet that has the headings, or of its first sheet; at most one more than a table
    may have. Raises UnreadableSource, also where a cell has no value to be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                raise UnreadableSource("The workbook is too large unpacked.", "表格解压后过大。")
            has_formulas = any(
                b"<f" in archive.read(member) for member in archive.namelist() if member.startswith("xl/worksheets/")
            )
        book = opened(data, read_only=True, data_only=True)
        place = place_of_table(book)
        if has_formulas:
            refuse_unknown_results(data, book, place)
        return [[cell_words(cell) for cell in row] for row in rows_of(book, place)]
    except (UnreadableSource, MemoryError):
        raise
    except Exception as error:  # openpyxl lets out whatever its XML and archive readers raise
        raise UnreadableSource(f"Not a workbook: {error}.", "不是完好的 XLSX 文件。") from error


def opened(data: bytes, **options: Any) -> Any:
    """The workbook. What reads it is loaded here: it is large, and other processes only need the names beside it."""
    import openpyxl  # type: ignore[import-untyped]

    return openpyxl.load_workbook(io.BytesIO(data), **options)


def rows_of(book: Any, place: int, **options: Any) -> Any:
    """The rows of one of the sheets."""
    return book.worksheets[place].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, **options)


def place_of_table(book: Any) -> int:
    """Which sheet has the headings; the first where none has."""
    for place in range(len(book.worksheets)):
        lines = ([str(value) for value in row] for row in rows_of(book, place, values_only=True))
        if head_place(lines) is not None:
            return place
    return 0


def refuse_unknown_results(data: bytes, book: Any, place: int) -> None:
    """Raise UnreadableSource for a formula whose result the file does not hold: it would read as an empty cell."""
    formulas = rows_of(opened(data, read_only=True), place)
    for row, results in zip(formulas, rows_of(book, place, values_only=True), strict=True):
        for cell, result in zip(row, results, strict=True):
            if cell.value is not None and result is None:
                raise UnreadableSource(
                    f"The file does not hold the result of the formula in {cell.coordinate}.",
                    f"{cell.coordinate} 单元格是公式，文件中没有它的计算结果：请在表格软件中打开并保存，或直接填数值。",
                )


def cell_words(cell: Any) -> str:
    """What a cell shows. Raises UnreadableSource where that is an error."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        raise UnreadableSource(
            f"{cell.coordinate} is an error: {value}.", f"{cell.coordinate} 单元格是错误值 {value}，请改正。"
        )
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_shown(value, cell.number_format)
    return str(value)


def number_shown(value: float, format: str) -> str:
    """A number without the noise of its storage, a percentage as the cell shows it: 95% for 0.95."""
    number = Decimal(f"{value:.{DIGITS}g}") if isinstance(value, float) else Decimal(value)
    if "%" in format:
        return f"{(number * 100).normalize():f}%"
    return f"{number.normalize():f}"
