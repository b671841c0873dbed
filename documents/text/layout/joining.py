"""Lines → paragraphs: joins lines that were broken by the end of a page, a fixed width, or within a title."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from documents.text.aligned import joined
from documents.text.layout.block_starts import (
    BLOCK_START,
    BODY_NAME,
    NUMBER_LINE,
    is_bare_number,
    is_signature,
    number_kind,
    opens_block,
)
from documents.text.layout.cell_shapes import Shape, shape
from documents.text.layout.cut_clauses import LONGEST_CLAUSE, is_cut_clause, is_whole_clause
from documents.text.layout.lines import Line
from documents.text.layout.marks import ANY_MARK, COMMA, SENTENCE_MARK, TERMINAL, TITLE_LAST
from documents.text.layout.ragged import goes_on_raggedly, is_bracket_open, is_ragged

BARRED_ROW = re.compile(r"\|.+\|$")
# 水利（水务）| 局: a bracket that closes a remark in a name, not a sentence
SHORT_BRACKET = re.compile(r"[（(][\u4e00-\u9fff、]{1,6}[）)]$")
# 零碳园区。立足… : the end of a title and its full stop, and then the body
TITLE_END = re.compile(r"[^，。；：、！？]{1,20}。.")
HALF_WIDTH = re.compile(r"[\u0000-\u10ff]")
TITLE_FIRST = re.compile(r"(?:关于|印发|转发)")
# a line that begins with such a mark goes on
GOES_ON = re.compile(r"[，、。；：！？）)》”]")
# 为深入贯彻落实…战略 / 部署，加快…: prose, though no mark stands in it yet
OPENING_WORDS = re.compile(r"为|根据|按照|以习近平|经[^，。]{2,12}(?:同意|批准)")
BEGINNING = re.compile(r"为|根据|按照|各[^，。]{0,40}[，、]|现将|《")
PAIRS = {"《": "》", "“": "”", "（": "）", "(": ")", "〔": "〕", "「": "」"}
SAMPLE_OF_SIBLINGS = 3
INDENT = 4  # cells before the first words of a paragraph
FIRST_INDENT = range(2, 5)  # the blanks that make them
SHORTFALL = 5  # cells that a full line may leave free
LAST_LINES = 8  # of a paragraph, which show whether it is prose
HEAD_LINES = 12  # a title stands in the first lines


@dataclass(frozen=True, slots=True)
class Layout:
    """What the lines of a document have in common."""

    width: int | None = None  # cells of a full line, if the lines were wrapped at a fixed width
    gaps_separate: bool = False  # empty lines stand between paragraphs only
    indents_open: bool = False  # paragraphs begin with blanks
    run_in: frozenset[str] = frozenset()  # kinds of numbers whose title and body share a line
    is_ragged: bool = False  # lines end anywhere, many at a comma: a printed page taken apart at its marks


def join_lines(lines: Sequence[Line]) -> list[Line]:
    r"""The paragraphs: the lines, with those that were broken joined.

    >>> from documents.text.layout.lines import split_lines
    >>> from documents.text.readings import SourceText
    >>> [line.text for line in join_lines(split_lines(SourceText("支持有降，\n碳需求的企业。\n一、总则")))]
    ['支持有降，碳需求的企业。', '一、总则']
    """
    layout = survey(lines)
    groups: list[list[Line]] = []
    for index, line in enumerate(lines):
        is_free = not index or is_signature(line.text, lines[index + 1].text if index + 1 < len(lines) else "")
        before = [] if is_free else groups[-1][-LAST_LINES:]
        if before and index < HEAD_LINES and is_split_title(before[-1], line):
            groups[-1].append(line)
        elif before and continues(before, line, layout):
            is_defect = not (layout.width or layout.is_ragged or is_bare_number(before[-1].text))
            groups[-1].append(replace(line, breaks=(line.words.source_start,)) if is_defect else line)
        else:
            groups.append([line])
    return [_paragraph(group) for group in groups]


def _paragraph(group: Sequence[Line]) -> Line:
    """One line of several. A break is a defect where the lines were not cut at a fixed width."""
    if len(group) == 1:
        return group[0]
    breaks = tuple(place for line in group for place in line.breaks)
    return replace(group[0], words=joined(line.words for line in group), end=group[-1].end, breaks=breaks)


def survey(lines: Sequence[Line]) -> Layout:
    """What the lines of a document have in common, as most of them show it."""
    width = _wrap_width(lines)
    inner = [b for a, b in pairwise(lines) if width and _is_full(a, width) and not TERMINAL.search(a.text)]
    gaps = sum(_has_gap(line) for line in inner)
    indents = sum(line.indent >= 2 for line in inner)
    return Layout(
        width,
        gaps_separate=bool(inner) and gaps * 5 < len(inner) and any(map(_has_gap, lines[1:])),
        indents_open=bool(inner) and indents * 10 < len(inner) and sum(line.indent >= 2 for line in lines) >= 3,
        run_in=_run_in_kinds(lines),
        is_ragged=is_ragged(lines),
    )


def _has_gap(line: Line) -> bool:
    """Whether empty lines stand before it for another reason than the end of a page."""
    return line.gap > 0 and not line.follows_page


def cells(text: str) -> int:
    """The width of a text in half-width cells: 2 for a Han character, 1 for a Latin one.

    >>> cells("风电a")
    5
    """
    return 2 * len(text) - len(HALF_WIDTH.findall(text))


def _wrap_width(lines: Sequence[Line]) -> int | None:
    widths = [cells(line.text) for line in lines if not line.is_fixed]
    common = Counter(width // 2 for width in widths if width >= 24)
    if not common:
        return None
    width = 2 * max(common, key=lambda key: (common[key] + common[key - 1], key)) + 1
    full = [line for line in lines if abs(cells(line.text) - width) <= 6 and not line.is_fixed]
    over = sum(each > width + 6 for each in widths)
    open_ended = sum(not TERMINAL.search(line.text) for line in full)
    is_wrapped = len(full) >= 5 and len(full) * 5 >= len(widths) and over * 20 <= len(widths)
    return width if is_wrapped and open_ended * 2 >= len(full) else None


def _is_full(line: Line, width: int) -> bool:
    """Whether a line reaches the right edge, or nearly; an indent takes room too. A longer one was not cut there."""
    room = cells(line.text) + (INDENT if line.indent in FIRST_INDENT else 0)
    return width - SHORTFALL <= room <= width + SHORTFALL + INDENT


def _run_in_kinds(lines: Sequence[Line]) -> frozenset[str]:
    """Kinds of numbers that mostly carry title and body in one line: （一）优化布局。统筹推进…"""
    seen: Counter[str] = Counter()
    run_in: Counter[str] = Counter()
    for line in lines:
        kind = number_kind(line.text)
        seen[kind] += 1
        run_in[kind] += bool(re.search(r"。.", line.text))
    return frozenset(
        kind for kind in seen if kind and seen[kind] >= SAMPLE_OF_SIBLINGS and run_in[kind] * 3 >= seen[kind] * 2
    )


def continues(paragraph: Sequence[Line], line: Line, layout: Layout) -> bool:
    """Whether `line` continues a paragraph that was broken; `paragraph` holds its last lines."""
    before = paragraph[-1]
    if before.is_fixed or line.is_fixed or line.is_heading:
        return False
    if NUMBER_LINE.fullmatch(before.text) or BARRED_ROW.match(line.text) or BARRED_ROW.match(before.text):
        return False
    whole = "".join(each.text[-LONGEST_CLAUSE:] for each in paragraph)
    if not number_kind(line.text) and _is_inside(whole, line, layout):
        return True
    if opens_block(line.text):
        return False
    if is_bare_number(before.text) and not before.is_heading:
        return True
    if layout.width and _is_full(before, layout.width) and not before.is_heading:
        return _goes_on_when_full(before, line, layout)
    if layout.gaps_separate and not line.gap and not line.follows_page and _is_long(before, layout):
        return True
    so_far = whole if layout.width else before.text
    if _is_broken_sentence(before, line, so_far) or _is_broken_title(before, line, layout):
        return True
    return layout.is_ragged and goes_on_raggedly(whole, line, layout.run_in)


def _is_inside(so_far: str, line: Line, layout: Layout) -> bool:
    """Whether a line stands in a clause or bracket that was opened above."""
    return is_cut_clause(so_far, line.text) or is_bracket_open(so_far, line, layout.is_ragged)


def _is_long(line: Line, layout: Layout) -> bool:
    """Whether a line without an end is nearly full: a word that cannot be cut did not fit, or digits are narrow."""
    is_near = layout.width is not None and cells(line.text) >= layout.width - 2 * SHORTFALL
    return is_near and not line.is_heading and not TERMINAL.search(line.text)


def _goes_on_when_full(before: Line, line: Line, layout: Layout) -> bool:
    if layout.gaps_separate and _has_gap(line):
        return False
    if layout.indents_open:
        return line.indent < 2
    if layout.gaps_separate and not line.follows_page:
        return True
    if _is_title_before(before, line):
        return False
    if before.text[-1] in "：:）)":
        return bool(SHORT_BRACKET.search(before.text)) and not TITLE_LAST.search(before.text)
    return not TERMINAL.search(before.text) or bool(ANY_MARK.search(line.text))


def _is_broken_sentence(before: Line, line: Line, so_far: str) -> bool:
    """支持有降 / 碳刚性需求的…: prose without an end, and a line that has one."""
    if before.is_heading or TERMINAL.search(before.text):
        return False
    if COMMA.search(before.text) or GOES_ON.match(line.text):
        return True
    if is_whole_clause(before.text):
        return False
    if len(so_far) >= 16 and ANY_MARK.search(line.text) and not TITLE_LAST.search(so_far):
        is_interrupted = line.follows_page and not opens_block(so_far)
        if is_interrupted or _is_prose(so_far):
            return True
    return _is_open(before.text, line.text)


def _is_prose(text: str) -> bool:
    """Whether a line without an end is part of a sentence, not a heading: 一、坚持生态优先，推动绿色发展 is one."""
    if re.search(r"[。；;！？]", text) or OPENING_WORDS.match(text):
        return True
    return len(text) >= (60 if opens_block(text) else 30) and bool(SENTENCE_MARK.search(text))


def _is_title_before(before: Line, line: Line) -> bool:
    """Whether a full line is a title that happens to fill it: its last word, and a beginning after it."""
    if SENTENCE_MARK.search(before.text) or not TITLE_LAST.search(before.text):
        return False
    return bool(BEGINNING.match(line.text))


def _is_open(before: str, text: str) -> bool:
    """Whether a mark opened last in `before` is closed first in `text`."""
    for opening, closing in PAIRS.items():
        if before.rfind(opening) > before.rfind(closing) and 0 <= text.find(closing) < 60:
            inner = text.find(opening)
            return inner < 0 or text.find(closing) < inner
    return False


def _is_broken_title(before: Line, line: Line, layout: Layout) -> bool:
    is_time = shape(BLOCK_START.sub("", before.text, count=1)) is Shape.TIME  # （一）6月底前, above what is due then
    is_title = number_kind(before.text) in layout.run_in and not is_time and not SENTENCE_MARK.search(before.text)
    return is_title and bool(TITLE_END.match(line.text))


def is_split_title(before: Line, line: Line) -> bool:
    """Whether two lines of a document's head are one title: …人民政府办公厅 / 关于…的通知."""
    if SENTENCE_MARK.search(before.text + line.text) or len(before.text + line.text) > 90:
        return False
    if opens_block(line.text) or not TITLE_LAST.search(line.text) or TITLE_LAST.search(before.text):
        return False
    if TITLE_FIRST.match(line.text):
        return bool(BODY_NAME.fullmatch(before.text))
    return bool(re.search(r"关于|《[^》]*$", before.text)) and "：" not in before.text
