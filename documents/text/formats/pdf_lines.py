"""The text layer of a page → its text, a line of the page a line, indents and gaps as blanks and empty lines, and its
tables."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import byref, c_double
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot

import pypdfium2
from pypdfium2 import raw

from documents.text.formats.pdf_cells import FilledFrame, Sign, fill
from documents.text.formats.pdf_rules import Frame, Point, find_frames

LINE = re.compile(r"[^\r\n\x0b\x0c]*[^\s\x00-\x1f][^\r\n\x0b\x0c]*")
WORD = re.compile(r"\S(?:.*\S)?")
# Radicals and compatibility forms that fonts put where Han characters belong.
LOOKALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
UNSEEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
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
    place: int = 0  # in the text of the layer


def page_pieces(layer: pypdfium2.PdfTextPage) -> list[str | FilledFrame]:
    """The words of the layer in its order, a line of the page a line, and each table in the place of its first words.

    An indent becomes full-width blanks, a wider distance between two lines an empty line.
    """
    turn = layer.page.get_rotation()
    frames = find_frames(layer.page, lambda point: _turned(point, turn))
    pieces = list(_pieces(layer, frames, turn))
    lines = [piece for piece in pieces if isinstance(piece, _Line)]
    left, pitch = _left(lines), _pitch(lines)
    found: list[str | FilledFrame] = []
    above: _Line | None = None
    for piece in pieces:
        if isinstance(piece, _Line):
            is_apart = above is not None and above.start[1] - piece.start[1] > WIDE_PITCH * pitch > 0
            found.append(("\n" if is_apart else "") + _clean(_indented(piece, left)))
            above = piece
        else:
            found.append(piece)
            above = None
    return found


def _clean(words: str) -> str:
    return LOOKALIKE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), UNSEEN.sub("", words))


def _pieces(layer: pypdfium2.PdfTextPage, frames: Sequence[Frame], turn: int) -> Iterator["_Line | FilledFrame"]:
    """The lines of the page, and in the place of the first one within a grid all its cells. A grid without words in two
    of its columns is none."""
    lines = list(_lines(layer))
    inside: dict[int, list[_Line]] = {}
    for line in lines:
        at = next((i for i, frame in enumerate(frames) if frame.holds(line.start)), None)
        if at is not None:
            inside.setdefault(at, []).append(line)
    filled = {at: fill(frames[at], _signs(layer, own, turn)) for at, own in inside.items()}
    tables = {at: each for at, each in filled.items() if _is_table(each)}
    free: list[_Line] = []
    for line in lines:
        at = next((at for at in tables if line in inside[at]), None)
        if at is None:
            free.append(line)
        elif line is inside[at][0]:
            yield from _joined(free)
            free = []
            yield tables[at]
    yield from _joined(free)


def _is_table(filled: FilledFrame) -> bool:
    return len({box.column for box, lines in filled.lines.items() if lines}) > 1


def _signs(layer: pypdfium2.PdfTextPage, lines: Sequence["_Line"], turn: int) -> Iterator[Sign]:
    for line in lines:
        for place, character in enumerate(line.text, line.place):
            if not character.isspace():
                index = raw.FPDFText_GetCharIndexFromTextIndex(layer, place)
                yield Sign(_clean(character), _origin(layer, index, turn), line.em)


def _lines(layer: pypdfium2.PdfTextPage) -> Iterator[_Line]:
    turn = layer.page.get_rotation()
    for match in LINE.finditer(layer.get_text_range()):
        word = WORD.search(match.group())
        if word:
            first = raw.FPDFText_GetCharIndexFromTextIndex(layer, match.start() + word.start())
            last = raw.FPDFText_GetCharIndexFromTextIndex(layer, match.start() + word.end() - 1)
            start, end = _origin(layer, first, turn), _origin(layer, last, turn)
            yield _Line(match.group(), _em(layer, last), start, end, match.start())


def _origin(layer: pypdfium2.PdfTextPage, index: int, turn: int) -> tuple[float, float]:
    """Where a character stands on the page as it is shown, turned clockwise by so many degrees."""
    x, y = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(layer, index, byref(x), byref(y))
    return _turned((x.value, y.value), turn)


def _turned(point: Point, turn: int) -> Point:
    x, y = point
    return {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}[turn]


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
