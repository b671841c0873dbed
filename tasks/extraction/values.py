"""What extract() returns: tasks, duties, targets, deadlines and citations, every one with its span."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from documents.text.notes import Note
from documents.text.spans import Span
from tasks.extraction.party_values import PartyMention


class Role(StrEnum):
    """What an agency does in a task (职责分工)."""

    LEAD = "lead"  # 牵头
    SUPPORT = "support"  # 配合
    IMPLEMENT = "implement"  # 落实


class Basis(StrEnum):
    """On what ground an agency has its role."""

    EXPLICIT = "explicit"  # the words say so: 牵头, 配合, 具体落实
    FIRST_LISTED = "first-listed"  # first in a plain list, hence taken as lead
    LISTED = "listed"  # further down a plain list
    INHERITED = "inherited"  # said once in an earlier item for those that follow


class Comparator(StrEnum):
    """How a target's value (指标值) is meant."""

    REACH = "reach"  # 达到
    AT_LEAST = "at_least"  # 不低于, 以上
    AT_MOST = "at_most"  # 不超过, 以内
    OVER = "over"  # 超过
    UNDER = "under"  # 低于
    ABOUT = "about"  # 左右
    BETWEEN = "between"  # 1—2个
    RISE = "rise"  # 增长, 提高 by
    FALL = "fall"  # 下降, 压减 by
    COVER = "cover"  # 全覆盖, 实现100%


class Precision(StrEnum):
    """How exactly a date was given; the date itself is the last day it allows."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    PLAN_PERIOD = "plan_period"  # “十四五”末


class Recurrence(StrEnum):
    """How often a duty returns (例行)."""

    YEARLY = "yearly"  # 按年度, 每年
    YEAR_END = "year_end"  # 每年年底
    HALF_YEARLY = "half_yearly"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    EVERY_N_YEARS = "every_n_years"  # 每五年; the number stands beside it
    ONGOING = "ongoing"  # 长期坚持, 持续推进


class TermUnit(StrEnum):
    """What a term is counted in."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Anchor(StrEnum):
    """What a term is counted from (起算)."""

    ISSUED = "issued"  # 出台之日; 年底前: the document's date
    PRINTED = "printed"  # 印发后
    PUBLISHED = "published"  # 公布后, 发布后
    EFFECTIVE = "effective"  # 施行后
    EVENT = "event"  # 认定后: something that the document sets no day for
    NONE = "none"  # 3年内: the words do not say


@dataclass(frozen=True, slots=True)
class Term:
    """A time said without a day (期限): `count` units from an anchor; 印发后30日内 is 30 days from the printing. A
    count of 0 years is what is left of the anchor's year (年底前). `words` as printed."""

    count: int
    unit: TermUnit
    anchor: Anchor
    words: str


@dataclass(frozen=True, slots=True)
class DutyMention:
    """An agency's part in a task (责任).

    `agency` is the full official name where known, else the words as written. `as_written` is exactly as printed; in a
    list that leaves words out it is the whole phrase, the same for each agency in it. `span` covers `as_written`. An
    inherited duty has its span in the earlier task whose id is `inherited_from`.
    """

    agency: str
    as_written: str
    role: Role
    basis: Basis
    span: Span
    inherited_from: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedTask:
    """An item that sets work (任务).

    `id` is that of its section (see ParsedSection). `title` is None where the item has none of its own. `body` is the
    text without heading and responsibility clauses, in stripped pieces. `responsibility_text` is the clauses as
    printed, without brackets, "" where there is none. A task that is a row of a table is no section: its `section` is
    the id of the section the table stands in. Nor is a task that is a paragraph of an item (see division): its
    `section` is the item. `section` is "" for all others. `rows` are rows of tables elsewhere about this task, `times`
    the cells of its rows that say by when; a merged one belongs to several tasks.
    """

    id: str
    number: str
    title: str | None
    heading_path: tuple[str, ...]
    body: str
    responsibility_text: str
    span: Span
    responsibility_span: Span | None = None
    responsibilities: tuple[DutyMention, ...] = ()
    section: str = ""
    rows: tuple[Span, ...] = ()
    times: tuple[Span, ...] = ()

    @property
    def item(self) -> str:
        """The id of the section that is this task, or of which it is a paragraph; "" for a row of a table."""
        return (
            self.section
            if self.section and self.id.startswith(f"{self.section}.p")
            else ""
            if self.section
            else self.id
        )


@dataclass(frozen=True, slots=True)
class TargetMention:
    """What is to be reached (目标): quantified where `value` is set, else qualitative.

    `task` and `section` are the ids of the innermost ones it stands in, `task` None outside all tasks. `indicator`
    (指标) is what is measured. `value_high` is set for a range (1—2个). `bound` says how the amount of a rise or fall
    is meant (增长7%以上: at least). `deadline` is the last day allowed.
    """

    task: str | None
    section: str
    indicator: str
    span: Span
    comparator: Comparator | None = None
    bound: Comparator | None = None
    value: Decimal | None = None
    value_high: Decimal | None = None
    unit: str = ""
    baseline_year: int | None = None
    deadline: date | None = None
    precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class DeadlineMention:
    """By when (完成时限): a last day `due_on`, a recurrence, a term, or several of these.

    `precision` is that of the words. `rule` says how a day was got that is not printed in full, or why there is none.
    Of a recurrence, `interval` is the number of years between two times (每五年); `in_month` is the month within its
    period (the first of a quarter is 1) and `on_day` the day, as far as printed; with a printed day, `due_on` is the
    first such day. `reaches` (及于以下): it stands above items and holds for each of them. `parties` are the bodies
    that its sentence names.
    """

    task: str | None
    section: str
    span: Span
    due_on: date | None = None
    precision: Precision | None = None
    recurrence: Recurrence | None = None
    term: Term | None = None
    rule: str = ""
    interval: int | None = None
    in_month: int | None = None
    on_day: int | None = None
    reaches: bool = False
    parties: tuple[PartyMention, ...] = ()


class RelationKind(StrEnum):
    """How a document stands to one that it cites (文件关系)."""

    BASED_ON = "based-on"  # 根据《…》
    IMPLEMENTS = "implements"  # 为贯彻落实《…》
    ISSUES = "issues"  # 关于印发《…》的通知
    AMENDS = "amends"  # 关于修改《…》的决定
    REPEALS = "repeals"  # 《…》同时废止
    EXPLAINS = "explains"  # 《…》政策解读


@dataclass(frozen=True, slots=True)
class CitationMention:
    """Another document named in the text (《…》), without its brackets; `number` its document number or "", `relation`
    how the document stands to it, where the words say so."""

    title: str
    number: str
    span: Span
    task: str | None = None
    relation: RelationKind | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one document, in reading order."""

    tasks: tuple[ParsedTask, ...] = ()
    targets: tuple[TargetMention, ...] = ()
    deadlines: tuple[DeadlineMention, ...] = ()
    citations: tuple[CitationMention, ...] = ()
    notes: tuple[Note, ...] = ()
