"""A form about many items of the review list in; the rows that it means, if they still are what was seen, out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict

from policykb.editing.deciding import GONE, Refused
from policykb.editing.equal_notes import seal_of
from policykb.editing.review import NOTE_GROUPS, ReviewGroup, waiting
from policykb.editing.review_items import items
from policykb.editing.scope import WITHOUT_GENRE, Scope, number, read_scope

MOST_AT_ONCE: Final = {ReviewGroup.AGENCY: 200, ReviewGroup.PROPOSAL: 500}
MOST_NOTES: Final = 5000


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose: the items of these tickets, or, where there is a seal, all notes of the scope."""

    group: ReviewGroup
    scope: Scope
    tickets: Sequence[str] = ()
    seal: str = ""

    @property
    def noun(self) -> str:
        """How the decisions about its items begin: note, agency, proposal."""
        return "note" if self.group in NOTE_GROUPS else self.group.value

    @property
    def told(self) -> str:
        """What was chosen, in words."""
        where = f"“{self.scope.wording}”" if self.scope.wording else self.group.label
        return f"（{where}{'，' + self.scope.genre if self.scope.genre not in ('', WITHOUT_GENRE) else ''}）"

    @property
    def most(self) -> int:
        """How many are decided at once."""
        return most_at_once(self.group)


def most_at_once(group: ReviewGroup) -> int:
    """How many items of a group are decided at once."""
    return MOST_AT_ONCE.get(group, MOST_NOTES)


def read_choice(said: QueryDict) -> Choice:
    """What a form says was chosen: the ticked items, those of the page, or all. Raises Refused."""
    kind, range = said.get("kind", ""), said.get("range", "")
    if kind not in set(ReviewGroup):
        raise Refused(GONE)
    tickets = said.getlist("shown" if range == "page" else "item")
    return Choice(ReviewGroup(kind), read_scope(said.dict()), tickets, said.get("seal", "") if range == "all" else "")


def chosen_rows(choice: Choice) -> list[Any]:
    """The rows that are meant; of all notes of a scope the first. To be called within a writing. Raises Refused where
    nothing was chosen, or it is not what the person saw."""
    rows = waiting(choice.group, choice.scope)
    if choice.seal:
        if choice.group not in NOTE_GROUPS or seal_of(rows) != choice.seal:
            raise Refused(GONE)
        return list(rows.order_by("pk")[: choice.most])
    keys = [number(ticket.partition(".")[0].rpartition("-")[2]) for ticket in choice.tickets]
    if not keys:
        raise Refused("没有勾选任何一条。")
    if len(keys) > choice.most:
        raise Refused(f"一次最多处理 {choice.most} 条。")
    found = {row.pk: row for row in rows.filter(pk__in=[key for key in keys if key is not None])}
    if set(choice.tickets) != {item.ticket for item in items(choice.group, found.values())}:
        raise Refused(GONE)
    return list(found.values())
