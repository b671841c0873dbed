"""The columns of a comparison in; the same table in words, row by row as it is shown, out."""

from collections.abc import Callable, Iterable, Sequence

from policykb.insight.comparison import RegionColumn, Share
from policykb.machines.tables import Table
from policykb.templatetags.wording import amount, before_title, by_precision, chinese_date, reference
from tasks.models import Target, Task


def target_line(target: Target) -> str:
    """到2030年 省级零碳园区 约 10 个."""
    when = f"到{by_precision(target.deadline, target.precision)} " if target.deadline else ""
    return f"{when}{target.indicator} {amount(target)}{'' if when else '（未写期限）'}"


def share_line(share: Share) -> str:
    """甘肃省发展和改革委员会　11 项，首列."""
    where = reference(share.number) if share.count == 1 else f"{share.count} 项"
    return f"{share.agency.name}　{'，'.join(filter(None, (where, share.basis)))}"


def original_lines(column: RegionColumn) -> list[str]:
    """The tasks with their words, then those named by title alone, each with its document."""
    quoted = [f"{task_line(each.task)}\n{''.join(words for words, _ in each.words)}" for each in column.quoted]
    return [*quoted, *map(task_line, column.others)]


def task_line(task: Task) -> str:
    """甘政办发〔2026〕21号 （十）提升园区能碳数智管理水平."""
    return f"{task.document.name} {before_title(task.numbering)}{task.display_title}"


# A row's name, its head, the lines of a column, and what is said where there is none.
LINES: dict[str, tuple[str, Callable[[RegionColumn], Iterable[str]], str]] = {
    "documents": ("文件", lambda c: (f"{d.name}　{chinese_date(d.issued_on) or '日期未载'}" for d in c.documents), ""),
    "goals": (
        "主要目标",
        lambda c: (f"{g.text}\n{g.section.document.name} {g.section.number}{g.section.title}" for g in c.goals),
        "总体部分没有谈到",
    ),
    "task_count": ("任务", lambda c: [f"{c.task_count} 项"], ""),
    "targets": ("指标", lambda c: map(target_line, c.targets), "未写数量指标"),
    "deadlines": ("期限", lambda c: (f"{line.when}　{line.what}" for line in c.deadlines), "未写"),
    "leads": ("牵头", lambda c: map(share_line, c.leads), "原文未列牵头单位"),
    "implementing": ("落实", lambda c: map(share_line, c.implementing), "未写“具体落实”单位"),
    "texts": ("原文", original_lines, ""),
}
ROWS = tuple(LINES)
COMPARED = frozenset({"task_count", "targets", "deadlines", "leads", "implementing"})


def comparison_table(topic: str, columns: Sequence[RegionColumn], rows: Iterable[str], alike: dict[str, int]) -> Table:
    """The table of a topic with these rows; where all columns have something that is left out, the cell says so."""
    heads = ["比较项", *(column.region.name for column in columns)]
    return Table(f"{topic}：{len(columns)} 个地区对照", heads, [cells(row, columns, alike) for row in rows])


def cells(row: str, columns: Sequence[RegionColumn], alike: dict[str, int]) -> list[str]:
    """A row's head and cells."""
    head, lines, absent = LINES[row]
    nothing = "其余与他列相同" if alike.get(row) else absent
    return [head, *("\n".join(lines(column)) or nothing for column in columns)]
