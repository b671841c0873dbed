"""`read` for files that are not trusted: all but plain text is read in a process of its own, with limits."""

from pathlib import PurePath
from typing import Any

from documents.text.limits import check_size
from documents.text.processes import call_in_child
from documents.text.reading import is_plain, read
from documents.text.readings import CellMention, PageWitness, SourceText, TableMention, Why
from documents.text.spans import Span

SECONDS = 3  # a PDF of 200 pages takes one


def read_guarded(data: bytes, name: str) -> SourceText:
    """The source text of a file, as `read` gives it.

    Raises UnreadableSource, also where reading crashes, or takes too much time or memory.

    >>> read_guarded("发展风电。".encode(), "通知.txt").text
    '发展风电。'
    """
    check_size(len(data))
    if is_plain(name):
        return read(data, name)
    found = call_in_child("documents.text.guarded:read_as_json", data, PurePath(name).suffix, seconds=SECONDS)
    tables = (
        TableMention(
            tuple(
                CellMention(row, column, rows, columns, Span(start, end))
                for row, column, rows, columns, start, end in cells
            )
        )
        for cells in found.pop("tables")
    )
    left_out = ((words, Why(why)) for words, why in found.pop("left_out"))
    witness = PageWitness(tuple(found.pop("titles")), *found.pop("stated"))
    return SourceText(**found, tables=tuple(tables), left_out=tuple(left_out), witness=witness)


def read_as_json(data: bytes, suffix: str) -> dict[str, Any]:
    """The source text of a file with this suffix as plain values: the fields of SourceText, each table a list of cells
    [row, column, rows, columns, start, end], words left out as [words, why]. Raises UnreadableSource."""
    source = read(data, f"file{suffix}")
    tables = [
        [[cell.row, cell.column, cell.rows, cell.columns, cell.span.start, cell.span.end] for cell in table.cells]
        for table in source.tables
    ]
    witness = source.witness
    return {
        "text": source.text,
        "format": source.format,
        "encoding": source.encoding,
        "tables": tables,
        "left_out": source.left_out,
        "titles": witness.titles,
        "stated": [witness.published, witness.publisher, witness.url, witness.retrieved],
    }
