"""The text layer of a page → its lines and, each in the place of its first words, its tables; and the words of these, a
line of the page a line, indents and gaps as blanks and empty lines."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2

from documents.text.formats.pdf_cell_lines import FULL
from documents.text.formats.pdf_cells import FilledFrame, Sign, fill
from documents.text.formats.pdf_columns import find_columned, last_table
from documents.text.formats.pdf_lines import MOST_SLANT, PageLine, common_pitch, joined, origin, read_lines, turned
from documents.text.formats.pdf_rules import Frame, find_frames

# Radicals and compatibility forms that fonts put where Han characters belong.
LOOKALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
UNSEEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
LETTER_SPACED = re.compile(r"(?:[^\sa-zA-Z] {1,3}){3,60}[^\sa-zA-Z]")  # 关 于 推 进 …
FIRST_INDENT = 1.5  # ems that begin a paragraph
WIDEST_INDENT = 20
WIDE_PITCH = 1.25  # of the common one: more stands between paragraphs
COLUMN = 12  # ems from the left edge of one column to the next

Piece = PageLine | FilledFrame


def page_pieces(layer: pypdfium2.PdfTextPage, before: Sequence[Piece] = (), *, has_columns: bool = True) -> list[Piece]:
    """The lines of the page in the order of its layer, and in the place of the first one within a grid all its cells.
    A grid without words in two of its columns is none; a table may go on from the page `before`; not `has_columns`:
    without tables that only gaps tell."""
    turn = layer.page.get_rotation()
    frames = find_frames(layer.page, lambda point: turned(point, turn))
    return list(_pieces(layer, frames, last_table(before), has_columns=has_columns))


def in_words(pieces: Sequence[Piece]) -> list[str | FilledFrame]:
    """The words of the lines; the tables stay.

    An indent becomes full-width blanks, a wider distance between two lines an empty line.
    """
    lines = [piece for piece in pieces if isinstance(piece, PageLine)]
    edges, pitch = _edges(lines), common_pitch(lines)
    found: list[str | FilledFrame] = []
    above: PageLine | None = None
    for piece in pieces:
        if isinstance(piece, PageLine):
            is_apart = above is not None and above.start[1] - piece.start[1] > WIDE_PITCH * pitch > 0
            found.append(("\n" if is_apart else "") + clean(_indented(piece, edges)))
            above = piece
        else:
            found.append(piece)
            above = None
    return found


def clean(words: str) -> str:
    """The words without signs nobody sees, and with the characters that those of a font stand for."""
    return LOOKALIKE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), UNSEEN.sub("", words))


def _pieces(
    layer: pypdfium2.PdfTextPage, frames: Sequence[Frame], above: FilledFrame | None, *, has_columns: bool
) -> Iterator[Piece]:
    lines = list(read_lines(layer))
    tables = list(_ruled(layer, lines, frames))
    ruled = {line.place for _, own in tables for line in own}
    outside = [line for line in lines if line.place not in ruled]
    for frame, own in find_columned(outside, lambda line: _signs(layer, [line]), above) if has_columns else ():
        tables.append((fill(frame, _signs(layer, own), FULL), own))
    at = {line.place: table for table, own in tables for line in own}
    first = {min(line.place for line in own) for _, own in tables}
    free: list[PageLine] = []
    for line in lines:
        if line.place not in at:
            free.append(line)
        elif line.place in first:
            yield from joined(free)
            free = []
            yield at[line.place]
    yield from joined(free)


def _ruled(
    layer: pypdfium2.PdfTextPage, lines: Sequence[PageLine], frames: Sequence[Frame]
) -> Iterator[tuple[FilledFrame, Sequence[PageLine]]]:
    """The tables that are drawn with lines, and the lines of words in each."""
    inside: dict[int, list[PageLine]] = {}
    for line in lines:
        at = next((i for i, frame in enumerate(frames) if frame.holds(line.start)), None)
        if at is not None and line.slant <= MOST_SLANT:
            inside.setdefault(at, []).append(line)
    for at, own in inside.items():
        filled = fill(frames[at], _signs(layer, own))
        if _is_table(filled):
            yield filled, own


def _is_table(filled: FilledFrame) -> bool:
    return len({box.column for box, lines in filled.lines.items() if lines}) > 1


def _signs(layer: pypdfium2.PdfTextPage, lines: Sequence[PageLine]) -> Iterator[Sign]:
    for line in lines:
        for place, character in enumerate(line.text, line.place):
            if seen := clean(character).strip():
                yield Sign(seen, origin(layer, place), line.em)


def _edges(lines: Sequence[PageLine]) -> list[float]:
    """Where the lines of the page begin that are not indented: the leftmost place where several do; and, where it has
    columns, the left edge of each."""
    seen = Counter(round(line.start[0]) for line in lines if line.em)
    shared = sorted(place for place in seen if seen[place] + seen[place + 1] > 1)
    edges = [float(min(shared or seen, default=0))]
    em = max((line.em for line in lines), default=0.0)
    for place in shared:
        if place - edges[-1] >= COLUMN * em > 0 and (seen[place] + seen[place + 1]) * 4 >= len(lines):
            edges.append(float(place))
    return edges


def _indented(line: PageLine, edges: Sequence[float]) -> str:
    """The line with the blanks that its place stands for; those it came with are no layout."""
    left = max((edge for edge in edges if edge <= line.start[0] + 1), default=edges[0])
    indent = (line.start[0] - left) / line.em if line.em else 0.0
    blanks = min(round(indent), WIDEST_INDENT) if indent >= FIRST_INDENT else 0
    text = line.text.strip()
    return "\u3000" * blanks + (text.replace(" ", "") if LETTER_SPACED.fullmatch(text) else text)
