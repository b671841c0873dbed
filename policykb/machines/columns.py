"""Tasks in; the cells of a table that people take away out: who does what on what ground, by when, where written."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from documents.exchange.formulas import as_cell
from documents.models import Agency
from policykb.insight.rows import TaskRow, as_rows
from policykb.machines.plain_values import iso
from policykb.templatetags.wording import amount, before_title, by_precision, even
from tasks.models import Responsibility, Target, Task

Role = Responsibility.Role
Basis = Responsibility.Basis


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as it is taken away: its conditions in words, the agency that it is about, the scheme and host of the
    site, the address of the list, the day, and how many tasks there are."""

    agency: Agency | None = None
    site: str = ""
    conditions: tuple[str, ...] = ()
    address: str = ""
    day: date | None = None
    count: int = 0

    @property
    def title(self) -> str:
        """责任清单：青海省能源局、牵头"""
        return "：".join(filter(None, ("责任清单", "、".join(self.conditions))))


def with_bases(duties: Iterable[Responsibility], role: str) -> str:
    """The agencies that have this role, each with the basis for it: 青海省能源局（首列）、青海省商务厅（同列）."""
    return "、".join(f"{duty.agency.name}（{duty.get_basis_display()}）" for duty in duties if duty.role == role)


def sources_of(row: TaskRow) -> list[Task]:
    """The tasks that duties of a task are inherited from."""
    return list(dict.fromkeys(duty.inherited_from for duty in row.duties if duty.inherited_from))


def source_words(row: TaskRow) -> str:
    """The clauses that duties come from: （三）培育绿色园区."""
    return "；".join(f"{before_title(source.numbering)}{source.title}" for source in sources_of(row))


def headings_above(task: Task) -> str:
    """The headings above the task, whatever their column contains."""
    path = task.heading_path
    return even(" › ".join(map(str, path if isinstance(path, list) else [path or ""])))


def target_words(target: Target) -> str:
    """A target with its indicator and time: 绿电占比 ≥ 60%（2030年）."""
    words = f"{target.indicator} {amount(target)}".strip()
    day = by_precision(target.deadline, target.precision)
    return f"{words}（{day}）" if day else words


def ground_words(row: TaskRow) -> str:
    """On what ground a task is due when it is: 本条写明“到2025年底”; without words that are only the document's."""
    said = (f"{each.tier.label}“{each.quote}”" if each.tier.is_stated else each.tier.label for each in row.times.best)
    return "；".join(dict.fromkeys(said))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, what stands in it, and how wide it may be (a Chinese character is two wide)."""

    head: str
    words: Callable[[TaskRow], str]
    widest: int = 14


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell: its words, guarded against a spreadsheet, and the address that they lead to. Words that
    may need several lines lead nowhere: not every program breaks those of a link."""

    words: str
    address: str = ""


NUMBER, SOURCE_ADDRESS, ADDRESS = "条号", "承前网址", "网址"
COLUMNS = (
    Column("文件", lambda row: row.task.document.title, 22),
    Column("发文字号", lambda row: row.task.document.document_number, 14),
    Column("地区", lambda row: row.task.document.region.name if row.task.document.region else "", 8),
    Column("上级标题", lambda row: headings_above(row.task), 18),
    Column(NUMBER, lambda row: even(row.task.numbering), 9),
    Column("任务", lambda row: row.task.display_title, 26),
    Column("牵头", lambda row: with_bases(row.duties, Role.LEAD), 22),
    Column("配合", lambda row: with_bases(row.duties, Role.SUPPORT), 32),
    Column("落实", lambda row: with_bases(row.duties, Role.IMPLEMENT), 24),
    Column("承前", source_words, 16),
    Column("指标", lambda row: "；".join(map(target_words, row.targets)), 22),
    Column("期限", lambda row: "；".join(each.words for each in row.times.best), 18),
    Column("期限依据", ground_words, 20),
    Column("正文", lambda row: row.task.body, 60),
    Column("责任分工原文", lambda row: row.task.responsibility_text, 40),
    Column("官方原文", lambda row: row.task.document.source_url, 22),
    Column("取得日期", lambda row: iso(row.task.document.retrieved_on) or "", 11),
)  # fmt: skip
OWN_COLUMNS: dict[str, Callable[[Responsibility], str]] = {
    "本机构角色": lambda duty: str(duty.get_role_display()),
    "依据": lambda duty: str(duty.get_basis_display()),
    "原文写作": lambda duty: duty.as_written,
}


def columns_of(agency: Agency | None) -> list[Column]:
    """The columns of words; those about `agency` come first if one is given."""
    own = [Column(head, own_words(words), 12) for head, words in OWN_COLUMNS.items()] if agency else []
    return [*own, *COLUMNS]


def own_words(words: Callable[[Responsibility], str]) -> Callable[[TaskRow], str]:
    """What a column says of the duty of the agency that a row is seen from."""
    return lambda row: words(row.duty) if row.duty else ""


def cells_of(tasks: Sequence[Task], listing: Listing) -> Iterator[list[Cell]]:
    """For each task its cells in the order of `heads_of`."""
    columns = columns_of(listing.agency)
    for row in as_rows(tasks, listing.agency):
        own = listing.site + row.task.get_absolute_url()
        sources = [listing.site + source.get_absolute_url() for source in sources_of(row)]
        words = [as_cell(str(column.words(row))) for column in columns]
        cells = [Cell(said, own if column.head == NUMBER else "") for said, column in zip(words, columns, strict=True)]
        yield [*cells, Cell(" ".join(sources), next(iter(sources), "")), Cell(own, own)]


def heads_of(agency: Agency | None) -> list[str]:
    """The heads of all columns."""
    return [*(column.head for column in columns_of(agency)), SOURCE_ADDRESS, ADDRESS]
