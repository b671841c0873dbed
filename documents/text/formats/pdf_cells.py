"""The characters within a grid on a page in; the words of its cells, line by line, out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from documents.text.formats.pdf_rules import Box, Frame, Point

SAME_LINE = 0.5  # ems by which the characters of a line may stand higher or lower
GAP = 0.8  # ems between characters that a blank parts
ROOM = 2.2  # ems, with the margins of the cell, that a line leaves free which could not hold another character
ENDS = re.compile(r"[。；;！：:]$")
# 省财政厅 / 省水利厅: two names, though the first fills its line
NAMES = re.compile(r"[局委厅部院会府办行]\n[省市县区州各国]")
BEGINS = re.compile(r"(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳])")


@dataclass(frozen=True, slots=True)
class Sign:
    """A character of the layer, where it stands on the page and how large it is."""

    text: str
    point: Point
    em: float

    @property
    def end(self) -> float:
        """Where it ends: signs of a Latin type are half as wide as others."""
        return self.point[0] + self.em * (1.0 if ord(self.text[0]) > 0x2E7F else 0.5)


@dataclass(frozen=True, slots=True)
class FilledFrame:
    """A grid and the lines of words in each of its cells."""

    columns: int
    rows: int
    lines: dict[Box, list[str]]
    is_open_above: bool = False  # no line closes its first row, which the end of a page cut
    is_open_below: bool = False
    begins_surely: bool = False  # its first row is the rest of one, or a number begins it
    ends_page: bool = False  # nothing but what stands around the text of the page is below it
    may_go_on: bool = False  # and words of its last row may go on


def fill(frame: Frame, signs: Iterable[Sign], room: float = ROOM) -> FilledFrame:
    """The grid with the words of the characters in it; `room` is what a full line leaves free."""
    inside: dict[Box, list[Sign]] = {}
    for sign in signs:
        x, y = sign.point
        box = frame.box_at((x + sign.em / 4, y + sign.em / 4))
        if box:
            inside.setdefault(box, []).append(sign)
    boxes = sorted(frame.boxes, key=lambda box: (box.row, box.column))
    lines = {box: _paragraphs(box, list(_lines(inside.get(box, []))), room) for box in boxes}
    return FilledFrame(
        len(frame.xs) - 1,
        len(frame.ys) - 1,
        lines,
        frame.is_open_above,
        frame.is_open_below,
        frame.begins_surely,
        frame.ends_page,
        frame.may_go_on,
    )


def _lines(signs: Sequence[Sign]) -> Iterator[list[Sign]]:
    """The characters line by line, from top to bottom, each from left to right."""
    line: list[Sign] = []
    for sign in sorted(signs, key=lambda sign: (-sign.point[1], sign.point[0])):
        if line and line[0].point[1] - sign.point[1] > SAME_LINE * sign.em:
            yield sorted(line, key=lambda each: each.point[0])
            line = []
        line.append(sign)
    if line:
        yield sorted(line, key=lambda each: each.point[0])


def _paragraphs(box: Box, lines: Sequence[Sequence[Sign]], room: float) -> list[str]:
    """The words of the lines; a line that fills the cell and the one below it are one, if it ends within a sentence."""
    found: list[str] = []
    is_full = False
    for line in lines:
        words = _words(line)
        if not words:
            continue
        if is_full and is_broken(found[-1], words):
            found[-1] += words
        else:
            found.append(words)
        em = max(sign.em for sign in line)
        is_full = box.right - box.left - (line[-1].point[0] + line[-1].em - line[0].point[0]) < room * em
    return found


def is_broken(above: str, below: str) -> bool:
    """Whether a line that had no room for more goes on in the next one.

    >>> is_broken("市住房和城", "乡建设局"), is_broken("省财政厅", "省水利厅"), is_broken("完成验收。", "2.建成")
    (True, False, False)
    """
    return not (ENDS.search(above) or BEGINS.match(below) or NAMES.search(f"{above}\n{below}"))


def _words(line: Sequence[Sign]) -> str:
    """The words of a line, a blank where it leaves a gap."""
    words, end = "", 0.0
    for sign in line:
        if words and sign.point[0] - end > GAP * sign.em:
            words += " "
        words += sign.text
        end = sign.end
    return re.sub(r"\s+", " ", words).strip()
