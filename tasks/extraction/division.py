"""An item that sets work and its clauses in; its paragraphs with a clause of their own, each a task of its own, out."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from documents.agencies.name_gaps import ENDS_BODY
from documents.structure.values import ParsedSection
from documents.text.spans import Span
from tasks.extraction.duties.duty_clauses import DutyClause
from tasks.extraction.sentences import BRACKETED, paragraphs

# 完成时限：2025年底 behind a clause is about the work before it, as is （2025年底前完成） on a line of its own
REMARK = re.compile(
    r"[\u4e00-\u9fff]{0,4}(?:时限|时间|期限|节点|进度|备注|联系人|电话|标志)[\u4e00-\u9fff]{0,2}\s?[:：]"
)
NAMED = re.compile(r"(?P<name>[^，,。；;：:\n]{2,60})[：:](?=\S)")
COLONS = ("：", ":")
ENDS = "。；;！!？?：:）)】]”…"  # a line that ends otherwise goes on in the next
MARKS = " \t\n\u3000。；;，,、.（）()[]【】"


@dataclass(slots=True)
class Part:
    """A stretch of an item with clauses that are about it alone. `name`: of the body that its first line begins with,
    before a colon."""

    span: Span
    clauses: list[DutyClause] = field(default_factory=list)
    name: Span | None = None


@dataclass(frozen=True, slots=True)
class Division:
    """An item in parts, a single one where the item is one task. `common`: clauses beside the heading, which are about
    all parts."""

    parts: Sequence[Part]
    common: Sequence[DutyClause] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph of an item. `is_bare`: it has no words but those of its clauses, or only a remark on what stands
    before it. `opens`: a sub-item begins here. `announces`: it ends with a colon (主要措施：). `name`: see Part."""

    span: Span
    clauses: list[DutyClause]
    is_bare: bool
    opens: bool
    announces: bool
    name: Span | None


def divide_item(
    text: str, item: ParsedSection, below: Iterable[ParsedSection], clauses: Sequence[DutyClause]
) -> Division:
    """The item in parts, if several of its paragraphs have a clause each; `below` are its sub-items. Common clauses are
    among those of the first part too.

    A paragraph without a clause goes with the next one that has one, but not into another sub-item, nor where it begins
    with the name of a body as the others do (市水务局：负责…), or follows such a one; what follows the last clause goes
    with the last. Lines that hold nothing but clauses belong together: 牵头单位：… above 配合单位：….
    """
    whole = Division([Part(item.span, list(clauses))])
    if len(clauses) < 2:
        return whole
    openings = {section.span.start: section.span.start + len(section.number) for section in below}
    lines = list(_lines(text, item, openings, clauses))
    first = next((place for place, line in enumerate(lines) if not line.is_bare), len(lines))
    common = [clause for line in lines[:first] for clause in line.clauses]
    rest = lines[first:]
    if common and rest and not rest[-1].clauses and not rest[-1].is_bare:
        return whole  # the clauses may stand above the words they are about
    parts = _parts(rest)
    if len(parts) < 2:
        return whole
    if common:
        parts[0] = Part(Span(item.span.start, parts[0].span.end), [*common, *parts[0].clauses])
    return Division(parts, common)


def _lines(
    text: str, item: ParsedSection, openings: Mapping[int, int], clauses: Sequence[DutyClause]
) -> Iterator[_Line]:
    """The paragraphs of an item; the heading is one, or a part of the first. `openings`: where sub-items begin, and
    where their numbers end."""
    clauses = sorted(clauses, key=lambda clause: clause.span)
    names_bodies = any(clause.is_prose and text.startswith(COLONS, clause.words.end) for clause in clauses)
    first = last = 0  # of the clauses, the first that does not end before the paragraph, and what follows those before
    for span in _joined(text, item, openings, clauses):
        while first < len(clauses) and clauses[first].span.end <= span.start:
            first += 1
        before, last = last, bisect_left(clauses, span.end, lo=last, key=lambda clause: clause.span.start)
        start = max(openings.get(span.start, span.start), min(item.heading.end, span.end))
        near = [clause.span for clause in clauses[min(first, last) : last]]
        bare = start == span.end or _is_bare(text, Span(start, span.end), near)
        named = NAMED.match(text, start, span.end) if names_bodies else None
        name = Span(*named.span("name")) if named and ENDS_BODY.search(named["name"]) else None
        yield _Line(span, list(clauses[before:last]), bare, span.start in openings, text[span.end - 1] in "：:", name)


def _joined(text: str, item: ParsedSection, openings: Container[int], clauses: Sequence[DutyClause]) -> Iterator[Span]:
    """The lines of an item; those of which one goes on in the next are one."""
    closed = {clause.span.strip(text).end for clause in clauses}
    begun: int | None = None
    lines = list(paragraphs(text, item.span))
    for span, after in zip_longest(lines, lines[1:]):
        start = span.start if begun is None else begun
        is_heading = item.standalone_heading and span.end <= item.heading.end
        goes_on = text[span.end - 1] not in ENDS and span.end not in closed and not is_heading
        begun = start if goes_on and after and after.start not in openings else None
        if begun is None:
            yield Span(start, span.end)


def _is_bare(text: str, span: Span, clauses: Iterable[Span]) -> bool:
    """Whether a stretch has no words of its own beside clauses, which are in order, and remarks."""
    pieces, start = [], span.start
    for clause in clauses:
        pieces.append(text[start : max(start, min(clause.start, span.end))])
        start = max(start, min(clause.end, span.end))
    words = "".join([*pieces, text[start : span.end]])
    return not BRACKETED.sub("", words).strip(MARKS) or bool(REMARK.match(words.strip(MARKS)))


def _parts(lines: Sequence[_Line]) -> list[Part]:
    """The lines as parts, each up to its clauses; parts without a clause are joined to another."""
    parts: list[Part] = []
    waiting: list[_Line] = []
    for line in lines:
        if parts and line.opens and waiting and not waiting[0].opens and not waiting[-1].announces:
            _extend(parts[-1], waiting)  # the end of the sub-item before
            waiting = []
        goes_on = line.is_bare or (parts and parts[-1].name and not (line.name or line.clauses or line.opens))
        if goes_on and not waiting and parts:
            _extend(parts[-1], [line])
            continue
        waiting.append(line)
        if line.clauses or line.name:
            parts.append(Part(Span(waiting[0].span.start, line.span.end), name=waiting[0].name))
            _extend(parts[-1], waiting)
            waiting = []
    if parts and waiting:
        _extend(parts[-1], waiting)
    return parts


def _extend(part: Part, lines: Sequence[_Line]) -> None:
    part.span = Span(part.span.start, lines[-1].span.end)
    part.clauses += [clause for line in lines for clause in line.clauses]
