"""Lines in; the tables below a caption (表2 …) whose cells stand one a line and whose columns nothing tells, out."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from documents.text.layout.block_starts import DATE_LINE, opens_block
from documents.text.layout.cell_shapes import Shape, is_empty, shape
from documents.text.layout.stacked_heads import count_of
from documents.text.layout.stacked_tables import BLOCK, LINE, units
from documents.text.readings import CellMention, TableMention
from documents.text.spans import Span

# 表2 某区排水改造计划表: alone on its line
CAPTION = re.compile(
    r"附?表[ \u3000]?[\d一二三四五六七八九十]{1,3}(?:[-－.]\d{1,2})?[ \u3000:：]{0,3}[^，。；！？]{2,40}"
)
LONGEST_CELL = 40
LONGEST_LABEL = 20
FEWEST_CELLS = 6
FIGURES = (Shape.NUMBER, Shape.VALUE, Shape.TIME)
SENTENCE = re.compile(r"[。！？；：]")


def find_captioned(text: str) -> Iterator[TableMention]:
    r"""The tables, each as one column: below a caption, short lines of which a third are figures, or labels that take
    turns with sentences, up to a line that begins a block. Where empty lines part the cells, each may have several.

    >>> text = "表1 造林计划\n年份\n面积\n2030年\n4.42\n2031年\n5.06\n（二）管护"
    >>> [table] = find_captioned(text)
    >>> [cell.span.quote(text) for cell in table.cells]
    ['年份', '面积', '2030年', '4.42', '2031年', '5.06']
    """
    yield from list(_tables(text, units(text, BLOCK))) or _tables(text, units(text, LINE))


def _tables(text: str, lines: Sequence[Span]) -> Iterator[TableMention]:
    captions = [index for index, line in enumerate(lines) if CAPTION.fullmatch(text, line.start, line.end)]
    for index, after in pairwise([*captions, len(lines)]):
        below = lines[index + 1 : after]
        words = [line.quote(text) for line in below]
        size = _figures(words) or _pairs(words)
        if size:
            yield TableMention(tuple(CellMention(row, 0, 1, 1, span) for row, span in enumerate(below[:size])))


def _figures(words: Sequence[str]) -> int:
    """How many of the first lines are short, if a third of them are figures."""
    size = next((at for at, each in enumerate(words) if _opens(each) or not _is_short(each, LONGEST_CELL)), len(words))
    figures = sum(shape(each) in FIGURES or is_empty(each) for each in words[:size])
    return size if size >= FEWEST_CELLS and figures * 3 >= size else 0


def _pairs(words: Sequence[str]) -> int:
    """How many of the first lines are two heads and then, in turn, a label and a sentence."""
    size = 0
    while size + 1 < len(words) and _is_short(words[size], LONGEST_LABEL) and not _opens(words[size]):
        if _opens(words[size + 1]) or (size > 0) is not words[size + 1].endswith("。"):
            break
        size += 2
    return size if size > FEWEST_CELLS else 0


def _is_short(words: str, longest: int) -> bool:
    return len(words) <= longest and not SENTENCE.search(words)


def _opens(words: str) -> bool:
    """Whether a line begins a block of its own; a number alone is a cell."""
    return DATE_LINE.fullmatch(words) is not None or (opens_block(words) and not count_of(words))
