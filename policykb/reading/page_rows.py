"""A reading text, its sections, marks and notes in; the rows of the reading page out: text left, notes right."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from documents.models import Section
from documents.text.spans import Span
from policykb.reading.marking import MarkedText, Segment
from policykb.reading.sidenotes import SideNote
from tasks.models import Task

# 第一节 发展基础……(8) · 第一章 总则......3
CONTENTS = re.compile(r"[…·.]{4,}\s?[（(]?\d{1,4}[)）]?$")
# 各市、自治州人民政府，省政府各部门： — and not 现将有关事项通知如下：
ADDRESSEES = re.compile(r"(?![^。]{0,400}(?:如下|以下|意见|附件))[^。]{2,400}[：:]$")
HEAD = ("title", "addressees", "contents")
SENTENCE_END = re.compile(r"[。！？][”’）)]?")
LONG, BREATH = 260, 130  # characters of a paragraph that is cut on a narrow screen, and of each piece at least


@dataclass(slots=True)
class PageRow:
    """A paragraph of the text with the notes beside it. `heading` stands above it or at its begin, behind the number
    in `number`. `section` is set where the row is the first of one. `pieces` are its words, a long paragraph's in
    several. `hole`: text is missing before it. `task` begins in it, and has its page at `page`."""

    span: Span
    anchor: str
    kind: str = "text"
    section: Section | None = None
    numbered: bool = False
    number: Sequence[Segment] = ()
    heading: Sequence[Segment] = ()
    runs_in: bool = False
    pieces: Sequence[Sequence[Segment]] = ()
    hole: bool = False
    cite: str = ""
    task: Task | None = None
    page: str = ""
    notes: list[SideNote] = field(default_factory=list)

    @property
    def classes(self) -> str:
        """How it is set: by its kind, and with more space above where a heading of its own opens it."""
        opens = self.section and self.heading and not self.runs_in
        return f"{self.kind} opens depth-{self.section.level}" if self.section and opens else self.kind

    @property
    def level(self) -> int:
        """The level of the heading on the page, where the page's title has level 1."""
        return min((self.section.level if self.section else 1) + 1, 5)

    @property
    def gap(self) -> str:
        """The gap that the print has between number and heading, and the text lost: wide after 第一章, thin after 1."""
        number = self.section.number if self.section else ""
        if not number or number[-1] in "）)、" or not self.heading or self.heading[0].words[:1].isspace():
            return ""
        return "wide" if number.startswith("第") else "thin"

    @property
    def defects(self) -> list[SideNote]:
        """Its notes on defects of the source, which are folded into one."""
        return [note for note in self.notes if note.kind == "defect"]


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The page's rows: `head` is what comes before the preamble (版头, 主送, 目录), `rows` the rest."""

    head: tuple[PageRow, ...]
    rows: tuple[PageRow, ...]

    @property
    def is_titled(self) -> bool:
        """Whether the text has its title itself."""
        return any(row.kind == "title" for row in self.head)


def lay_out(
    marked: MarkedText, sections: Iterable[Section], notes: Iterable[SideNote], holes: Iterable[int], titles: set[str]
) -> PageLayout:
    """The rows of a text: each character is in exactly one row, line ends excepted, and each note beside its row."""
    placed = sorted((section for section in sections if section.start is not None), key=lambda section: section.order)
    rows = list(find_rows(marked.text, placed, set(holes)))
    for place, row in enumerate(rows):
        row.kind = "text" if row.numbered else kind_of(row.span.quote(marked.text).strip(), titles, place)
    numbers = {section.key: section.number for section in placed}
    for row in rows:
        cut_row(row, marked, numbers)
    hang_notes(rows, notes)
    first = next((place for place, row in enumerate(rows) if row.section and row.section.number), len(rows))
    split = head_length(rows[:first])
    return PageLayout(tuple(rows[:split]), tuple(rows[split:]))


def find_rows(text: str, sections: Sequence[Section], holes: set[int]) -> Iterator[PageRow]:
    """The rows, section by section; words outside any section have rows of their own."""
    position = 0
    for section in sections:
        start, end = section.start or 0, section.own_end or section.end or 0
        if start < position:  # sections a person moved may overlap: no word is shown twice
            continue
        yield from section_rows(text, None, Span(position, start), holes)
        yield from section_rows(text, section, Span(start, max(start, end)), holes)
        position = max(start, end)
    yield from section_rows(text, None, Span(position, len(text)), holes)


