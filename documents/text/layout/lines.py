"""Source text → its lines without marks of layout (Markdown, remnants of HTML, blanks around)."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from documents.text.aligned import AlignedText
from documents.text.layout.left_out import Asides
from documents.text.layout.links import LINK, PICTURE, linked_characters
from documents.text.notes import Note
from documents.text.printable import UNSEEN
from documents.text.readings import SourceText
from documents.text.spans import Span

# White space of every width; zero-width characters, byte order marks and soft hyphens count as blank.
BLANKS = (
    " \t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\xad\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
)
BLANKS += "\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\n"

LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# --- · *** · ===== : a rule across the page
RULE = re.compile(r"(?:[-*_=~—─━－] ?){3,}")
# |---|:---:| : what makes a table of the rows around it
TABLE_RULE = re.compile(r"\|?(?:[ \t]{0,9}:?-{2,99}:?[ \t]{0,9}\|){1,99}(?:[ \t]{0,9}:?-{2,99}:?)?[ \t]{0,9}")
BARS = "| \t"
# 省财政厅<br>省水利厅 in a cell
BREAK = re.compile(r"<br[ \t]{0,9}/?>", re.IGNORECASE)
# ### 一、总体要求
HEADING_MARK = re.compile(r"#{1,6}(?=[^#]|$)")
# > quoted · - item · * item · + item
LINE_MARK = re.compile(rf"(?:>[{BLANKS}]*){{1,4}}|[-*+][ \t]+(?=\S)(?!\d{{1,4}}[ \t]{{0,3}}[-—]{{1,3}}$)")
# Marks inside a line; a<b，达标率>95% holds none
INLINE_MARK = re.compile(
    r"""
      \*{2,3} | __(?=\S) | (?<=\S)__            # **bold** · __bold__
    | `{1,3}                                    # `code`
    | </?                                       # <p align="center"> · </span> · <br/>
      (?P<tag>p|br|b|i|u|em|strong|font|span|div|center|h[1-6]|a|img|hr|o:p|sup|sub)
      (?P<attributes>
        (?:[ \t]+[a-zA-Z:-]{1,20}(?:=(?:"[^"<>\n]{0,300}"|'[^'<>\n]{0,300}'|[^ \t"'<>\n]{1,300}))?){0,12}
      )
      [ \t]{0,9}/?>
    | &(?:nbsp|ensp|emsp|\#160|\#12288);        # &nbsp;
    | \\(?=[*_#.()\[\]+`>~|\\-])                # the backslash of \*
    """,
    re.VERBOSE,
)
# *words*, set apart by blanks or marks; not *甲局、*乙局, nor 3*5*7
EMPHASIS = re.compile(
    r"(?:^|(?<=[\s。；：，、（(|]))(?P<open>\*)(?=[^\s*])[^*\n]{0,300}(?<=[^\s*])(?P<close>\*)(?=$|[\s。；：，、）)|])"
)
# --- / title: 某某办法 / ---, and what is remarked below it (> 本文摘自…)
FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?:[^\n]{0,500}\n){1,80}?(?:---|\.\.\.)[ \t]*\r?\n(?:[ \t\r]*\n){0,9}(?:>[^\n]*\n){0,20}"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty: its words, and what its layout showed."""

    words: AlignedText
    end: int | None = None  # where its line end stands in the source
    indent: int = 0  # blanks before it
    gap: int = 0  # empty lines before it
    is_heading: bool = False  # carried a Markdown heading mark
    links: int = 0  # to other pages
    linked: int = 0  # characters in them
    is_fixed: bool = False  # a table cell: joined with nothing
    follows_page: bool = False  # a page number or a running head stood before it
    breaks: tuple[int, ...] = ()  # the places in the source where a broken line goes on
    hole: bool = False  # text is missing before it
    remarks: tuple[Note, ...] = ()  # with spans in the line

    @property
    def text(self) -> str:
        return self.words.text


