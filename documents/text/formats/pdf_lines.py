"""The text layer of a page → its text, a line of the page a line, with indents and gaps as blanks and empty lines."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import byref, c_double
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot

import pypdfium2
from pypdfium2 import raw

LINE = re.compile(r"[^\r\n\x0b\x0c]*[^\s\x00-\x1f][^\r\n\x0b\x0c]*")
WORD = re.compile(r"\S(?:.*\S)?")
LARGEST_STEP = 1.2  # ems from one character to the next one beside it
SLACK = 0.3  # ems by which characters of one line may stand higher or lower
FIRST_INDENT = 1.5  # ems that begin a paragraph
WIDEST_INDENT = 20
WIDE_PITCH = 1.25  # of the common one: more stands between paragraphs


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    em: float
    start: tuple[float, float]  # where its first character stands
    end: tuple[float, float]  # where its last character stands


def page_text(layer: pypdfium2.PdfTextPage) -> str:
    """The words of the layer in its order, a line of the page a line; "" where it has none.

    An indent becomes full-width blanks, a wider distance between two lines an empty line.
    """
    lines = _joined(list(_lines(layer)))
    if not lines:
        return ""
    left, pitch = _left(lines), _pitch(lines)
    text = [_indented(lines[0], left)]
    for above, line in pairwise(lines):
        text.append("\n\n" if above.start[1] - line.start[1] > WIDE_PITCH * pitch > 0 else "\n")
        text.append(_indented(line, left))
    return "".join(text)


def _lines(layer: pypdfium2.PdfTextPage) -> Iterator[_Line]:
    turn = layer.page.get_rotation()
    for match in LINE.finditer(layer.get_text_range()):
        word = WORD.search(match.group())
        if word:
            first = raw.FPDFText_GetCharIndexFromTextIndex(layer, match.start() + word.start())
            last = raw.FPDFText_GetCharIndexFromTextIndex(layer, match.start() + word.end() - 1)
            yield _Line(match.group(), _em(layer, last), _origin(layer, first, turn), _origin(layer, last, turn))


def _origin(layer: pypdfium2.PdfTextPage, index: int, turn: int) -> tuple[float, float]:
    """Where a character stands on the page as it is shown, turned clockwise by so many degrees."""
    x, y = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(layer, index, byref(x), byref(y))
    places = {0: (x.value, y.value), 90: (y.value, -x.value), 180: (-x.value, -y.value), 270: (-y.value, x.value)}
    return places[turn]


def _em(layer: pypdfium2.PdfTextPage, index: int) -> float:
    """The size of a character on the page; 0.0 where the layer does not say."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(layer, index, byref(matrix))
    return float(raw.FPDFText_GetFontSize(layer, index)) * hypot(matrix.b, matrix.d)


def _joined(lines: Sequence[_Line]) -> list[_Line]:
    """The lines; what stands beside the end of a line, though the layer parts it, belongs to the line.

    Layers part a mark that stands high, such as “ or *, from a full stop before it.
    """
    found: list[_Line] = []
    for line in lines:
        before = found[-1] if found else None
        if before and _is_beside(before, line):
            found[-1] = replace(before, text=before.text + line.text, em=line.em, end=line.end)
        else:
            found.append(line)
    return found


def _is_beside(before: _Line, line: _Line) -> bool:
    em = max(before.em, line.em)
    step = line.start[0] - before.end[0]
    return 0 < step <= LARGEST_STEP * em and abs(line.start[1] - before.end[1]) <= SLACK * em


def _left(lines: Sequence[_Line]) -> float:
    """Where the lines of the page begin that are not indented: the leftmost place where several do."""
    seen = Counter(round(line.start[0]) for line in lines if line.em)
    shared = [place for place in seen if seen[place] + seen[place + 1] > 1]
    return min(shared or seen, default=0)


def _pitch(lines: Sequence[_Line]) -> float:
    """The common distance from line to line, 0.0 if there is none."""
    steps = Counter(round(above.start[1] - line.start[1]) for above, line in pairwise(lines))
    common = [step for step in steps if step > 0 and steps[step] > 1]
    return float(max(common, key=lambda step: (steps[step], -step), default=0))


def _indented(line: _Line, left: float) -> str:
    """The line with the blanks that its place stands for; those it came with are no layout."""
    indent = (line.start[0] - left) / line.em if line.em else 0.0
    blanks = min(round(indent), WIDEST_INDENT) if indent >= FIRST_INDENT else 0
    return "\u3000" * blanks + line.text.strip()
