"""The title of a notice (通知) and the lines below it in; the title or titles of the documents it carries out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from documents.structure.closing import Closing
from documents.structure.paragraphs import without_blanks
from documents.structure.titles import ENTITLED, find_title, genre_of, title_words, unquoted
from documents.structure.values import Words
from documents.text.spans import Span

# 关于印发青海省推动工业绿色转型实施方案的通知
CARRIED = re.compile(
    r"(?:印发|发布|公布|下发|转发|施行|批转)(?P<title>(?=[^《])(?:[^《》\n]|《[^《》\n]{2,40}》){4,90}?)的(?:通知|通告|公告|决定|令|函)$"
)
ENDING_IN_NAME = re.compile(r"(?:印发|发布|公布|转发)《[^\n]{2,100}》$")
CARRYING = re.compile(r"(?:印发|印送|发布|公布|下发|转发|批转|施行)")
# 关于征求《某方案》意见的函: what it encloses, if that stands below
ASKING = re.compile("征求|征集|听取|会签")
DRAFT = re.compile("(?:征求意见|送审|讨论|审议|代拟|会签)稿|草案")
# 关于印发某方案等3个文件的通知
MORE = re.compile(r"等[\d一二三四五六七八九十两]{0,3}(?:[个项份部]|文件|方案|办法|制度)")
ANNEX_LINE = re.compile(r"附\s?件\s?[0-9０-９一二三四五六七八九十]{0,3}\s?[:：]?")
MOST_NAMES: Final = 8  # that a notice's text is asked for


@dataclass(frozen=True, slots=True)
class Carried:
    """What a notice carries: one document with a `title`, or `several`; both are empty where it carries none.

    The head of the text ends at `end`.
    """

    title: Words | None = None
    several: tuple[Words, ...] = ()
    end: int = 0


def read_carried(
    text: str, notice: Words, body: Span, lines: Sequence[Span], free: Sequence[Span], closings: Sequence[Closing]
) -> Carried:
    """What a notice with the title `notice` carries. `body` covers its own text; `lines` are all lines of the document,
    `free` those below the title that belong to no closing block."""
    several = _find_several(text, notice, body, free)
    if several:
        return Carried(None, tuple(several), _end_of_notice(several[0], lines))
    own = _find_carried(text, notice, body, free)
    names = _carried_names(text, notice, Span(0, 0))
    if own is None and names:
        own = _find_annex_title(text, [line for line in free if line.end <= body.end])
    if own:
        return Carried(own, (), own.span.end)
    signed = next((closing for closing in closings if closing.issued_on and closing.span.end <= body.end), None)
    is_sent = signed and names and not ASKING.search(notice.text)
    return Carried(names[0], (), signed.span.end) if signed and is_sent else Carried()


def _find_several(text: str, notice: Words, body: Span, lines: Sequence[Span]) -> list[Words]:
    """The titles of the documents, if a notice carries more than one; none where its title names one alone."""
    of_title = [found for name in _carried_names(text, notice, Span(0, 0)) if (found := _borne(text, name, lines))]
    if len(of_title) == 1 and not MORE.search(notice.text):
        return []
    named = [found for name in _carried_names(text, notice, body) if (found := _borne(text, name, lines))]
    titles = sorted({words.span: words for words in named}.values(), key=lambda words: words.span)
    return titles if len(titles) > 1 else []


def _end_of_notice(first: Words, lines: Sequence[Span]) -> int:
    """Where the notice ends, if its first document has this title: before the title and the 附件1 above it."""
    above = [line for line in lines if line.end <= first.span.start]
    return above[-2].end if len(above) > 1 else 0


def _find_carried(text: str, notice: Words, body: Span, lines: Sequence[Span]) -> Words | None:
    """The title of the document that a notice carries: a line with the name that the notice gives it."""
    if ENDING_IN_NAME.search(notice.text) and (names := _carried_names(text, notice, Span(0, 0))):
        return names[0]
    for name in _carried_names(text, notice, body):
        if found := _borne(text, name, lines):
            return found
    return None


def _borne(text: str, name: Words, lines: Sequence[Span]) -> Words | None:
    return _line_bearing(text, _folded(name.text), lines)


def _carried_names(text: str, notice: Words, body: Span) -> list[Words]:
    """The names of what a notice carries: from its title, and those in 《》 if its text says 印发, 公布."""
    names = []
    for match in ENTITLED.finditer(text, notice.span.start, notice.span.end):
        if CARRYING.search(notice.text) or ASKING.search(notice.text):
            names.append(title_words(text, Span(*match.span("title"))))
    if carried := CARRIED.search(text, notice.span.start, notice.span.end):
        names.append(title_words(text, Span(*carried.span("title"))))
    if CARRYING.search(text, body.start, body.end):
        entitled = islice(ENTITLED.finditer(text, body.start, body.end), MOST_NAMES)
        names += [title_words(text, Span(*found.span("title"))) for found in entitled]
    return names


def _find_annex_title(text: str, lines: Sequence[Span]) -> Words | None:
    """The title below a line that holds only the word 附件."""
    for index, line in enumerate(lines):
        if ANNEX_LINE.fullmatch(line.quote(text)):
            return find_title(text, lines[index + 1 : index + 4])
    return None


def _line_bearing(text: str, name: str, lines: Sequence[Span]) -> Words | None:
    """The line, or up to four lines together, that say `name` and nothing else."""
    for index, line in enumerate(lines):
        folded = _folded(line.quote(text))
        if not name.startswith(folded) or not folded:
            if name and _ends_alike(folded, name):
                return title_words(text, unquoted(text, line))
            if name and folded.endswith("日" + name) and (tail := _tail(text, line, name)):
                return title_words(text, tail)
            continue
        for last in lines[index : index + 4]:
            so_far = _folded(text[line.start : last.end])
            if so_far == name:
                return title_words(text, unquoted(text, Span(line.start, last.end)))
            if not name.startswith(so_far):
                break
    return None


def _ends_alike(line: str, name: str) -> bool:
    """Whether line and name differ in no more than a region at the front: 青海省X方案, X方案."""
    is_one = line.endswith(name) or name.endswith(line)
    return is_one and min(len(line), len(name)) > 6 and abs(len(line) - len(name)) <= 8 and bool(genre_of(line))


def _tail(text: str, line: Span, name: str) -> Span | None:
    """The end of a line that says `name` behind the day of a signature, where the line ends were lost."""
    start = text.rfind("日", line.start, line.end - len(name) + 1) + 1
    return Span(start, line.end) if start > line.start and _folded(text[start : line.end]) == name else None


def _folded(words: str) -> str:
    """The words without blanks, quotation marks, brackets, dashes (2029一2031年) and 征求意见稿, for comparison."""
    folded = re.sub(r"[\s《》〈〉<>“”\"（）()—\-－–~～]", "", without_blanks(words))
    return re.sub(rf"(?<=\d)一(?=\d)|(?:{DRAFT.pattern})$", "", folded)
