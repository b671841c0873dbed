"""A clause in; which duties of the item before it gives to its own item, too (责任单位同上), out."""

import re
from collections.abc import Iterable, Iterator, Sequence

from documents.text.duty_labels import DutyPart, duty_part
from documents.text.spans import Span
from tasks.extraction.duties.responsibilities import inherit
from tasks.extraction.values import Basis, DutyMention, ParsedTask, Role

LABEL = (
    r"(?P<label>[\u4e00-\u9fff]{0,4}(?:牵头|责任|配合|负责|主办|协办|落实|参与|实施)[\u4e00-\u9fff]{0,2}"
    r"(?:单位|部门|机构|处室))"
)
SAME = rf"(?:{LABEL}\s?[:：]?\s?)(?:均)?同(?:上|前)(?:[一1]?[条项款])?"
IN_CLAUSE = re.compile(SAME)
# 责任单位同上。 · （责任单位：同上） · 【牵头单位】同上, as a sentence of its own
ALONE = re.compile(
    rf"(?:(?<=[。\n）)])|^)[ \t\u3000]*(?P<clause>[（(\[【]?(?P<words>{SAME})[）)\]】]?)(?=[。；;\s]|$)",
    re.MULTILINE,
)
ROLES = {DutyPart.LEAD: (Role.LEAD,), DutyPart.SUPPORT: (Role.SUPPORT,), DutyPart.IMPLEMENT: (Role.IMPLEMENT,)}


def find_same(text: str, within: Span) -> Iterator[tuple[Span, Span]]:
    """The clauses that say nothing but that the bodies are those of the item before: each with its brackets and full
    stop, and without.

    >>> text = "开展培训。责任单位同上。"
    >>> [words.quote(text) for _, words in find_same(text, Span(0, len(text)))]
    ['责任单位同上']
    """
    for match in ALONE.finditer(text, within.start, within.end):
        start, end = match.span("clause")
        yield Span(start, end + (end < within.end and text[end] == "。")), Span(*match.span("words"))


def same_as_before(text: str, clauses: Iterable[Span], before: Sequence[ParsedTask]) -> list[DutyMention]:
    """The duties of the item `before` (none: there is no such) that the words of clauses give to their item: those of
    the role that their label names, or all."""
    roles: set[Role] = set()
    for clause in clauses:
        for match in IN_CLAUSE.finditer(text, clause.start, clause.end):
            roles.update(ROLES.get(duty_part(match["label"]) or DutyPart.LIST, tuple(Role)))
    given = ((task, duty) for task in before for duty in task.responsibilities if duty.role in roles)
    return [duty if duty.basis is Basis.INHERITED else inherit([duty], task.id)[0] for task, duty in given]
