"""An item that sets work and its clauses in; its paragraphs with a clause of their own, each a task of its own, out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from documents.structure.values import ParsedSection
from documents.text.spans import Span
from tasks.extraction.duties.duty_clauses import DutyClause
from tasks.extraction.sentences import BRACKETED, paragraphs

# 完成时限：2025年底 behind a clause is about the work before it, as is （2025年底前完成） on a line of its own
REMARK = re.compile(
    r"[\u4e00-\u9fff]{0,4}(?:时限|时间|期限|节点|进度|备注|联系人|电话|标志)[\u4e00-\u9fff]{0,2}\s?[:：]"
)
ENDS = "。；;！!？?：:）)】]”…"  # a line that ends otherwise goes on in the next
WORDS = re.compile(r"\S")
MARKS = " \t\n\u3000。；;，,、.（）()[]【】"


@dataclass(slots=True)
class Part:
    """A stretch of an item with clauses that are about it alone."""

    span: Span
    clauses: list[DutyClause] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Division:
    """An item in parts, a single one where the item is one task. `common`: clauses beside the heading, which are about
    all parts."""

    parts: Sequence[Part]
    common: Sequence[DutyClause] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph of an item. `is_bare`: it has no words but those of its clauses, or only a remark on what stands
    before it. `opens`: a sub-item begins here. `announces`: it ends with a colon (主要措施：)."""

    span: Span
    clauses: list[DutyClause]
    is_bare: bool
    opens: bool
    announces: bool


def divide_item(
    text: str, item: ParsedSection, below: Iterable[ParsedSection], clauses: Sequence[DutyClause]
) -> Division:
    """The item in parts, if several of its paragraphs have a clause each; `below` are its sub-items. Common clauses are
    among those of the first part too.

    A paragraph without a clause goes with the next one that has one, but not into another sub-item; what follows the
    last clause goes with the last. Lines that hold nothing but clauses belong together: 牵头单位：… above 配合单位：….
    """
    whole = Division([Part(item.span, list(clauses))])
    if len(clauses) < 2:
        return whole
    lines = list(_lines(text, item, {section.span.start for section in below}, clauses))
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


def _lines(text: str, item: ParsedSection, openings: set[int], clauses: Sequence[DutyClause]) -> Iterator[_Line]:
    """The paragraphs of an item; the heading is one, or a part of the first."""
    left = list(clauses)
    for span in _joined(text, item, openings, clauses):
        own = [clause for clause in left if clause.span.start < span.end]
        left = left[len(own) :]
        covering = [clause.span for clause in clauses if clause.span.overlaps(span)]
        start = max(span.start, min(item.heading.end, span.end))
        bare = start == span.end or _is_bare(text, Span(start, span.end), covering)
        yield _Line(span, own, bare, span.start in openings, text[span.end - 1] in "：:")


def _joined(text: str, item: ParsedSection, openings: set[int], clauses: Sequence[DutyClause]) -> Iterator[Span]:
    """The lines of an item; those of which one goes on in the next are one."""
    closed = {clause.span.strip(text).end for clause in clauses}
    begun: int | None = None
    for span in paragraphs(text, item.span):
        start = span.start if begun is None else begun
        is_heading = item.standalone_heading and span.end <= item.heading.end
        goes_on = text[span.end - 1] not in ENDS and span.end not in closed and not is_heading
        begun = start if goes_on and _next_line(text, span.end) not in openings else None
        if begun is None or not text[span.end : item.span.end].strip():
            yield Span(start, span.end)


def _next_line(text: str, position: int) -> int:
    """Where the next words begin."""
    match = WORDS.search(text, position)
    return match.start() if match else len(text)


def _is_bare(text: str, span: Span, clauses: Iterable[Span]) -> bool:
    """Whether a stretch has no words of its own beside clauses and remarks."""
    words = span.quote(text)
    for clause in sorted(clauses, reverse=True):
        start, end = max(clause.start, span.start) - span.start, min(clause.end, span.end) - span.start
        words = words[:start] + words[end:]
    return not BRACKETED.sub("", words).strip(MARKS) or bool(REMARK.match(words.strip(MARKS)))


def _parts(lines: Sequence[_Line]) -> list[Part]:
    """The lines as parts, each up to its clauses; parts without a clause are joined to another."""
    parts: list[Part] = []
    waiting: list[_Line] = []
    for line in lines:
        if parts and line.opens and waiting and not waiting[0].opens and not waiting[-1].announces:
            _extend(parts[-1], waiting)  # the end of the sub-item before
            waiting = []
        if line.is_bare and not waiting and parts:
            _extend(parts[-1], [line])
            continue
        waiting.append(line)
        if line.clauses:
            parts.append(Part(Span(waiting[0].span.start, line.span.end)))
            _extend(parts[-1], waiting)
            waiting = []
    if parts and waiting:
        _extend(parts[-1], waiting)
    return parts


def _extend(part: Part, lines: Sequence[_Line]) -> None:
    part.span = Span(part.span.start, lines[-1].span.end)
    part.clauses += [clause for line in lines for clause in line.clauses]
