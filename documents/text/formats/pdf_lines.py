"""The text layer of a page → its lines, with the places and sizes of their characters."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import byref, c_double
from dataclasses import dataclass, replace
from itertools import pairwise
from math import atan2, degrees, hypot

import pypdfium2
from pypdfium2 import raw

from documents.text.formats.number_formats import raised
from documents.text.formats.pdf_rules import Point

LINE = re.compile(r"[^\r\n\x0b\x0c]*[^\s\x00-\x1f][^\r\n\x0b\x0c]*")
WORD = re.compile(r"\S(?:.*\S)?")
DIGITS = re.compile(r"(?<=\S)\d+")
FIRST_DIGITS = re.compile(r"\d+")
LARGEST_STEP = 1.2  # ems from one character to the next one beside it
SLACK = 0.3  # ems by which characters of one line may stand higher or lower
SMALL = 0.85  # of the size of its line: a raised mark is no larger
RAISED = (0.1, 0.8)  # ems by which it stands higher
MOST_SLANT = 5  # degrees; what is written across the page is no line of it


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page: its words, the size of its last and of its first character, where these two stand, by how many
    degrees it is turned against the edges of the page, and its place in the text of the layer."""

    text: str
    em: float
    first_em: float
    start: Point
    end: Point
    slant: float = 0.0
    place: int = 0


def read_lines(layer: pypdfium2.PdfTextPage) -> Iterator[PageLine]:
    """The lines in the order of the layer, as it parts them, raised digits as such (10⁴)."""
    for match in LINE.finditer(layer.get_text_range()):
        word = WORD.search(match.group())
        if word:
            start, end = match.start() + word.start(), match.start() + word.end()
            parts = _upright_and_slanted(layer, word.group(), start, end)
            yield from (_line(layer, text, place) for text, place in parts)


def joined(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines; what stands beside the end of a line, though the layer parts it, belongs to the line.

    Layers part a mark that stands high, such as “ or *, from a full stop before it, and a raised 4 from its 10.
    """
    found: list[PageLine] = []
    for line in lines:
        before = found[-1] if found else None
        if before and _is_beside(before, line):
            text = FIRST_DIGITS.sub(lambda digits: raised(digits[0]), line.text, count=1)
            text = text if _is_raised(before, line) else line.text
            found[-1] = replace(before, text=before.text + text, em=line.em, end=line.end)
        else:
            found.append(line)
    return found


def common_pitch(lines: Sequence[PageLine]) -> float:
    """The common distance from line to line, 0.0 if there is none."""
    steps = Counter(round(above.start[1] - line.start[1]) for above, line in pairwise(lines))
    common = [step for step in steps if step > 0 and steps[step] > 1]
    return float(max(common, key=lambda step: (steps[step], -step), default=0))


def origin(layer: pypdfium2.PdfTextPage, place: int) -> Point:
    """Where a character of the layer's text stands on the page as it is shown."""
    x, y = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(layer, _index(layer, place), byref(x), byref(y))
    return turned((x.value, y.value), layer.page.get_rotation())


def turned(point: Point, turn: int) -> Point:
    """Where a point stands on a page that is shown turned clockwise by so many degrees."""
    x, y = point
    return {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}[turn]


def _upright_and_slanted(layer: pypdfium2.PdfTextPage, text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The words from `start` to `end`, and their place; in two parts where the last are written across the page, or
    only the first are."""
    last = _is_slanted(layer, end - 1)
    cut = end - 1
    if _is_slanted(layer, start) != last:
        while cut > start and (text[cut - 1 - start].isspace() or _is_slanted(layer, cut - 1) == last):
            cut -= 1
        yield text[: cut - start].rstrip(), start
        text, start = text[cut - start :], cut
    yield text.lstrip(), start + len(text) - len(text.lstrip())


def _is_slanted(layer: pypdfium2.PdfTextPage, place: int) -> bool:
    return _size(layer, place)[1] > MOST_SLANT


def _line(layer: pypdfium2.PdfTextPage, text: str, place: int) -> PageLine:
    last = place + len(text) - 1
    first_em, slant = _size(layer, place)
    em, _ = _size(layer, last)
    words = _with_raised(layer, text, place, max(first_em, em))
    return PageLine(words, em, first_em, origin(layer, place), origin(layer, last), slant, place)


def _with_raised(layer: pypdfium2.PdfTextPage, text: str, place: int, em: float) -> str:
    """The words of a line, which begins at `place` of the layer, with the digits raised that stand higher than those
    before them: 10⁴."""
    found = list(text)
    for digits in DIGITS.finditer(text):
        base = origin(layer, place + digits.start() - 1)[1]
        for at in range(*digits.span()):
            height = origin(layer, place + at)[1]
            if em and RAISED[0] < (height - base) / em < RAISED[1] and _size(layer, place + at)[0] <= SMALL * em:
                found[at] = raised(text[at])
            else:
                base = height
    return "".join(found)


def _index(layer: pypdfium2.PdfTextPage, place: int) -> int:
    return int(raw.FPDFText_GetCharIndexFromTextIndex(layer, place))


def _size(layer: pypdfium2.PdfTextPage, place: int) -> tuple[float, float]:
    """The size of a character on the page, 0.0 where the layer does not say, and by how many degrees it is slanted
    against the edges of the page."""
    matrix = raw.FS_MATRIX()
    index = _index(layer, place)
    raw.FPDFText_GetMatrix(layer, index, byref(matrix))
    slant = degrees(atan2(matrix.b, matrix.a)) % 90
    return float(raw.FPDFText_GetFontSize(layer, index)) * hypot(matrix.b, matrix.d), min(slant, 90 - slant)


def _is_beside(before: PageLine, line: PageLine) -> bool:
    em = max(before.em, line.em)
    step = line.start[0] - before.end[0]
    is_level = abs(line.start[1] - before.end[1]) <= SLACK * em
    is_of_one = (line.slant > MOST_SLANT) == (before.slant > MOST_SLANT)
    return is_of_one and 0 < step <= LARGEST_STEP * em and (is_level or _is_raised(before, line))


def _is_raised(before: PageLine, line: PageLine) -> bool:
    """Whether a line begins with a digit that is raised against the end of the one before."""
    height = line.start[1] - before.end[1]
    is_small = 0 < line.first_em <= SMALL * before.em
    return is_small and RAISED[0] < height / before.em < RAISED[1] and line.text[:1].isdecimal()
