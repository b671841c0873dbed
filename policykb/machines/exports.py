"""Tasks as files, a part at a time: CSV that a spreadsheet opens as Chinese, JSON, JSON lines; XLSX up to a limit."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any

from documents.exchange.formulas import as_cell
from documents.models import Agency
from policykb.insight.rows import TaskRow, as_rows
from policykb.machines.stored import task_record
from policykb.templatetags.wording import amount, due
from tasks.models import Responsibility, Task

Role = Responsibility.Role
Parts = Iterable[Sequence[Task]]
Writer = Callable[[Parts, Agency | None, str], Iterator[bytes]]

MOST_IN_WORKBOOK = 10_000  # tasks: a workbook is made whole before it is sent, some ten seconds for so many
LONGEST_CELL = 32_767  # characters that XLSX allows
BLOCK = 64 * 1024


def names(row: TaskRow, role: str) -> str:
    """The agencies that have this role in the task."""
    return "、".join(duty.agency.name for duty in row.duties if duty.role == role)


def headings_above(task: Task) -> str:
    """The headings above the task, whatever their column contains."""
    path = task.heading_path
    return " › ".join(map(str, path if isinstance(path, list) else [path or ""]))


COLUMNS: dict[str, Callable[[TaskRow], str]] = {
    "文件": lambda row: row.task.document.title,
    "发文字号": lambda row: row.task.document.document_number,
    "地区": lambda row: row.task.document.region.name if row.task.document.region else "",
    "上级标题": lambda row: headings_above(row.task),
    "条号": lambda row: row.task.numbering,
    "任务": lambda row: row.task.display_title,
    "正文": lambda row: row.task.body,
    "责任分工原文": lambda row: row.task.responsibility_text,
    "牵头": lambda row: names(row, Role.LEAD),
    "配合": lambda row: names(row, Role.SUPPORT),
    "落实": lambda row: names(row, Role.IMPLEMENT),
    "指标": lambda row: "；".join(f"{target.indicator} {amount(target)}".strip() for target in row.targets),
    "期限": lambda row: "；".join(due(deadline) for deadline in row.deadlines),
}
OWN_COLUMNS: dict[str, Callable[[Responsibility], str]] = {
    "本机构角色": lambda duty: duty.get_role_display(),
    "依据": lambda duty: duty.get_basis_display(),
    "原文写作": lambda duty: duty.as_written,
}
WIDTHS = {"文件": 40, "发文字号": 22, "上级标题": 30, "任务": 40, "正文": 60, "责任分工原文": 40, "网址": 30}
USUAL_WIDTH = 14


def headings(agency: Agency | None) -> list[str]:
    """The heads of the columns."""
    return [*(OWN_COLUMNS if agency else ()), *COLUMNS, "网址"]


def lines(tasks: Sequence[Task], agency: Agency | None, site: str) -> Iterator[list[str]]:
    """The cells of each task; with the duty of `agency` in it if one is given."""
    for row in as_rows(tasks, agency):
        own = [value(row.duty) if row.duty else "" for value in OWN_COLUMNS.values()] if agency else []
        cells = [*own, *(value(row) for value in COLUMNS.values())]
        yield [*(as_cell(str(cell)) for cell in cells), site + row.task.get_absolute_url()]


def as_csv(parts: Parts, agency: Agency | None, site: str) -> Iterator[bytes]:
    """UTF-8 with the byte order mark by which spreadsheets recognise it."""
    yield csv_lines([headings(agency)]).encode("utf-8-sig")
    for tasks in parts:
        yield csv_lines(lines(tasks, agency, site)).encode()


def csv_lines(rows: Iterable[Sequence[str]]) -> str:
    """The rows as CSV."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue()


def as_json(parts: Parts, agency: Agency | None, site: str) -> Iterator[bytes]:
    """One object: the tasks, and at the end their number."""
    count = 0
    yield b'{"tasks": ['
    for tasks in parts:
        yield encoded(("," if count and tasks else "") + "\n" + ",\n".join(records(tasks, site)))
        count += len(tasks)
    yield f'\n], "count": {count}}}\n'.encode()


def as_json_lines(parts: Parts, agency: Agency | None, site: str) -> Iterator[bytes]:
    """One task on each line."""
    for tasks in parts:
        yield encoded("".join(f"{record}\n" for record in records(tasks, site)))


def records(tasks: Iterable[Task], site: str) -> Iterator[str]:
    """Each task as JSON on one line."""
    return (json.dumps(task_record(task, site), ensure_ascii=False) for task in tasks)


def encoded(words: str) -> bytes:
    """The words in UTF-8; half a character, which a JSON column may contain, becomes a ?."""
    return words.encode("utf-8", "replace")


def as_xlsx(parts: Parts, agency: Agency | None, site: str) -> Iterator[bytes]:
    """A workbook with one sheet that can be sorted and filtered; it is built on the disk, not in memory."""
    from openpyxl import Workbook  # type: ignore[import-untyped]  # large, and few ask for a workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("任务")
    try:
        fill(sheet, headings(agency), (cells for tasks in parts for cells in lines(tasks, agency, site)))
    except Exception:
        sheet.close()  # what writes it does not survive being left open
        raise
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        yield from iter(lambda: file.read(BLOCK), b"")


def fill(sheet: Any, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write the rows under fixed headings."""
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

    sheet.freeze_panes = "A2"
    for number, head in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(head, USUAL_WIDTH)
    sheet.append(heads)
    count = 1
    for cells in rows:
        sheet.append([fitted(words) for words in cells])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{count}"


def fitted(words: str) -> str:
    """The words, cut to what XLSX allows, with a remark that they are."""
    return words if len(words) <= LONGEST_CELL else f"{words[: LONGEST_CELL - 10]}…（过长，略）"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: how it is written, and the most tasks it takes (None: any number)."""

    content_type: str
    write: Writer
    most: int | None = None


FORMATS = {
    "csv": Format("text/csv; charset=utf-8", as_csv),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx, MOST_IN_WORKBOOK),
    "json": Format("application/json; charset=utf-8", as_json),
    "jsonl": Format("application/x-ndjson; charset=utf-8", as_json_lines),
}
