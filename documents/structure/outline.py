"""The ordinals of a text in; its nested sections out."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from documents.structure.headings import Heading, Verdict, confirmed_heading, read_heading
from documents.structure.ordinals import Ordinal, Style
from documents.structure.sequence import NumberedItem, Sequencer
from documents.structure.values import ParsedSection, SectionStatus
from documents.text.notes import Note
from documents.text.spans import Span


def build_outline(
    text: str,
    ordinals: Sequence[Ordinal],
    holes: Sequence[int] = (),
    contents: Mapping[str, Sequence[str]] | None = None,
) -> tuple[tuple[ParsedSection, ...], tuple[Note, ...]]:
    r"""The sections of a text, which together cover all of it, and notes on gaps and restarts in their numbers.

    `holes` are the places where text is missing; `contents` maps a printed number to titles (see Contents).

    >>> from documents.structure.ordinals import find_ordinals
    >>> text = "一、总则\n发展风电。\n二、任务\n（一）光伏"
    >>> sections, notes = build_outline(text, list(find_ordinals(text)))
    >>> [(section.id, section.title) for section in sections]
    [('1', '总则'), ('2', '任务'), ('2.1', '光伏')]
    """
    sequencer = Sequencer(text, ordinals)
    sequencer.run()
    entries = sequencer.entries
    starts = [entry.ordinal.span.start for entry in entries] + [len(text)]
    headings = _headings(text, entries, starts, contents or {})
    sections = _sections(text, entries, headings, starts)
    with_items = {section.parent for section in sections}
    places = sorted(holes)
    return tuple(_with_status(text, section, places, with_items) for section in sections), tuple(sequencer.notes)


def _sections(
    text: str, entries: Sequence[NumberedItem], headings: Sequence[Heading], starts: Sequence[int]
) -> list[ParsedSection]:
    """A section for what stands before the first heading, then one for each entry."""
    ids = _Ids()
    before = [_opening(ids.give("", (0,)), starts[0])] if text[: starts[0]].strip() or not entries else []
    sections: list[ParsedSection] = []
    ends = _ends(entries, len(text))
    for index, (entry, heading) in enumerate(zip(entries, headings, strict=True)):
        parent = sections[entry.parent].id if entry.parent >= 0 else ""
        sections.append(
            ParsedSection(
                id=ids.give(parent, entry.ordinal.path),
                number=_number(text, entry.ordinal),
                ordinal=entry.ordinal.number,
                title=" ".join(heading.title.quote(text).split()),
                level=entry.level,
                parent=parent,
                span=Span(entry.ordinal.span.start, ends[index]),
                heading=heading.span,
                own=Span(heading.span.end, starts[index + 1]),
                standalone_heading=heading.is_standalone,
            )
        )
    return before + sections


def _opening(id: str, end: int) -> ParsedSection:
    """What stands before the first heading: head, notice, preamble."""
    return ParsedSection(id, "", 0, "", 1, "", span=Span(0, end), heading=Span(0, 0), own=Span(0, end))


class _Ids:
    """Gives each section an id of its own."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def give(self, parent: str, path: Sequence[int]) -> str:
        """The id of a section below `parent`: ordinals joined by "."; a repeated one gets -2, -3 …"""
        id = f"{parent}.{path[-1]}" if parent else ".".join(map(str, path))
        self.counts[id] += 1
        return id if self.counts[id] == 1 else f"{id}-{self.counts[id]}"


def _number(text: str, ordinal: Ordinal) -> str:
    return "".join(ordinal.span.quote(text).split())


def _ends(entries: Sequence[NumberedItem], end: int) -> list[int]:
    """The end of each section: the start of the next one that is not below it."""
    ends = [end] * len(entries)
    open: list[int] = []
    for index, entry in enumerate(entries):
        while open and entries[open[-1]].level >= entry.level:
            ends[open.pop()] = entry.ordinal.span.start
        open.append(index)
    return ends


def _headings(
    text: str, entries: Sequence[NumberedItem], starts: Sequence[int], contents: Mapping[str, Sequence[str]]
) -> list[Heading]:
    """The heading of each entry; a doubtful one is decided as most of its style are."""
    headings = []
    votes: Counter[tuple[Style, Verdict]] = Counter()
    for index, entry in enumerate(entries):
        has_items = index + 1 < len(entries) and entries[index + 1].level > entry.level
        titles = contents.get(_number(text, entry.ordinal), ())
        heading = confirmed_heading(text, entry.ordinal, starts[index + 1], titles)
        heading = heading or read_heading(text, entry.ordinal, starts[index + 1], has_items)
        votes[entry.ordinal.style, heading.verdict] += 1
        headings.append(heading)
    return [_decide(heading, entry.ordinal, votes) for heading, entry in zip(headings, entries, strict=True)]


def _decide(heading: Heading, ordinal: Ordinal, votes: Counter[tuple[Style, Verdict]]) -> Heading:
    yes, no, unlikely = (votes[ordinal.style, verdict] for verdict in (Verdict.YES, Verdict.NO, Verdict.UNLIKELY))
    accepted = {
        Verdict.YES: True,
        Verdict.MAYBE: yes >= no,
        Verdict.UNLIKELY: yes > no + unlikely,
        Verdict.NO: False,
    }
    return heading if accepted[heading.verdict] else heading.without_title(ordinal)


def _with_status(text: str, section: ParsedSection, holes: Sequence[int], with_items: set[str]) -> ParsedSection:
    """Partial where text is missing among its own words, missing where a hole has left nothing but the heading."""
    is_empty = not section.own.quote(text).strip() and section.id not in with_items
    touched = Span(section.span.start, section.own.end + 1) if is_empty else section.own
    index = bisect_left(holes, touched.start)
    if index == len(holes) or holes[index] > touched.end:
        return section
    return replace(section, status=SectionStatus.MISSING if is_empty else SectionStatus.PARTIAL)
