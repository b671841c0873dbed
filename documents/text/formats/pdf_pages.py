"""The lines and tables of a PDF's pages in; the source text, a table that goes on over pages as one, out."""

import re
from collections.abc import Sequence
from dataclasses import replace

from documents.text.formats.blocks import Blocks
from documents.text.formats.pdf_cells import FilledFrame, is_broken
from documents.text.formats.pdf_rules import Box
from documents.text.readings import CellMention, SourceText

Page = list[str | FilledFrame]
# — 3 — · 第3页 共12页 · 2026/4/8 09:31 某某方案 · https://… 1/5: what stands around a page
ASIDE = re.compile(r"[\s\d—–\-－·第页共/]*|20\d\d/\d{1,2}/\d{1,2}[ ,].{0,80}|https?://\S{1,300}(?:\s+\d+/\d+)?")
SENTENCE_END = re.compile(r"[。；;！]$")


def write(pages: Sequence[Page]) -> SourceText:
    """The source text of the pages, with a form feed before each but the first.

    >>> write([["一、总则"], ["加快建设。"]]).text
    '一、总则\\n\\x0c加快建设。\\n'
    """
    blocks = Blocks()
    for index, page in enumerate(_joined(pages)):
        page = page or [""]
        for place, piece in enumerate(page):
            begin = "\x0c" if index and not place else ""
            if isinstance(piece, str):
                blocks.add(begin + piece)
            else:
                if begin:
                    blocks.add(begin)
                _write_table(piece, blocks)
    return blocks.source("pdf", "utf-8")


def _write_table(table: FilledFrame, blocks: Blocks) -> None:
    blocks.add_table(
        [
            CellMention(box.row, box.column, box.rows, box.columns, blocks.add_cell([[(line, None)] for line in lines]))
            for box, lines in table.lines.items()
        ]
    )


def _joined(pages: Sequence[Page]) -> list[Page]:
    """The pages; a table that the next page begins with stands where it began, if it has as many columns."""
    found: list[Page] = []
    last: tuple[Page, int] | None = None  # the table that the page before ends with, and where it stands
    for page in pages:
        page = list(page)
        inner = [place for place, piece in enumerate(page) if not _is_aside(piece)]
        first = page[inner[0]] if inner else None
        if isinstance(first, FilledFrame) and last:
            above = last[0][last[1]]
            if isinstance(above, FilledFrame) and above.columns == first.columns:
                last[0][last[1]] = _continued(above, first)
                page[inner[0]] = ""
                inner = inner[1:]
                found.append(page)
                last = last if not inner else _last_table(page, inner)
                continue
        found.append(page)
        last = _last_table(page, inner) if inner else last
    return found


def _last_table(page: Page, inner: Sequence[int]) -> tuple[Page, int] | None:
    return (page, inner[-1]) if isinstance(page[inner[-1]], FilledFrame) else None


def _is_aside(piece: str | FilledFrame) -> bool:
    return isinstance(piece, str) and ASIDE.fullmatch(piece.strip()) is not None


def _continued(table: FilledFrame, below: FilledFrame) -> FilledFrame:
    """A table with what the next page has of it. An empty cell of several rows there is the end of a merged one; a row
    that the end of the page cut is one row."""
    lines = {box: list(words) for box, words in table.lines.items()}
    at_end = {box.column: box for box in lines if box.row + box.rows == table.rows}
    is_cut = _is_cut(table, below, at_end)
    shift = table.rows - int(is_cut)
    for box, words in below.lines.items():
        above = at_end.get(box.column) if box.row == 0 else None
        if above is None or not (is_cut or (box.rows > 1 and not words)):
            lines[replace(box, row=box.row + shift)] = words
            continue
        whole = replace(above, rows=max(above.rows, box.row + box.rows + shift - above.row))
        lines = {whole if each is above else each: said for each, said in lines.items()}
        own = lines[whole]
        if own and words and is_broken(own[-1], words[0]):
            own[-1] += words[0]
            own += words[1:]
        else:
            own += words
    ordered = dict(sorted(lines.items(), key=lambda item: (item[0].row, item[0].column)))
    return replace(table, rows=shift + below.rows, lines=ordered, is_open_below=below.is_open_below)


def _is_cut(table: FilledFrame, below: FilledFrame, at_end: dict[int, Box]) -> bool:
    """Whether the end of the page cut a row: no line closes it, or, with an empty first cell, most of its cells are
    empty on the next page, or its longest goes on with a sentence."""
    if table.is_open_below and below.is_open_above:
        return True
    first = {box.column: words for box, words in below.lines.items() if box.row == 0}
    if first.get(0) or not set(first) <= set(at_end) or max(box.rows for box in below.lines if box.row == 0) > 1:
        return False
    longest = max(first, key=lambda column: len("".join(first[column])))
    above = "".join(table.lines[at_end[longest]])
    goes_on = not SENTENCE_END.search(above) and bool(SENTENCE_END.search("".join(first[longest])))
    return sum(not words for words in first.values()) * 2 > len(first) or (bool(above) and goes_on)
