"""An item that sets work, with its clauses, in; the task it is, or the tasks that its paragraphs are, out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from documents.structure.headings import run_in_title
from documents.structure.values import ParsedDocument, ParsedSection
from documents.text.spans import Span
from tasks.extraction.division import Part, divide_item
from tasks.extraction.duties.duty_clauses import DutyClause
from tasks.extraction.duties.responsibilities import inherit
from tasks.extraction.sentences import paragraphs
from tasks.extraction.values import DutyMention, ParsedTask

SENTENCE = re.compile("[，,；;：:]")
# 本条及以下均需各市州政府落实: said of the paragraphs before it, too
WHOLE_ITEM = re.compile("本条(?:及|和|至)")
SIGNS = " \u3000—–-•●■◆★"  # before the title of a paragraph


@dataclass(frozen=True, slots=True)
class ItemTask:
    """A task without its duties, its clauses, and duties that other clauses of the item give to all paragraphs."""

    task: ParsedTask
    clauses: Sequence[DutyClause]
    common: Sequence[DutyMention] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a part: its span with number and mark, its words without the number, and the number of the
    sub-item that begins with it, "" where none does."""

    span: Span
    words: Span
    number: str = ""


def tasks_of(
    document: ParsedDocument, item: ParsedSection, below: Sequence[ParsedSection], clauses: Sequence[DutyClause]
) -> Iterator[ItemTask]:
    """The task that an item is, or those of its paragraphs if several have a clause each; `below` are its sub-items,
    `clauses` what stands in all of these."""
    whole = _whole(document, item, clauses)
    division = divide_item(document.text, item, below, clauses)
    if len(division.parts) < 2:
        yield ItemTask(whole, clauses)
        return
    heads = _heads(document.text, item, below, division.parts)
    said = [duty for clause in division.common for duty in clause.reading.duties]
    meant = [
        (place, duty)
        for place, part in enumerate(division.parts, 1)
        for clause in part.clauses
        if WHOLE_ITEM.search(clause.words.quote(document.text))
        for duty in clause.reading.carried
    ]
    for place, (part, head) in enumerate(zip(division.parts, heads, strict=True), 1):
        task = _paragraph(document.text, item, whole, part, head, f"{item.id}.p{place}")
        common = inherit(said, f"{item.id}.p1") if place > 1 else []
        common += [each for later, duty in meant if later > place for each in inherit([duty], f"{item.id}.p{later}")]
        yield ItemTask(task, part.clauses, common)


def _whole(document: ParsedDocument, item: ParsedSection, clauses: Sequence[DutyClause]) -> ParsedTask:
    text, cuts = document.text, _spans(clauses)
    title = _title(text, item, cuts).strip(" \n\u3000。：:") if clauses else item.title
    pieces = _words(text, Span(item.heading.end, item.span.end), cuts)
    if not pieces and SENTENCE.search(title):
        title, pieces = "", title  # the item is one sentence, and has no title of its own
    task = ParsedTask(
        id=item.id,
        number=item.number,
        title=(title if item.title else None) or None,
        heading_path=document.heading_path(item),
        body=pieces,
        responsibility_text="",
        span=item.span,
    )
    return _with_clauses(text, task, clauses)


def _paragraph(text: str, item: ParsedSection, whole: ParsedTask, part: Part, head: Head | None, id: str) -> ParsedTask:
    """A part of an item; `head` is the heading of its own, None where it has none."""
    cuts = _spans(part.clauses)
    own = "".join(_without(text, head.words, cuts)) if head else ""
    start = max(part.span.start, item.heading.end)
    heading = item.label.removesuffix(item.title) + (whole.title or "")
    number = head.number if head else ""
    task = ParsedTask(
        id=id,
        number=number or item.number,
        title=own.strip(SIGNS + "\n。：:") or (None if number else whole.title),
        heading_path=(*whole.heading_path, *([heading] if heading else [])),
        body=_words(text, Span(start, max(start, part.span.end)), [*cuts, *([head.span] if head else [])]),
        responsibility_text="",
        span=part.span,
        section=item.id,
    )
    return _with_clauses(text, task, part.clauses)


def _with_clauses(text: str, task: ParsedTask, clauses: Sequence[DutyClause]) -> ParsedTask:
    words = [clause.words for clause in clauses]
    return replace(
        task,
        responsibility_text="\n".join(span.quote(text) for span in words),
        responsibility_span=Span(words[0].start, words[-1].end) if words else None,
    )


def _heads(text: str, item: ParsedSection, below: Sequence[ParsedSection], parts: Sequence[Part]) -> list[Head | None]:
    """The headings of the parts: those of sub-items that begin there, else titles that run in, or the names of bodies.
    Paragraphs have titles if all of an item have one; a short first sentence alone tells nothing."""
    is_named = all(part.name for part in parts)
    sub_items = {section.span.start: section for section in below if section.number}
    found: dict[int, Head] = {}
    running: dict[int, list[Span | None]] = {}
    for place, part in enumerate(parts):
        start = _first_words(text, Span(max(part.span.start, item.heading.end), part.span.end))
        if section := sub_items.get(start):
            found[place] = Head(section.heading, _after_number(section), section.number)
        elif part.name and is_named:
            found[place] = Head(Span(part.name.start, part.name.end + 1), part.name)
        elif part.span.start > item.heading.start or item.standalone_heading:
            running[place] = _running_titles(text, Span(start, part.span.end), part.clauses)
    if all(each[0] for each in running.values()):
        found |= {place: Head(each[0], each[0]) for place, each in running.items() if each[0] and not any(each[1:])}
    return [found.get(place) for place in range(len(parts))]


def _first_words(text: str, span: Span) -> int:
    """Where the first line begins that does not announce others (主要措施：)."""
    return next((line.start for line in paragraphs(text, span) if text[line.end - 1] not in "：:"), span.start)


def _running_titles(text: str, span: Span, clauses: Sequence[DutyClause]) -> list[Span | None]:
    """The title of each paragraph. Where a later one has a title, too, none is that of them all."""
    titles = []
    for line in paragraphs(text, span):
        ends = [clause.span.start for clause in clauses if clause.span.start >= line.start]
        titles.append(run_in_title(text, Span(line.start, min([line.end, *ends])), is_last=line.end == span.end))
    return titles or [None]


def _title(text: str, section: ParsedSection, cuts: Iterable[Span]) -> str:
    return "".join(_without(text, _after_number(section), cuts))


def _after_number(section: ParsedSection) -> Span:
    heading = section.heading
    return Span(min(heading.start + len(section.number), heading.end), heading.end)


def _spans(clauses: Iterable[DutyClause]) -> list[Span]:
    return [clause.span for clause in clauses if not clause.is_prose]


def _words(text: str, span: Span, cuts: Iterable[Span]) -> str:
    return "\n".join(piece for piece in _without(text, span, cuts) if piece)


def _without(text: str, span: Span, cuts: Iterable[Span]) -> Iterator[str]:
    """The words of a stretch of text between what is cut out of it, stripped."""
    start = span.start
    for cut in sorted(cuts):
        if cut.start >= span.start and cut.end <= span.end:
            if cut.start >= start:
                yield _stripped(text[start : cut.start])
            start = max(start, cut.end)
    yield _stripped(text[start : span.end])


def _stripped(words: str) -> str:
    """The words without blanks at the ends and without the full stop of a clause before them."""
    return words.strip().removeprefix("。").strip()
