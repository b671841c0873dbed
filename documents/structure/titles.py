"""Lines in; titles out: the document's or notice's at the top, and the attachment's where a notice carries one."""

import re
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import Final

from documents.structure.names import is_body
from documents.structure.ordinals import read_ordinal
from documents.structure.paragraphs import joined
from documents.structure.values import Words
from documents.text.spans import Span

# 文种 and the genres of plans, the longer before the shorter
GENRES: Final = (
    "实施意见|指导意见|若干意见|意见|实施方案|工作方案|行动方案|总体方案|应急预案|预案|方案|"
    "行动计划|工作计划|实施计划|计划|规划纲要|规划|纲要|实施办法|管理办法|暂行办法|办法|"
    "暂行规定|管理规定|规定|若干政策措施|政策措施|若干措施|措施|政策|实施细则|细则|条例|"
    "决定|决议|公告|通告|公报|通报|通知|批复|复函|函|请示|报告|议案|纪要|命令|令|"
    "工作要点|要点|重点任务分工|任务分工|分工方案|任务清单|责任清单|清单|目录|指南|指引|"
    "规程|规则|章程|标准|规范|制度|路线图|时间表"
)
# （2021—2025年）· （试行）, once or twice, before the end
SUFFIX = r"(?:\s?[（(][^（()）\n]{1,24}[）)]){0,2}"
GENRE = re.compile(rf"(?P<genre>{GENRES})[”》〉]?{SUFFIX}$")
FINISHED = re.compile(rf"的(?:{GENRES})[”》〉]?{SUFFIX}$")
ENTITLED = re.compile(r"《(?P<title>(?:[^《》〈〉\n]|[〈《][^〈〉《》\n]{1,60}[〉》]){2,100})》")
# 关于印发青海省推动工业绿色转型实施方案的通知
CARRIED = re.compile(r"(?:印发|发布|公布|下发|转发|施行|批转)(?P<title>[^《》\n]{4,90}?)的(?:通知|通告|公告|决定|令)$")
# The words of a title that follow the names of its issuers
TOPIC = re.compile("关于|印发|转发|发布")
ENDING_IN_NAME = re.compile(r"(?:印发|发布|公布|转发)《[^\n]{2,100}》$")
CARRYING = re.compile(r"(?:印发|发布|公布|下发|转发|批转|施行)")
ANNEX_LINE = re.compile(r"附\s?件\s?[0-9０-９一二三四五六七八九十]{0,3}\s?[:：]?")
END_MARKS = "。；：:，、;,？！…"
LONGEST_TITLE = 100
LONGEST_PART = 60
MOST_LINES = 4


def genre_of(title: str) -> str:
    """The last word of a title, without years or （试行）: 实施方案; "" where it is no known kind."""
    match = GENRE.search(title)
    return match["genre"] if match else ""


def words_of(text: str, span: Span) -> Words:
    """A title: its lines joined and its inner blanks dropped, except those between two bodies."""
    parts = span.quote(text).split()
    words = "".join(parts)
    for before, after in pairwise(parts):
        if is_body(before) and is_body(TOPIC.split(after)[0]) and not after.startswith(("办公厅", "办公室")):
            words = words.replace(before + after, f"{before} {after}", 1)
    return Words(words, span)


def find_title(text: str, lines: Sequence[Span]) -> Words | None:
    """The title among the lines at the top of a document: the first that reads like one, with what belongs to it."""
    index = next((index for index, line in enumerate(lines) if _looks_like_title(line.quote(text))), None)
    if index is None:
        return None
    start, end = lines[index].start, lines[index].end
    if lines[index].quote(text).startswith(("关于", "印发", "转发")):
        for before in reversed(lines[:index]):
            if not all(is_body(name) for name in before.quote(text).split()):
                break
            start = before.start
    return words_of(text, _unquoted(text, Span(start, _end_of_title(text, Span(start, end), lines[index + 1 :]))))


