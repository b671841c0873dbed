"""The lines of a head in; the same lines out, those parted that hold two parts of it: letterhead, number and title."""

import re
from collections.abc import Iterator, Sequence

from documents.structure.listed_bodies import is_body
from documents.structure.number_lines import NUMBER
from documents.structure.titles import GENRES, looks_like_title
from documents.text.spans import Span

LETTERHEAD = re.compile(r"(?P<name>[\u4e00-\u9fff]{4,40}?)文\s?件(?=\s*[\u4e00-\u9fff（）()]{1,16}\s?[〔\[［（(【﹝])")
SENTENCE_MARK = re.compile("[。；：:！？]")
LONGEST = 200
BETWEEN = " \t\u3000\u00a0—－–-_:：|｜·"
TITLE_LAST = re.compile(rf"的(?:{GENRES})(?!的)")


def part_lines(text: str, lines: Sequence[Span]) -> list[Span]:
    """The lines of a head, each part on a line of its own; a line that is no such line stays whole.

    >>> text = "某政办〔2031〕7号—某市人民政府关于供水的通知"
    >>> [part.quote(text) for part in part_lines(text, [Span(0, len(text))])]
    ['某政办〔2031〕7号', '某市人民政府关于供水的通知']
    """
    return [part for line in lines for part in (_parts(text, line) if len(line) <= LONGEST else [line])]


def _parts(text: str, line: Span) -> Iterator[Span]:
    head = LETTERHEAD.match(text, line.start, line.end)
    if head and is_body(head["name"]):
        yield Span(*head.span())
        line = Span(head.end(), line.end).strip(text)
    for number, title in _divisions(text, line):
        if len(title) and looks_like_title(title.quote(text)) and not SENTENCE_MARK.search(title.quote(text)):
            yield from sorted([number, title])
            return
    yield line


def _divisions(text: str, line: Span) -> Iterator[tuple[Span, Span]]:
    """The ways to read a line as number and title."""
    if first := NUMBER.match(text, line.start, line.end):
        yield Span(*first.span()), Span(first.end(), line.end).strip(text, BETWEEN)
    for bracket in re.finditer(r"[〔\[［﹝]", line.quote(text)):
        start = _start_of_number(text, line, line.start + bracket.start())
        if NUMBER.fullmatch(text, start, line.end):
            yield Span(start, line.end), Span(line.start, start).strip(text, BETWEEN)


def _start_of_number(text: str, line: Span, bracket: int) -> int:
    """Where the code before a bracket begins: behind the last mark or blank, or the last word of a title."""
    marks = max(text.rfind(mark, line.start, bracket - 1) + 1 for mark in BETWEEN)
    titles = [match.end() for match in TITLE_LAST.finditer(text, line.start, bracket)]
    return max(marks, *titles, line.start)
