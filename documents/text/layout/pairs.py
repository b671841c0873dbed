"""The paragraphs of a text in; notes on the quotation marks and brackets in them that have no partner out.

A mark may find its partner in a paragraph further on: a quotation goes on, or a line was broken and not joined.
"""

import re
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

from documents.text.notes import Note, NoteKind
from documents.text.spans import Span

PAIRS = (
    ("“", "”"),
    ("‘", "’"),
    ("《", "》"),
    ("〈", "〉"),
    ("（(", "）)"),
    ("〔[［", "〕]］"),
    ("【", "】"),
    ("「", "」"),
    ("『", "』"),
)
OPENING = {mark: kind for kind, (marks, _) in enumerate(PAIRS) for mark in marks}
CLOSING = {mark: kind for kind, (_, marks) in enumerate(PAIRS) for mark in marks}
# “一网通办": the mark without a direction is the partner of either
STRAIGHT = {'"': OPENING["“"], "＂": OPENING["“"], "'": OPENING["‘"], "〝": OPENING["“"], "〞": OPENING["“"]}
KINDS = {**OPENING, **CLOSING, **STRAIGHT}
QUOTES = (OPENING["“"], OPENING["‘"])
MARK = re.compile("[" + re.escape("".join(KINDS)) + "]")
# 1) 一） a) 第1） : a bracket that closes nothing but a number
NUMBER_BRACKET = re.compile(r"(?:^|[，。；：、！？\s）)])第?[\da-zA-Z一二三四五六七八九十①-⑳]{1,3}$")
REACH = 12  # paragraphs in which a partner may stand
NEAR = 8  # open marks among which a closing one finds its partner
FEW = 3  # unpaired marks told of in one paragraph


@dataclass(frozen=True, slots=True)
class _Mark:
    line: int
    place: int
    sign: str
    kind: int


def unpaired_marks(lines: Sequence[str]) -> list[list[Note]]:
    """For each paragraph the notes on its marks without a partner, with spans in it. Widths may differ: (…）

    >>> [len(notes) for notes in unpaired_marks(["指出“绿色发展", "是底色”。", "“一网通办\\"平台", "建设（园区。"])]
    [0, 0, 0, 1]
    """
    notes: list[list[Note]] = [[] for _ in lines]
    for mark in _without_partners(lines):
        if len(notes[mark.line]) < FEW:
            words = "引号" if mark.kind in QUOTES else f"“{mark.sign}”"
            message = f"原文此处的{words}没有配对，未改。"
            notes[mark.line].append(Note(NoteKind.UNPAIRED_MARK, message, Span(mark.place, mark.place + 1)))
    return notes


def _without_partners(lines: Sequence[str]) -> list[_Mark]:
    """The marks that find a partner neither in their paragraph nor in the next ones, in the order of the text."""
    waiting: defaultdict[int, deque[_Mark]] = defaultdict(deque)  # by kind: open ones of the paragraphs before
    alone: list[_Mark] = []
    for index, line in enumerate(lines):
        for marks in waiting.values():
            while marks and index - marks[0].line > REACH:
                alone.append(marks.popleft())
        first = OPENING.get(line[:1])
        if first in QUOTES and waiting[first]:
            waiting[first].pop()  # the quotation goes on
        for mark in _left_in(line, index):
            if mark.sign in OPENING:
                waiting[mark.kind].append(mark)
            elif waiting[mark.kind]:
                waiting[mark.kind].pop()
            else:
                alone.append(mark)
    alone += (mark for marks in waiting.values() for mark in marks)
    return sorted(alone, key=lambda mark: (mark.line, mark.place))


def _left_in(line: str, index: int) -> list[_Mark]:
    """The marks without a partner in their own paragraph, in its order."""
    waiting: list[_Mark] = []
    left: list[_Mark] = []
    straight: set[int] = set()  # kinds of marks without a direction, whose partner may follow
    for match in MARK.finditer(line):
        mark = _Mark(index, match.start(), match.group(), KINDS[match.group()])
        if mark.sign in OPENING:
            if waiting and waiting[-1].kind == mark.kind and _goes_on(line, mark):
                waiting.pop()
            waiting.append(mark)
        elif partner := _partner(waiting, mark.kind):
            left += waiting[len(waiting) + 1 - partner :]
            del waiting[-partner:]
        elif mark.sign in STRAIGHT:
            straight ^= {mark.kind}
        elif mark.kind in straight:
            straight.remove(mark.kind)
        elif not _is_no_pair(line, mark.sign, mark.place):
            left.append(mark)
    return sorted([*left, *waiting], key=lambda mark: mark.place)


def _partner(waiting: Sequence[_Mark], kind: int) -> int:
    """The place of the last open mark of a kind, counted from the end: 1 is the last one, 0 where none is near."""
    return next((back for back, mark in enumerate(reversed(waiting[-NEAR:]), 1) if mark.kind == kind), 0)


def _goes_on(line: str, mark: _Mark) -> bool:
    """Whether an opening mark says that a quotation goes on: one of several sentences or paragraphs opens anew with
    each of them, and is closed once."""
    return mark.kind in QUOTES and line[max(0, mark.place - 1) : mark.place] in ("", *"。；！？")


def _is_no_pair(line: str, sign: str, place: int) -> bool:
    """Whether a closing mark needs no partner: the bracket of 1), an apostrophe."""
    if sign == "’":
        return line[place - 1 : place].isascii()
    return sign in "）)" and bool(NUMBER_BRACKET.search(line[max(0, place - 5) : place]))
