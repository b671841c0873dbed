"""Lines in; the lines without page numbers, running heads and the words of the web page around a text out."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from documents.text.layout.left_out import left_out_notes
from documents.text.layout.lines import Line
from documents.text.layout.link_lists import link_lists
from documents.text.layout.page_top import lines_above
from documents.text.layout.website import site_lines, site_words
from documents.text.notes import Note
from documents.text.readings import Why

PAGE_NUMBER = re.compile(
    r"""
      [—–\-－─~·•]{1,3}\s{0,3}\d{1,4}\s{0,3}[—–\-－─~·•]{1,3}       # — 3 — · -3-
    | 第\s{0,3}\d{1,4}\s{0,3}页                                     # 第3页 · 第3页 共12页
      (?P<of_pages>\s{0,3}[，,/／]?\s{0,3}共\s{0,3}\d{1,4}\s{0,3}页)?
    | [Pp]age\s{0,3}\d{1,4}(?:\s{0,3}(?:of|/)\s{0,3}\d{1,4})?       # Page 3 of 12
    """,
    re.VERBOSE,
)
WEB_PAGE = re.compile(
    r"""
      扫一扫在手机打开当前页
    | [<>!\-]{3,4}                                                  # <!-- · -->
    | <!--.{0,200}-->
    | 听全文 | (?:A\s?[+-]?\s?大\s?A?[+-]?\s?中\s?A?[+-]?\s?小)  # A+大 A+中 A+小
    | (?P<button>[【\[]?(?:打印(?:本页)?|关闭(?:窗口|本页)?|返回顶部|加入收藏|分享|收藏)[】\]]?)
      (?P<more_buttons>                                             # 【打印】【关闭】
        (?:\s{0,4}[【\[]?(?:打印(?:本页)?|关闭(?:窗口|本页)?|返回顶部|分享|收藏)[】\]]?){0,3}
      )
    | [上下]一[篇条][:：].{0,80}                                    # 上一篇：…
    | 分享到\s?[:：]?.{0,30}
    | 责任编辑[:：].{0,20}
    | 您?的?(?:当前|现在)?(?:所在)?位置[:：].{0,120}                # 您当前的位置：首页>政策
    | [^。；]{0,160}(?:ICP备\d|公网安备)[^。；]{0,80}               # 青ICP备05000012号
    | 版权所有.{0,60}
    """,
    re.VERBOSE,
)
# What browsers print round a page
PRINTED = re.compile(
    r"""
      (?P<date>\d{1,4}/\d{1,2}/\d{1,4}),?\s{1,2}(?P<clock>\d{1,2}:\d{2}(?:\s?[AP]M)?)
      (?P<title>\s.{0,80})?                                         # 2026/4/8 09:31 某某方案
    | (?P<address>(?:https?|file)://[\x21-\x7e]{1,300})             # https://… 1/5
      (?P<page>\s{1,4}\d{1,4}/\d{1,4})?
    """,
    re.VERBOSE,
)
# What a page says of its print behind the text: https://…/documents/某方案/，2026年4月8日打印。以印发原件为准。
PRINT_FOOT = re.compile(
    r"(?P<address>https?://\S{1,300}[，,]\s?)?(?:19|20)\d\d年\d{1,2}月\d{1,2}日打印(?P<remark>[。，；].{0,60})?"
)
LONGEST_FOOT = 4  # lines
BARE_NUMBER = re.compile(r"\d{1,4}(?:\s{0,2}[/／]\s{0,2}\d{1,4})?")
LONGEST_HEAD = 60
FEWEST_HEADS = 3
TITLE_LINES = 3
FEWEST_ON_PAGE = 150  # characters from one number of a page to the next, on average


def without_furniture(lines: Sequence[Line], titles: Sequence[str] = ()) -> tuple[list[Line], list[Note]]:
    r"""The lines that belong to the text, and notes with the words that were left out.

    `titles` are those that a page states of itself. A line that follows the end of a page is marked `follows_page`.

    >>> from documents.text.layout.lines import split_lines
    >>> from documents.text.readings import SourceText
    >>> kept, notes = without_furniture(split_lines(SourceText("发展风电。\n— 3 —\n上一篇：某办法")))
    >>> [line.text for line in kept], [note.message for note in notes]
    (['发展风电。'], ['版面文字，未收入正文：“上一篇：某办法”', '页码，未收入正文：“— 3 —”'])
    """
    numbers = _page_numbers(lines)
    ends = numbers | {index for index, line in enumerate(lines) if line.follows_page}
    around = _running_heads(lines, ends, numbers) | _web_page(lines) | lines_above(lines, titles)
    around |= _print_foot(lines, numbers) | link_lists(lines)
    left_out = Counter(lines[index].text for index in sorted(around))
    kept: list[Line] = []
    pending = False
    for index, line in enumerate(lines):
        pending |= line.follows_page or index in numbers or index in around
        if index not in numbers and index not in around:
            cut = None if line.is_fixed else site_words(line.text)
            if cut is not None:
                left_out[line.text[cut:]] += 1
                line = replace(line, words=line.words.cut(0, cut).strip())
            kept.append(replace(line, follows_page=pending) if pending != line.follows_page else line)
            pending = False
    page_numbers = Counter(lines[index].text for index in sorted(numbers))
    return kept, [*left_out_notes(left_out), *left_out_notes(page_numbers, Why.PAGE_NUMBER)]


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    found = {index for index, line in enumerate(lines) if not line.is_fixed and PAGE_NUMBER.fullmatch(line.text)}
    bare = [index for index, line in enumerate(lines) if not line.is_fixed and BARE_NUMBER.fullmatch(line.text)]
    if any(line.follows_page for line in lines):
        bare = [index for index in bare if _is_first_or_last(lines, index)]
    elif bare and sum(len(line.text) for line in lines[bare[0] : bare[-1]]) < FEWEST_ON_PAGE * (len(bare) - 1):
        return found  # the numbers of a list, one a line
    values = [int(re.split(r"\D", lines[index].text)[0]) for index in bare]
    steps = sum(0 < b - a <= 2 for a, b in pairwise(values))
    apart = sum(b - a > 2 for a, b in pairwise(bare))
    if len(bare) >= FEWEST_HEADS and steps * 5 >= (len(bare) - 1) * 4 and apart * 5 >= (len(bare) - 1) * 4:
        found.update(bare)
    return found


def _web_page(lines: Sequence[Line]) -> set[int]:
    free = [index for index, line in enumerate(lines) if not line.is_fixed]
    printed = {index for index in free if PRINTED.fullmatch(lines[index].text)}
    others = [index for index in free if index not in printed]
    site = {others[place] for place in site_lines([lines[index].text for index in others])}
    return printed | site | {index for index in others if WEB_PAGE.fullmatch(lines[index].text)}


def _print_foot(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    """The last lines, page numbers aside, that together say when a page was printed."""
    last = [index for index in range(len(lines)) if index not in numbers and not lines[index].is_fixed][-LONGEST_FOOT:]
    feet = (last[place:] for place in range(len(last)))
    return set(next((foot for foot in feet if PRINT_FOOT.fullmatch("".join(lines[i].text for i in foot))), ()))


def _running_heads(lines: Sequence[Line], ends: set[int], numbers: set[int]) -> set[int]:
    """Short lines that are repeated at the top or the bottom of pages; those at the very top may be the title."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if not line.is_fixed and index not in numbers and len(line.text) <= LONGEST_HEAD:
            places[re.sub(r"\d+", "0", line.text)].append(index)
    heads: set[int] = set()
    for found in places.values():
        at_end = [index for index in found if _stands_at_end(lines, index, ends, numbers)]
        if len(at_end) >= FEWEST_HEADS - 1 and len(found) >= FEWEST_HEADS and len(at_end) >= len(found) - 1:
            heads.update(index for index in at_end if index >= TITLE_LINES)
    return heads


def _is_first_or_last(lines: Sequence[Line], index: int) -> bool:
    """Whether a line begins or ends a page of a file that says where its pages end."""
    return lines[index].follows_page or index + 1 == len(lines) or lines[index + 1].follows_page


def _stands_at_end(lines: Sequence[Line], index: int, ends: set[int], numbers: set[int]) -> bool:
    """Whether a line is the first or the last of a page."""
    return lines[index].follows_page or index - 1 in numbers or index + 1 in ends
