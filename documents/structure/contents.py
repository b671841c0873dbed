"""Lines in; the table of contents (目录) out: its lines, and the headings that it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.structure.ordinals import read_ordinal
from documents.structure.paragraphs import without_blanks
from documents.text.spans import Span

LABEL = re.compile(r"目[ \u3000]*(?:录|次)")
# 第一节发展基础……………(8) · 一、总体要求 ........ 3
# (a run of dots is read from its begin alone, so that a long one costs no more than its length)
LEADER = r"(?<![….·．—_-])(?:…|[.·．—_-]{3}|\t|(?:\. ){3})[….·．—_ \u3000\t-]{0,400}"
PAGE = r"[（(\-—]?\s?[0-9０-９]{1,3}\s?[）)\-—]?"
ENTRY_END = re.compile(rf"{LEADER}{PAGE}(?![0-9.．])")
TRAILING_PAGE = re.compile(r"[ \u3000\t….·．—\-_]{0,400}[（(]?[0-9０-９]{0,3}[）)]?$")
LONGEST_ENTRY = 120
LONGEST_TABLE = 400


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents: `spans` are its lines; `titles` maps a printed number to the titles behind it."""

    spans: tuple[Span, ...] = ()
    titles: dict[str, list[str]] = field(default_factory=dict)


def find_contents(text: str, lines: Sequence[Span]) -> Contents:
    r"""The table of contents; empty where the text has none.

    >>> from documents.structure.paragraphs import find_paragraphs
    >>> text = "目录\n一、总则……1\n二、任务……2\n一、总则\n发展风电。"
    >>> find_contents(text, list(find_paragraphs(text))).titles
    {'一、': ['总则'], '二、': ['任务']}
    """
    leaders = [index for index, line in enumerate(lines) if _has_leader(text, line)]
    if len(leaders) > 1 or (leaders and _count_leaders(text, lines[leaders[0]]) > 2):
        spans = [lines[index] for index in leaders]
        before = leaders[0] - 1
        if before >= 0 and LABEL.fullmatch(lines[before].quote(text)):
            spans.insert(0, lines[before])
        return Contents(tuple(spans), _titles(text, spans))
    return _repeated(text, lines)


def _has_leader(text: str, line: Span) -> bool:
    match = ENTRY_END.search(text, line.start, line.end)
    if match is None:
        return False
    return not text[match.end() : line.end].strip() or _count_leaders(text, line) > 2


def _count_leaders(text: str, line: Span) -> int:
    return sum(1 for _ in ENTRY_END.finditer(text, line.start, min(line.end, line.start + 20_000)))


def _repeated(text: str, lines: Sequence[Span]) -> Contents:
    """The lines below 目录 up to the one that repeats the first of them."""
    for index, line in enumerate(lines[:200]):
        if not LABEL.fullmatch(line.quote(text)) or index + 1 >= len(lines):
            continue
        first = _entry(text, lines[index + 1])
        for end in range(index + 2, min(index + LONGEST_TABLE, len(lines))):
            if len(lines[end]) > LONGEST_ENTRY:
                break
            if _entry(text, lines[end]) == first:
                spans = lines[index:end]
                return Contents(tuple(spans), _titles(text, spans))
    return Contents()


def _entry(text: str, line: Span) -> str:
    """The words of an entry without leader and page."""
    return without_blanks(TRAILING_PAGE.sub("", line.quote(text)))


def _titles(text: str, spans: Sequence[Span]) -> dict[str, list[str]]:
    titles: dict[str, list[str]] = {}
    for span in spans:
        for words in ENTRY_END.split(span.quote(text)):
            entry = _entry(words or "", Span(0, len(words or "")))
            if ordinal := read_ordinal(entry, 0):
                titles.setdefault(ordinal.span.quote(entry), []).append(entry[ordinal.span.end :])
    return titles
