"""One group of the review list → what is shown of it: single items, and equal notes as lines; page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page, Paginator

from policykb.editing.choosing import most_at_once
from policykb.editing.equal_notes import EqualNotes, equal_notes, lines_of, seal_of
from policykb.editing.review import NOTE_GROUPS, ReviewGroup, waiting
from policykb.editing.review_items import Item, items
from policykb.editing.scope import Scope

SHOWN: Final = 10  # of each group, where all groups are shown
PER_PAGE: Final = 50

# What can be decided for many at once.
ACTIONS: Final = {
    ReviewGroup.AGENCY: [("agency.confirm", "确认为机构"), ("agency.reject", "不是机构")],
    ReviewGroup.PROPOSAL: [("proposal.accept", "采纳新提取值"), ("proposal.keep", "保留人工值")],
}
OF_NOTES: Final = [("note.done", "已处理"), ("note.dismiss", "不需处理")]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the list: equal notes as one line, or single items."""

    items: Sequence[Item]
    line: EqualNotes | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """What is shown of a group: one page of it. `seal` stands for all of it, where all can be decided at once."""

    group: ReviewGroup
    page: Page[Any]
    entries: Sequence[Entry]
    seal: str = ""

    @property
    def items(self) -> list[Item]:
        """The single items, in order."""
        return [item for entry in self.entries for item in entry.items]

    @property
    def actions(self) -> list[tuple[str, str]]:
        """What can be decided for many at once, with its name."""
        return OF_NOTES if self.group in NOTE_GROUPS else ACTIONS.get(self.group, [])

    @property
    def takes_reason(self) -> bool:
        """Whether a reason is asked for."""
        return self.group in NOTE_GROUPS

    @property
    def most(self) -> int:
        """How many are decided at once."""
        return most_at_once(self.group)


def read_section(group: ReviewGroup, scope: Scope, page: str, *, is_whole: bool) -> Section:
    """A page of a group within the scope; unless it `is_whole`, its beginning."""
    rows, size = waiting(group, scope), PER_PAGE if is_whole else SHOWN
    if group not in NOTE_GROUPS:
        shown = Paginator(rows, size).get_page(page)
        return Section(group, shown, [Entry([item]) for item in items(group, shown)])
    seal = seal_of(rows) if is_whole else ""
    if scope.wording:
        shown = Paginator(rows, size).get_page(page)
        return Section(group, shown, [Entry([item]) for item in items(group, shown)], seal)
    shown = Paginator(lines_of(rows), size).get_page(page)
    return Section(group, shown, entries_of(group, equal_notes(rows, shown)), seal)


def entries_of(group: ReviewGroup, lines: Sequence[EqualNotes]) -> list[Entry]:
    """The lines as they are shown: those of few notes as these."""
    single = {item.key: item for item in items(group, [note for line in lines for note in line.notes])}
    return [Entry([single[f"note-{note.pk}"] for note in line.notes], None if line.notes else line) for line in lines]
