"""`read` for files from elsewhere: what is more than decoding happens in a process of its own."""

from pathlib import PurePath
from typing import Any

from documents.text.limits import check_size
from documents.text.processes import apart
from documents.text.reading import is_plain, read
from documents.text.readings import CellMention, SourceText, TableMention
from documents.text.spans import Span

SECONDS = 3  # a PDF of 200 pages takes one


def read_guarded(data: bytes, name: str) -> SourceText:
    """As `read`, whatever the file does to its reader. Raises UnreadableSource."""
    check_size(len(data))
    if is_plain(name):
        return read(data, name)
    found = apart("documents.text.guarded:read_as_json", data, PurePath(name).suffix, seconds=SECONDS)
    tables = (
        TableMention(
            tuple(
                CellMention(row, column, rows, columns, Span(start, end))
                for row, column, rows, columns, start, end in cells
            )
        )
        for cells in found.pop("tables")
    )
    return SourceText(**found, tables=tuple(tables))


def read_as_json(data: bytes, suffix: str) -> dict[str, Any]:
    """What `read` makes of a file, as JSON can hold it."""
    source = read(data, f"file{suffix}")
    tables = [
        [[cell.row, cell.column, cell.rows, cell.columns, cell.span.start, cell.span.end] for cell in table.cells]
        for table in source.tables
    ]
    return {"text": source.text, "format": source.format, "encoding": source.encoding, "tables": tables}