def _end_of_title(text: str, title: Span, after: Sequence[Span]) -> int:
    """Where a title ends that goes on over the lines below; a line in between has no genre, the last one has."""
    end, used = title.end, 0
    for count, line in enumerate(after[:MOST_LINES]):
        between = text[end if used == count else after[count - 1].end : line.start]
        if between.strip() or not _may_go_on(line.quote(text)):
            break
        if _completes(text[title.start : end], line.quote(text)):
            end, used = line.end, count + 1
    return end


def _may_go_on(words: str) -> bool:
    return len(words) <= LONGEST_PART and words[-1] not in END_MARKS and not read_ordinal(words, 0)


def find_carried(text: str, notice: Words, body: Span, lines: Sequence[Span]) -> Words | None:
    """The title of the document that a notice carries: the line that bears the name the notice gives it."""
    if ENDING_IN_NAME.search(notice.text) and (names := carried_names(text, notice, Span(0, 0))):
        return names[0]
    for name in carried_names(text, notice, body):
        if found := _line_bearing(text, _folded(name.text), lines):
            return found
    return None


def carried_names(text: str, notice: Words, body: Span) -> list[Words]:
    """The names a notice gives to what it carries: in its own title, or in 《》 where its text says 印发, 公布."""
    names = []
    for match in ENTITLED.finditer(text, notice.span.start, notice.span.end):
        if CARRYING.search(notice.text):
            names.append(words_of(text, Span(*match.span("title"))))
    if carried := CARRIED.search(text, notice.span.start, notice.span.end):
        names.append(words_of(text, Span(*carried.span("title"))))
    if CARRYING.search(text, body.start, body.end):
        entitled = islice(ENTITLED.finditer(text, body.start, body.end), 3)
        names += [words_of(text, Span(*found.span("title"))) for found in entitled]
    return names


def find_annex_title(text: str, lines: Sequence[Span]) -> Words | None:
    """The title below the word 附件 that stands alone on a line."""
    for index, line in enumerate(lines):
        if ANNEX_LINE.fullmatch(line.quote(text)):
            return find_title(text, lines[index + 1 : index + 4])
    return None


def _looks_like_title(words: str) -> bool:
    if not 4 <= len(words) <= LONGEST_TITLE or words[-1] in END_MARKS or words.startswith("附件"):
        return False
    before, about, _ = words.partition("关于")
    return bool(GENRE.search(words)) or (bool(about) and (not before or is_body("".join(before.split()))))


def _completes(title: str, after: str) -> bool:
    """Whether a line goes on with the title above it: 培育建设零碳园区的意见; （2021—2025年）."""
    if re.fullmatch(SUFFIX, after):
        return True
    if FINISHED.search(title):
        return False
    goes_on = "关于" in title and FINISHED.search(after)  # 关于推行公示制度、记录制度 | 审核制度的指导意见
    return bool(goes_on) or (not genre_of(title) and bool(GENRE.search(after)))


def _unquoted(text: str, span: Span) -> Span:
    """The title inside 《》 where these hold all of it."""
    match = ENTITLED.fullmatch(text, span.start, span.end)
    return Span(*match.span("title")) if match else span


def _line_bearing(text: str, name: str, lines: Sequence[Span]) -> Words | None:
    """The line, or two or three lines, that say `name` and nothing else."""
    for index, line in enumerate(lines):
        folded = _folded(line.quote(text))
        if not name.startswith(folded) or not folded:
            if name and _ends_alike(folded, name):
                return words_of(text, _unquoted(text, line))
            continue
        for last in lines[index : index + 4]:
            so_far = _folded(text[line.start : last.end])
            if so_far == name:
                return words_of(text, _unquoted(text, Span(line.start, last.end)))
            if not name.startswith(so_far):
                break
    return None


def _ends_alike(line: str, name: str) -> bool:
    """青海省X方案 for X方案: the line adds or omits no more than the region."""
    longer, shorter = max(line, name, key=len), min(line, name, key=len)
    return len(shorter) > 6 and longer.endswith(shorter) and len(longer) - len(shorter) <= 8 and bool(genre_of(line))


def _folded(words: str) -> str:
    """The words for comparison: marks of any width and blanks left out."""
    return re.sub(r"[\s《》〈〉“”\"（）()—\-－–~～]", "", joined(words))
