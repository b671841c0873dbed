"""Lines in; the title at their top (标题) out, and its genre."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from documents.structure.full_dates import DATE_PATTERN
from documents.structure.listed_bodies import is_body
from documents.structure.ordinals import Style, read_ordinal
from documents.structure.paragraphs import without_blanks
from documents.structure.values import Words
from documents.text.spans import Span
from documents.text.title_key import title_key

# 文种 and the genres of plans, the longer before the shorter; 解读 only behind a name, as a page has 政策解读 too
GENRES: Final = (
    "实施意见|指导意见|若干意见|(?<!征求)意见|实施方案|工作方案|行动方案|总体方案|应急预案|预案|方案|"
    "行动计划|工作计划|实施计划|计划|规划纲要|规划|纲要|实施办法|管理办法|暂行办法|办法|"
    "暂行规定|管理规定|规定|若干政策措施|政策措施|若干措施|若干举措|措施|举措|政策|实施细则|细则|条例|"
    "决定|决议|公告|通告|公报|通报|通知|批复|答复|复函|函|请示|报告|议案|纪要|命令|令|"
    "工作要点|要点|重点任务分工|任务分工|分工方案|任务清单|责任清单|清单|分工表|任务表|计划表|目录|指南|指引|"
    "任务分解表|责任分解表|(?:任务|责任|工作)?(?:分工|分解)?一览表|任务分解|责任分解|"
    "工作安排|行动|规程|规则|章程|标准|规范|制度|路线图|时间表|"
    r"(?<=[》〉”）)的法案划见施定则例知点要])(?:(?:政策|文字|专家)?解读|起草说明|编制说明)"
)
# （2021—2025年）· （试行）, once or twice, before the end
SUFFIX = r"(?:\s?[（(][^（()）\n]{1,24}[）)]){0,2}"
GENRE = re.compile(rf"(?P<genre>{GENRES})[”》〉]?{SUFFIX}$")
UNFINISHED = re.compile(r"[\u4e00-\u9fff”](?:的|[和与及、])$")  # 某市加快城市更新的|若干措施
SERIAL_FIRST = re.compile(r"第\s?\d{1,5}\s?号[\u4e00-\u9fff]")  # 某市政府对市政协四届三次会议|第217号提案的答复
ABOUT = re.compile(r"[\u4e00-\u9fff、“”]{2,}[\u4e00-\u9fff”]$")  # neither number, mark nor label
FINISHED = re.compile(rf"的(?:{GENRES})[”》〉]?{SUFFIX}$")
ENTITLED = re.compile(r"《(?P<title>(?:[^《》〈〉\n]|[〈《][^〈〉《》\n]{1,60}[〉》]){2,100})》")
# The words of a title that follow the names of its issuers
TOPIC = re.compile(r"关\s?于|印\s?发|转\s?发|发\s?布")
# …的通知（2023年5月22日）: the day of issue, which is no part of the title
DAY_BEHIND = re.compile(rf"\s?[（(]\s?(?:{DATE_PATTERN})[^（）()\n]{{0,20}}[）)](?=\n|$)")
END_MARKS = "。；：:，、;,？！…"
LONGEST_TITLE = 100
LONGEST_PART = 60
SHORTEST_SURE = 7  # 苏政办函 is a mark, where a longer title stands below it
MOST_LINES = 4


def genre_of(title: str) -> str:
    """The genre of a document, which is the last word of its title, years or （试行） aside; "" where it is not known.

    >>> genre_of("零碳园区建设实施方案（试行）")
    '实施方案'
    """
    match = GENRE.search(title)
    return match["genre"] if match else ""


def title_words(text: str, span: Span) -> Words:
    r"""The title at `span`, with its lines joined and without blanks, except those between the names of two bodies.

    >>> title_words("关于发展\n风电的通知", Span(0, 10)).text
    '关于发展风电的通知'
    """
    parts = span.quote(text).split()
    words = "".join(parts)
    for before, after in pairwise(parts):
        if is_body(before) and is_body(TOPIC.split(after)[0]) and not after.startswith(("办公厅", "办公室")):
            words = words.replace(before + after, f"{before} {after}", 1)
    return Words(words, span)


def find_titles(text: str, lines: Sequence[Span]) -> Iterator[Words]:
    r"""The titles among the lines at the top of a document, in order: what reads like one, with the names of its
    issuers above and the lines below that complete it.

    >>> from documents.structure.paragraphs import find_paragraphs
    >>> text = "青海省人民政府\n关于发展风电的通知\n各市："
    >>> [title.text for title in find_titles(text, list(find_paragraphs(text)))]
    ['青海省人民政府关于发展风电的通知']
    >>> text = "某市加快城市更新的\n若干措施（2027年版）\n一、"
    >>> [title.text for title in find_titles(text, list(find_paragraphs(text)))]
    ['某市加快城市更新的若干措施（2027年版）']
    """
    end = 0
    for index, line in enumerate(lines):
        if line.start >= end and looks_like_title(line.quote(text)):
            title = _with_neighbours(text, lines, index)
            end = title.end
            yield title_words(text, without_day(text, unquoted(text, title)))


def find_title(text: str, lines: Sequence[Span]) -> Words | None:
    r"""The first title among the lines that is no mere mark; None without one.

    >>> from documents.structure.paragraphs import find_paragraphs
    >>> text = "苏政办函\n关于发展风电的通知"
    >>> find_title(text, list(find_paragraphs(text))).text
    '关于发展风电的通知'
    """
    found = list(find_titles(text, lines))
    return next((title for title in found if len(title.text) >= SHORTEST_SURE), found[0] if found else None)


def _with_neighbours(text: str, lines: Sequence[Span], index: int) -> Span:
    start, end = lines[index].start, lines[index].end
    above, own = lines[index - 1].quote(text) if index else "", lines[index].quote(text)
    is_rest = UNFINISHED.search(above) or SERIAL_FIRST.match(own) or _is_genre_alone(own, above)
    if above and is_rest and _may_go_on(above):
        start = lines[index - 1].start
    opening = TOPIC.split(without_blanks(lines[index].quote(text)))[0]
    if not opening or is_body(opening):
        for before in reversed(lines[:index]):
            words = before.quote(text)
            if not all(is_body(name) for name in words.split()) or without_blanks(words) == opening:
                break
            start = before.start
    return Span(start, _end_of_title(text, Span(start, end), lines[index + 1 :]))


def _is_genre_alone(words: str, above: str) -> bool:
    """Whether a line is too short for a title, and the one above says what it is about: 某省健康食品产业|发展行动."""
    own, about = without_blanks(words), without_blanks(above)
    is_short = len(own) < SHORTEST_SURE and bool(genre_of(own))
    return is_short and len(about) >= SHORTEST_SURE and ABOUT.match(about) is not None


def _end_of_title(text: str, title: Span, after: Sequence[Span]) -> int:
    """Where a title ends that goes on over the lines below: behind the last line that completes it."""
    end, used = title.end, 0
    for count, line in enumerate(after[:MOST_LINES]):
        between = text[end if used == count else after[count - 1].end : line.start]
        if between.strip() or not _may_go_on(line.quote(text)):
            break
        after_words = without_blanks(line.quote(text))
        is_suffix = used == count and re.fullmatch(SUFFIX, after_words)
        if is_suffix or _completes(without_blanks(text[title.start : end]), after_words):
            end, used = line.end, count + 1
    return end


def _may_go_on(words: str) -> bool:
    return len(words) <= LONGEST_PART and words[-1] not in END_MARKS and not read_ordinal(words, 0)


def looks_like_title(line: str) -> bool:
    """Whether the words of a line read like a title: they end in a genre, or begin with 关于 or a body before it.

    >>> looks_like_title("某市供水规划"), looks_like_title("某市供水工作。")
    (True, False)
    """
    words = DAY_BEHIND.sub("", without_blanks(line))
    if not 4 <= len(words) <= LONGEST_TITLE or words[-1] in END_MARKS or words.startswith("附件"):
        return False
    if (ordinal := read_ordinal(words, 0)) and ordinal.style <= Style.HAN_BRACKET:
        return False  # 第三章评选标准
    before, about, _ = words.partition("关于")
    return bool(GENRE.search(words)) or (bool(about) and (not before or is_body(before)))


def _completes(title: str, after: str) -> bool:
    """Whether a line completes the title above it: 培育建设零碳园区的意见."""
    after = DAY_BEHIND.sub("", after)
    if FINISHED.search(title) or not after:
        return False
    if len(after) < SHORTEST_SURE and genre_of(title + after):
        return not genre_of(title)  # 行动的指导意 | 见
    goes_on = "关于" in title and FINISHED.search(after)  # 关于推行公示制度、记录制度 | 审核制度的指导意见
    return bool(goes_on) or (not genre_of(title) and bool(GENRE.search(after)))


def without_day(text: str, span: Span) -> Span:
    """The span of a title without the day of issue that stands in brackets behind it.

    >>> without_day("某市方案（2023年5月22日）", Span(0, 16))
    Span(start=0, end=4)
    """
    match = DAY_BEHIND.search(text, span.start, span.end)
    return Span(span.start, match.start()) if match and match.start() > span.start else span


def unquoted(text: str, span: Span) -> Span:
    """The span inside 《》, if these hold all of `span`; else `span`.

    >>> unquoted("《某省方案》", Span(0, 6))
    Span(start=1, end=5)
    """
    match = ENTITLED.fullmatch(text, span.start, span.end)
    return Span(*match.span("title")) if match else span


def lines_saying(text: str, lines: Sequence[Span], title: str) -> Span | None:
    r"""The last line, or up to six lines together, that say a title and nothing else; None where none does.

    >>> from documents.structure.paragraphs import find_paragraphs
    >>> text = "首页\n关于发展\n风电的通知\n各市："
    >>> lines_saying(text, list(find_paragraphs(text)), "关于发展风电的通知")
    Span(start=3, end=13)
    """
    wanted = title_key(title)
    keys = [title_key(DAY_BEHIND.sub("", line.quote(text))) for line in lines]
    found = None
    for index, key in enumerate(keys):
        last, so_far = index, key
        while so_far and wanted.startswith(so_far) and so_far != wanted and last + 1 < min(len(lines), index + 6):
            last += 1
            so_far += keys[last]
        if so_far == wanted and wanted:
            found = Span(lines[index].start, lines[last].end)
    return found
