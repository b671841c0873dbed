"""The columns of a comparison in; the same table in words, row by row as it is shown, out."""

from collections.abc import Callable, Iterable, Sequence

from policykb.insight.comparison import RegionColumn
from policykb.insight.shares import Shares
from policykb.machines.tables import Table
from policykb.templatetags.wording import amount, before_title, by_precision, chinese_date
from tasks.models import Target, Task


def target_line(target: Target) -> str:
    """到2030年 省级零碳园区 约 10 个."""
    when = f"到{by_precision(target.deadline, target.precision)} " if target.deadline else ""
    return f"{when}{target.indicator} {amount(target)}{'' if when else '（未写期限）'}"


def share_lines(shares: Shares) -> list[str]:
    """甘肃省发展和改革委员会　11 项，首列; how many there are where not all are named."""
    more = [f"等 {shares.count} 个单位"] if shares.count > len(shares.named) else []
    return [*(f"{share.agency.name}　{share.told}" for share in shares.named), *more]


def document_lines(column: RegionColumn) -> list[str]:
    """The documents that are named, each with its day, and how many there are where these are not all."""
    named = [f"{each.name}　{chinese_date(each.issued_on) or '日期未载'}" for each in column.documents]
    return [*named, *([f"等 {column.document_count} 份"] if column.document_count > len(named) else [])]


def due_lines(column: RegionColumn) -> list[str]:
    """What falls due when; of very many tasks how many when."""
    lines = [f"{line.when}　{line.what}" for line in column.deadlines]
    return [*lines, *(f"{year.words}　{year.count} 项" for year in column.years)]


def original_lines(column: RegionColumn) -> list[str]:
    """The tasks with their words, then those named by title alone, each with its document."""
    quoted = [f"{task_line(each.task)}\n{''.join(words for words, _ in each.words)}" for each in column.quoted]
    return [*quoted, *map(task_line, column.others)]


def task_line(task: Task) -> str:
    """甘政办发〔2026〕21号 （十）提升园区能碳数智管理水平."""
    return f"{task.document.name} {before_title(task.numbering)}{task.display_title}"


# A row's name, its head, the lines of a column, and what is said where there is none.
LINES: dict[str, tuple[str, Callable[[RegionColumn], Iterable[str]], str]] = {
    "documents": ("文件", document_lines, ""),
    "goals": (
        "主要目标",
        lambda c: (f"{g.text}\n{g.section.document.name} {g.section.number}{g.section.title}" for g in c.goals),
        "总体部分没有谈到",
    ),
    "task_count": ("任务", lambda c: [f"{c.task_count} 项"], ""),
    "targets": ("指标", lambda c: map(target_line, c.targets), "未写数量指标"),
    "deadlines": ("期限", due_lines, "未写"),
    "leads": ("牵头", lambda c: share_lines(c.leads), "原文未列牵头单位"),
    "implementing": ("落实", lambda c: share_lines(c.implementing), "未写“具体落实”单位"),
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
