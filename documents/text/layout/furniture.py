"""Lines → lines without page numbers, running heads and the words of a web page around a text."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from documents.text.layout.lines import Line

# — 3 — · -3- · 第3页 共12页 · Page 3 of 12 · 3/12
PAGE_NUMBER = re.compile(
    r"[—–\-－─~·•]{1,3}\s{0,3}\d{1,4}\s{0,3}[—–\-－─~·•]{1,3}"
    r"|第\s{0,3}\d{1,4}\s{0,3}页(?:\s{0,3}[，,/／]?\s{0,3}共\s{0,3}\d{1,4}\s{0,3}页)?"
    r"|[Pp]age\s{0,3}\d{1,4}(?:\s{0,3}(?:of|/)\s{0,3}\d{1,4})?"
)
# 扫一扫在手机打开当前页 · 【打印】【关闭】 · 上一篇：… · 责任编辑：…
WEB_PAGE = re.compile(
    r"扫一扫在手机打开当前页|[<>!\-]{3,4}|[【\[]?(?:打印(?:本页)?|关闭(?:窗口|本页)?|返回顶部|加入收藏|分享|收藏)[】\]]?"
    r"(?:\s{0,4}[【\[]?(?:打印(?:本页)?|关闭(?:窗口|本页)?|返回顶部|分享|收藏)[】\]]?){0,3}"
    r"|[上下]一[篇条][:：].{0,80}|分享到\s?[:：]?.{0,30}|责任编辑[:：].{0,20}|您?的?(?:当前|现在)?(?:所在)?位置[:：].{0,120}"
    r"|.{0,60}(?:ICP备\d|公网安备).{0,40}|版权所有.{0,60}"
)
BARE_NUMBER = re.compile(r"\d{1,4}(?:\s{0,2}[/／]\s{0,2}\d{1,4})?")
LONGEST_HEAD = 60
FEWEST_HEADS = 3
TITLE_LINES = 3


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines that belong to the text; what follows a page end is marked."""
    numbers = _page_numbers(lines)
    ends = numbers | {index for index, line in enumerate(lines) if line.follows_page}
    furniture = numbers | _running_heads(lines, ends, numbers) | _web_page(lines)
    kept: list[Line] = []
    pending = False
    for index, line in enumerate(lines):
        pending |= line.follows_page or index in furniture
        if index not in furniture:
            kept.append(replace(line, follows_page=pending) if pending != line.follows_page else line)
            pending = False
    return kept


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    found = {index for index, line in enumerate(lines) if not line.is_fixed and PAGE_NUMBER.fullmatch(line.text)}
    bare = [index for index, line in enumerate(lines) if not line.is_fixed and BARE_NUMBER.fullmatch(line.text)]
    values = [int(re.split(r"\D", lines[index].text)[0]) for index in bare]
    steps = sum(0 < b - a <= 2 for a, b in pairwise(values))
    apart = sum(b - a > 2 for a, b in pairwise(bare))
    if len(bare) >= FEWEST_HEADS and steps * 5 >= (len(bare) - 1) * 4 and apart * 5 >= (len(bare) - 1) * 4:
        found.update(bare)
    return found


def _web_page(lines: Sequence[Line]) -> set[int]:
    return {index for index, line in enumerate(lines) if not line.is_fixed and WEB_PAGE.fullmatch(line.text)}


def _running_heads(lines: Sequence[Line], ends: set[int], numbers: set[int]) -> set[int]:
    """Short lines that stand again and again at the top or the bottom of pages; the very first may be the title."""
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


def _stands_at_end(lines: Sequence[Line], index: int, ends: set[int], numbers: set[int]) -> bool:
    """Whether a line is the first or the last of a page."""
    return lines[index].follows_page or index - 1 in numbers or index + 1 in ends