def split_lines(source: SourceText) -> list[Line]:
    r"""The lines of the source that are not empty, without their marks; each cell of a table is a line of its own.

    >>> [line.text for line in split_lines(SourceText("### 一、总则\n\n**发展**风电。"))]
    ['一、总则', '发展风电。']
    """
    cells = sorted((cell.span for table in source.tables for cell in table.cells), key=lambda span: span.start)
    starts = [span.start for span in cells]
    asides, front = Asides(source), _front_matter(source)
    lines: list[Line] = []
    gap = 0
    is_new_page = False
    for start, end, stop in _ranges(source.text):
        is_new_page |= start > 0 and source.text[start - 1] == "\x0c"
        within = cells[max(0, bisect_right(starts, start) - 1) : bisect_left(starts, stop + 1)]
        found = list(_line(source.text, start, stop, end, [cell for cell in within if cell.end > start]))
        found = [read for line in found if (read := _as_read(line, asides)).text] if asides.spans else found
        if start < front:
            found = [replace(line, is_fixed=True) for line in found]
        if found:
            found[0] = replace(found[0], gap=gap, follows_page=is_new_page)
            is_new_page = False
        gap = 0 if found else gap + 1
        lines += found
    return lines


def _front_matter(source: SourceText) -> int:
    """Where the fields end that a Markdown file begins with, and the remarks below them; 0 where it has none: each is a
    line of its own."""
    found = FRONT_MATTER.match(source.text) if source.format == "md" else None
    return found.end() if found else 0


def _as_read(line: Line, asides: Asides) -> Line:
    words = asides.cut_from(line.words)
    return line if words is line.words else replace(line, words=words.strip(BLANKS))


def _ranges(text: str) -> Iterator[tuple[int, int | None, int]]:
    """Each line as (start, place of its \\n or None, stop)."""
    start = 0
    for match in LINE_END.finditer(text):
        yield start, (match.end() - 1 if match.group().endswith("\n") else None), match.start()
        start = match.end()
    if start < len(text):
        yield start, None, len(text)


def _line(text: str, start: int, stop: int, end: int | None, cells: Sequence[Span]) -> Iterator[Line]:
    """The line; where it crosses `cells` of a table, one line for each cell."""
    if not cells:
        yield from _plain(text, start, stop, end)
    for cell in cells:
        whole = Span(max(start, cell.start), min(stop, cell.end))
        for part in _between(text, whole, [match.span() for match in BREAK.finditer(text, whole.start, whole.end)]):
            words = _without_marks(AlignedText.of(text, part.start, part.end).strip(BLANKS)).strip(BLANKS)
            if words.text:
                yield Line(words, end, is_fixed=True)


def _between(text: str, whole: Span, marks: Sequence[tuple[int, int]]) -> Iterator[Span]:
    edges = [(whole.start, whole.start), *marks, (whole.end, whole.end)]
    return (Span(before[1], max(after[0], before[1])) for before, after in pairwise(edges))


def _plain(text: str, start: int, stop: int, end: int | None) -> Iterator[Line]:
    span = Span(start, stop).strip(text, BLANKS)
    words = AlignedText.of(text, span.start, span.end)
    indent = span.start - start
    if not words.text or RULE.fullmatch(words.text) or TABLE_RULE.fullmatch(words.text):
        return
    heading = HEADING_MARK.match(words.text)
    mark = heading or LINE_MARK.match(words.text)
    words = _without_marks(words.cut(mark.end()) if mark else words).strip(BLANKS)
    cell = words.text.rstrip(BARS)
    if "|" not in cell:  # 附件 | ||| : a row of one cell, its bars lost before it
        words = words.cut(0, len(cell))
    if not words.text or RULE.fullmatch(words.text):
        return
    links, linked = linked_characters(text[start:stop])
    yield Line(words, end, indent, is_heading=bool(heading), links=links, linked=linked)


def _without_marks(words: AlignedText) -> AlignedText:
    spans = [Span(*match.span()) for mark in (INLINE_MARK, PICTURE, UNSEEN) for match in mark.finditer(words.text)]
    for emphasis in EMPHASIS.finditer(words.text):
        spans += [Span(*emphasis.span("open")), Span(*emphasis.span("close"))]
    for link in LINK.finditer(words.text):
        spans += [Span(link.start(), link.start("text")), Span(link.end("text"), link.end())]
    return words.without(_apart(sorted(spans)))


def _apart(spans: list[Span]) -> Iterator[Span]:
    end = 0
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end