def section_rows(text: str, section: Section | None, span: Span, holes: set[int]) -> Iterator[PageRow]:
    """The heading and own paragraphs of a section."""
    lines = list(page_paragraphs(text, span, holes))
    prefix = section.anchor if section else f"c{span.start}"
    for place, (line, hole) in enumerate(merge_heading(text, section, lines)):
        anchor = prefix if place == 0 else f"{prefix}-p{place + 1}"
        numbered = bool(section and section.number)
        yield PageRow(line, anchor, section=section if place == 0 else None, numbered=numbered, hole=hole)


def page_paragraphs(text: str, span: Span, holes: set[int]) -> Iterator[tuple[Span, bool]]:
    """The lines of `span` that have words, cut where text is missing; each with whether it is missing before it."""
    start = span.start
    missing = False
    while start < span.end:
        line_end = text.find("\n", start, span.end)
        line_end = span.end if line_end < 0 else line_end
        hole = min((place for place in holes if start < place < line_end), default=line_end) if holes else line_end
        missing |= start in holes
        if text[start:hole].strip():
            yield Span(start, hole), missing
            missing = False
        start = hole if hole < line_end else line_end + 1


def merge_heading(
    text: str, section: Section | None, lines: Sequence[tuple[Span, bool]]
) -> Sequence[tuple[Span, bool]]:
    """The lines, a heading on its own line joined with the paragraph after it."""
    if not section or section.heading_end in (None, section.start) or len(lines) < 2:
        return lines
    (first, hole), (second, second_hole) = lines[:2]
    if second_hole or text[section.heading_end : first.end].strip():
        return lines
    return [(Span(first.start, second.end), hole), *lines[2:]]


def cut_row(row: PageRow, marked: MarkedText, numbers: Mapping[str, str]) -> None:
    """Set a row's segments and the words by which it is cited."""
    body = row.span
    section = row.section
    if section and section.heading_end and section.heading_end > body.start:
        heading_end = min(section.heading_end, body.end)
        has_number = section.number and marked.text.startswith(section.number, body.start)
        number_end = min(body.start + len(section.number) * bool(has_number), heading_end)
        row.number = marked.cut(Span(body.start, number_end)) if has_number else ()
        row.heading = marked.cut(Span(number_end, heading_end))
        row.runs_in = marked.text[heading_end : heading_end + 1] not in ("\n", "")
        body = Span(heading_end, body.end).strip(marked.text)
        row.cite = number_path(section.key, numbers)
    row.pieces = [marked.cut(piece) for piece in breaths(marked.text, body)] if len(body) else ()


def breaths(text: str, body: Span) -> Iterator[Span]:
    """A paragraph in pieces of whole sentences, each of which one can read at a breath; a short one is one piece."""
    start = body.start
    for match in SENTENCE_END.finditer(text, body.start, body.end) if len(body) >= LONG else ():
        if match.end() - start >= BREATH <= body.end - match.end():
            yield Span(start, match.end())
            start = match.end()
    yield Span(start, body.end)


def number_path(key: str, numbers: Mapping[str, str]) -> str:
    """The printed numbers down to a section: 二、（一）."""
    parts = key.split(".")
    path = (numbers.get(".".join(parts[: depth + 1]), "") for depth in range(len(parts)))
    return "".join(path).replace("(", "（").replace(")", "）").rstrip(".、")


def hang_notes(rows: Sequence[PageRow], notes: Iterable[SideNote]) -> None:
    """Put each note beside the row it begins in, or the nearest one before."""
    starts = [row.span.start for row in rows]
    for note in sorted(notes, key=lambda note: note.rank):
        if rows:
            rows[max(bisect_right(starts, note.position) - 1, 0)].notes.append(note)


def head_length(rows: Sequence[PageRow]) -> int:
    """The number of first rows that are head: up to the last title, list of addressees or line of the contents."""
    last = max((place + 1 for place, row in enumerate(rows) if row.kind in HEAD), default=0)
    return last if last < len(rows) else 0


def kind_of(line: str, titles: set[str], place: int) -> str:
    """What a line of the head is: title, addressees, contents; line where it is short and no sentence; else prose."""
    if line.replace(" ", "") in titles:
        return "title"
    if CONTENTS.search(line[-80:]):
        return "contents"
    if place < 8 and ADDRESSEES.match(line):
        return "addressees"
    return "line" if len(line) < 40 and not line.endswith(("。", "；", "：", ":")) else "text"
