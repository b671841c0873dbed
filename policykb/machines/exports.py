"""Tasks as files, a part at a time: CSV that a spreadsheet opens as Chinese, JSON, JSON lines; XLSX up to a limit."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from policykb.machines.columns import Listing, cells_of, heads_of
from policykb.machines.linked_data import terms
from policykb.machines.stored import task_records
from tasks.models import Task

Parts = Iterable[Sequence[Task]]
Writer = Callable[[Parts, Listing], Iterator[bytes]]

MOST_ON_PAPER: Final = 500  # tasks: nobody prints more, and a Word file is made whole in memory
MOST_IN_WORKBOOK: Final = 10_000  # tasks: a workbook is made whole before it is sent, some ten seconds for so many


def as_csv(parts: Parts, listing: Listing) -> Iterator[bytes]:
    """UTF-8 with the byte order mark by which spreadsheets recognise it."""
    yield csv_lines([heads_of(listing.agency)]).encode("utf-8-sig")
    for tasks in parts:
        yield csv_lines([cell.words for cell in cells] for cells in cells_of(tasks, listing)).encode()


def csv_lines(rows: Iterable[Sequence[str]]) -> str:
    """The rows as CSV."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue()


def as_json(parts: Parts, listing: Listing) -> Iterator[bytes]:
    """One object: the tasks, and at the end their number and what they may be used for."""
    count = 0
    yield b'{"tasks": ['
    for tasks in parts:
        yield encoded(("," if count and tasks else "") + "\n" + ",\n".join(records(tasks, listing.site)))
        count += len(tasks)
    license = json.dumps(terms(listing.site))
    yield f'\n], "count": {count}, "license": {license}}}\n'.encode()


def as_json_lines(parts: Parts, listing: Listing) -> Iterator[bytes]:
    """One task on each line."""
    for tasks in parts:
        yield encoded("".join(f"{record}\n" for record in records(tasks, listing.site)))


def records(tasks: Iterable[Task], site: str) -> Iterator[str]:
    """Each task as JSON on one line."""
    return (json.dumps(record, ensure_ascii=False) for record in task_records(tasks, site))


def encoded(words: str) -> bytes:
    """The words in UTF-8; half a character, which a JSON column may contain, becomes a ?."""
    return words.encode("utf-8", "replace")


def as_workbook(parts: Parts, listing: Listing) -> Iterator[bytes]:
    """XLSX."""
    from policykb.machines.xlsx import as_xlsx  # loads what writes it, which few ask for

    return as_xlsx(parts, listing)


def as_docx(parts: Parts, listing: Listing) -> Iterator[bytes]:
    """DOCX."""
    from policykb.machines.docx_lists import list_as_docx  # loads what writes it, which few ask for

    return list_as_docx(parts, listing)


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: how it is written, and the most tasks it takes (None: any number)."""

    content_type: str
    write: Writer
    most: int | None = None


FORMATS = {
    "csv": Format("text/csv; charset=utf-8", as_csv),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_workbook, MOST_IN_WORKBOOK),
    "docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_docx, MOST_ON_PAPER),
    "json": Format("application/json; charset=utf-8", as_json),
    "jsonl": Format("application/x-ndjson; charset=utf-8", as_json_lines),
}
