"""Tasks as files: CSV that a spreadsheet opens as Chinese, XLSX, and JSON."""

import json
from collections.abc import Callable, Iterable

from tablib import Dataset

from documents.models import Agency
from policykb.pages.rows import Row, as_rows
from policykb.records import task_record
from policykb.templatetags.wording import amount, due
from tasks.models import Responsibility, Task

Role = Responsibility.Role

# A cell that begins so is a formula to a spreadsheet; ＝ and its like are to a Chinese one.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def guarded(words: str) -> str:
    """The words, with a ' in front where a spreadsheet would compute them."""
    return f"'{words}" if words.lstrip(" \n\u3000").startswith(FORMULA) or words.startswith(FORMULA) else words


def names(row: Row, role: str) -> str:
    """The agencies that have this role in the task."""
    return "、".join(duty.agency.name for duty in row.duties if duty.role == role)


COLUMNS: dict[str, Callable[[Row], str]] = {
    "文件": lambda row: row.task.document.title,
    "发文字号": lambda row: row.task.document.document_number,
    "地区": lambda row: row.task.document.region.name if row.task.document.region else "",
    "上级标题": lambda row: " › ".join(row.task.heading_path),
    "条号": lambda row: row.task.number,
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


def make_table(tasks: Iterable[Task], agency: Agency | None, site: str) -> Dataset:
    """The tasks as a table; with the duty of `agency` in each if one is given."""
    own = OWN_COLUMNS if agency else {}
    table = Dataset(headers=[*own, *COLUMNS, "网址"], title="任务")
    for row in as_rows(tasks, agency):
        cells = [value(row.duty) if row.duty else "" for value in own.values()]
        cells += [value(row) for value in COLUMNS.values()]
        table.append([*map(guarded, cells), site + row.task.get_absolute_url()])
    return table


def as_csv(tasks: Iterable[Task], agency: Agency | None, site: str) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it."""
    return make_table(tasks, agency, site).export("csv").encode("utf-8-sig")


def as_xlsx(tasks: Iterable[Task], agency: Agency | None, site: str) -> bytes:
    """A workbook of one sheet."""
    return bytes(make_table(tasks, agency, site).export("xlsx"))


def as_json(tasks: Iterable[Task], agency: Agency | None, site: str) -> bytes:
    """An object with the number of tasks and the tasks."""
    records = [task_record(task, site) for task in tasks]
    return json.dumps({"count": len(records), "tasks": records}, ensure_ascii=False, indent=1).encode()


FORMATS: dict[str, tuple[str, Callable[[Iterable[Task], Agency | None, str], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "json": ("application/json; charset=utf-8", as_json),
}
