"""The sections and rows of a document in; its contents, by chapters, and the parts in which a very long one is shown,
out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from documents.models import Section, SectionStatus
from policykb.reading.page_rows import PageRow
from policykb.templatetags.wording import even, is_apart
from tasks.models import Task

FOLDED_FROM: Final = 40  # lines of contents
WHOLE: Final = 300  # rows that are shown on one page
PART: Final = 200  # rows of a part of a longer text, about


@dataclass(slots=True)
class Entry:
    """A line of the contents: number, title or, of a task without one, its first words (`words`), what is missing
    there; `part` is that in which it stands, 0 for the page that is shown, and then `anchors` are all that lead there
    from elsewhere."""

    section: Section
    words: str = ""
    part: int = 0
    anchors: list[str] = field(default_factory=list)

    @property
    def number(self) -> str:
        return even(self.section.number)

    @property
    def is_apart(self) -> bool:
        """Whether the number stands off from the title."""
        return is_apart(self.section.number)

    @property
    def title(self) -> str:
        """The title up to its dash: 酒泉——聚力创建…… → 酒泉."""
        return self.section.title.partition("——")[0] or self.section.title or self.words

    @property
    def state(self) -> str:
        """What is missing of it, "" for nothing."""
        return "" if self.section.status == SectionStatus.COMPLETE else str(self.section.get_status_display())  # type: ignore[attr-defined]


@dataclass(slots=True)
class Chapter:
    """A line of the first level, None before the first of them, with the lines under it."""

    head: Entry | None
    items: list[Entry] = field(default_factory=list)

    @property
    def heads(self) -> list[Entry]:
        """Its own line, if it has one."""
        return [self.head] if self.head else []


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents; `is_folded` where each chapter's lines are behind a click."""

    entries: list[Entry]
    chapters: list[Chapter]

    @property
    def is_folded(self) -> bool:
        return len(self.entries) > FOLDED_FROM and sum(bool(chapter.items) for chapter in self.chapters) > 1


def make_contents(sections: Iterable[Section], tasks: Iterable[Task] = ()) -> Contents:
    """The contents of the sections that have a number or a title; what a task without one is about, is told by it."""
    words = {task.key: task.display_title for task in tasks if not task.title}
    entries = [Entry(each, words.get(each.key, "")) for each in sections if each.number or each.title]
    chapters: list[Chapter] = []
    for entry in entries:
        if entry.section.level == 1 or not chapters:
            is_head = entry.section.level == 1
            chapters.append(Chapter(entry if is_head else None, [] if is_head else [entry]))
        else:
            chapters[-1].items.append(entry)
    return Contents(entries, chapters)


def cut_parts(rows: Sequence[PageRow]) -> list[Sequence[PageRow]]:
    """The rows in parts that begin with a chapter, else with any section, one where there are not too many."""
    if len(rows) <= WHOLE:
        return [rows]
    parts, start = [], 0
    while len(rows) - start > WHOLE:
        end = part_end(rows, start)
        parts.append(rows[start:end])
        start = end
    return [*parts, rows[start:]]


def part_end(rows: Sequence[PageRow], start: int) -> int:
    """Where the part ends that begins there."""
    places = range(start + PART, start + PART // 2, -1)
    for level in (1, 2, 9):
        for place in places:
            section = rows[place].section
            if section and section.level <= level:
                return place
    return start + PART


def lead_to_parts(contents: Contents, parts: Sequence[Sequence[PageRow]], shown: int) -> None:
    """Have each entry of another part than the one `shown` lead there, from any address of its rows."""
    entries = {entry.section.pk: entry for entry in contents.entries}
    entry: Entry | None = None
    for number, rows in enumerate(parts, 1):
        for row in rows:
            entry = entries.get(row.section.pk, entry) if row.section else entry
            if entry and number != shown:
                entry.part = entry.part or number
                entry.anchors += dict.fromkeys([row.anchor, *([row.task.anchor] if row.task else [])])
