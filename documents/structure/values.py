"""What parse() returns: the head, sections, tables and notes of a document, every value with its span."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from documents.text.notes import Note
from documents.text.spans import Span


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the reading text with their place; `text` may be without the blanks that stand in `span`."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class DateMention:
    """A full date: the day, and the span of the words."""

    day: date
    span: Span


class DocumentKind(StrEnum):
    """What kind of text a document is (文件种类), whatever its title calls it."""

    PLAN = "plan"  # 规划
    PROGRAMME = "programme"  # 方案, 计划, 要点
    OPINION = "opinion"  # 意见, 决定
    MEASURES = "measures"  # 若干措施
    DIVISION = "division"  # 分工, 任务分解
    NOTICE = "notice"  # 通知, 批复, 函, which itself sets work
    REGULATION = "regulation"  # 条例, 规定, 办法 by articles
    INTERPRETATION = "interpretation"  # 解读
    QUESTIONS = "q-and-a"  # 问答
    GUIDE = "guide"  # 指南
    NEWS = "news"  # 新闻
    REPORT = "report"  # 报告
    OTHER = "other"

    @property
    def sets_work(self) -> bool:
        """Whether such a text sets tasks and targets."""
        return self in SETTING_WORK


SETTING_WORK = frozenset(
    (
        DocumentKind.PLAN,
        DocumentKind.PROGRAMME,
        DocumentKind.OPINION,
        DocumentKind.MEASURES,
        DocumentKind.DIVISION,
        DocumentKind.NOTICE,
    )
)


class Validity(StrEnum):
    """Whether a document is in force (时效性), as the text or its page says."""

    UNKNOWN = "unknown"
    IN_FORCE = "in-force"
    NOT_YET = "not-yet"
    AMENDED = "amended"
    EXPIRED = "expired"
    REPEALED = "repealed"


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """The years that a document plans for (规划期): the first, None where only the end is said, and the last day.
    `words` as printed."""

    first_year: int | None
    until: date
    words: Words


@dataclass(frozen=True, slots=True)
class ParsedHeader:
    """Head and tail of a document (版头, 版记, 署名): everything that is not its body (正文).

    `title` is the document's own title (标题): the attachment's where a notice (通知) carries one, and then
    `notice_title` is the notice's. `issuers` (发文机关) and `addressees` (主送机关) are names as written. `issued_on`
    is 成文日期, `published_on` 发布日期, `printed_on` 印发日期, `effective_on` 施行日期. `source_url` is the address
    of the official publication, `publisher` who runs that page, `retrieved_on` when the file was taken from there, as
    it says itself. `approved_by` quotes the approving meeting or body (省政府第67次常务会议). `period` is what the
    document plans for. `genre` (文种) is the last word of the title: 意见, 方案, 规划 …; `kind` is what the text is by
    title and build.
    """

    title: Words | None = None
    notice_title: Words | None = None
    document_number: Words | None = None
    genre: str = ""
    kind: DocumentKind = DocumentKind.OTHER
    issuers: tuple[Words, ...] = ()
    addressees: tuple[Words, ...] = ()
    issued_on: DateMention | None = None
    published_on: DateMention | None = None
    printed_on: DateMention | None = None
    effective_on: DateMention | None = None
    validity: Validity = Validity.UNKNOWN
    source_url: str = ""
    publisher: str = ""
    retrieved_on: DateMention | None = None
    approved_by: Words | None = None
    missing_attachments: tuple[Words, ...] = ()
    period: PlanPeriod | None = None


class SectionStatus(StrEnum):
    """How much of a section is there."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ParsedSection:
    """A numbered part of the body (结构层次), from its printed number to the end of its last subsection.

    `id`: ordinals from the top joined by "." ("6", "6.2"); unique; "0" is what stands before the first heading.
    `number` as printed ("（一）", "第二节", "14."); `title` without number and final 。, "" where there is none
    and the body begins at once. `ordinal` is the number's value. `level` counts from 1 at the top.
    `heading` covers number and title; `span` the whole; `own` from the end of the heading to the first
    subsection (or to the end of `span`). `parent` is the id of the section above, "" at the top.
    `standalone_heading`: the heading stands on a line of its own.
    """

    id: str
    number: str
    ordinal: int
    title: str
    level: int
    parent: str
    span: Span
    heading: Span
    own: Span
    standalone_heading: bool = False
    status: SectionStatus = SectionStatus.COMPLETE

    @property
    def label(self) -> str:
        """Number and title as printed: 二、重点任务, 第一节 发展基础; of an annex (附件2) its title alone, if any."""
        if self.number.startswith("附") and self.title:
            return self.title
        blank = " " if self.number.startswith("第") and self.title else ""
        return f"{self.number}{blank}{self.title}"


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell; `row` and `column` count from 0. A merged cell is given for each place it covers, with one span."""

    row: int
    column: int
    span: Span


@dataclass(frozen=True, slots=True)
class ParsedTable:
    """A table in the text. `cells` in reading order."""

    span: Span
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """One document, parsed. `sections` in reading order, parents before children; spans nest and index `text`.

    `body_start` is where the head ends: what follows is preamble and body (正文).
    """

    text: str
    header: ParsedHeader
    sections: tuple[ParsedSection, ...]
    tables: tuple[ParsedTable, ...] = ()
    notes: tuple[Note, ...] = ()
    body_start: int = 0
    _by_id: dict[str, ParsedSection] = field(init=False, repr=False, compare=False)
    _below: dict[str, list[ParsedSection]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {section.id: section for section in self.sections})
        object.__setattr__(self, "_below", {})
        for section in self.sections:
            self._below.setdefault(section.parent, []).append(section)

    def section(self, id: str) -> ParsedSection:
        """The section with this id. Raises KeyError."""
        return self._by_id[id]

    def children(self, id: str) -> Iterator[ParsedSection]:
        """The sections directly below `id` ("" for the top)."""
        return iter(self._below.get(id, ()))

    def heading_path(self, section: ParsedSection) -> tuple[str, ...]:
        """The labels of the headings above `section`, from the top."""
        labels: list[str] = []
        while section.parent:
            section = self.section(section.parent)
            labels.append(section.label)
        return tuple(reversed(labels))
