"""The lines of a text and its closing blocks in; the paragraphs and page labels that end it, of no item, out."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from documents.structure.closing import Closing
from documents.structure.labelled import find_fields
from documents.structure.ordinals import Ordinal, read_ordinal
from documents.text.spans import Span

# 各地、各有关部门要高度重视… · 各市人民政府应当于每年年底前… · 请各市教育局于…报送
_ALL = (
    r"(?:各(?:地|级|设区|市|州|县|区|盟|旗|镇|乡|街|园区|部门|单位|有关|相关|责任|成员|牵头)|[省市县区州](?:直|级)?各)"
)
PARTING = re.compile(rf"请{_ALL}|{_ALL}[^。；：:]{{0,60}}?(?:要|应|须|请|可|将)")
CLAUSE_END = re.compile(r"(?:负责|牵头|配合|落实|参与|(?:单位|部门|时限|时间)[:：][^。]{1,200})[^。]{0,60}[）)】]?。?$")
# 【原文下载】 · 相关链接： · 附件下载
RELATED = re.compile(
    r"[【\[]?(?:相关|附件|原文|政策|文件|高亮|图文?)(?:文档|文件|链接|阅读|解读|新闻|稿件|政策|附件|下载|材料|说明|报道)[】\]]?[:：]?"
)
SHORTEST_LABEL: Final = 4  # 更新时间: a shorter one may be a guide's own (时间：…), but for 来源：
MOST_RELATED: Final = 40
MOST_LINES: Final = 300  # that are asked how items of its kind are built


def find_partings(text: str, lines: Sequence[Span], closings: Sequence[Closing]) -> list[Closing]:
    r"""What stands behind the last item before the signature or the end: a paragraph to all (各地各部门要…) and the
    labels of a page. A paragraph that is all an item has is its body.

    >>> from documents.structure.paragraphs import find_paragraphs
    >>> text = "（一）培训。办班。\n（二）补贴。发放。\n各地、各部门要抓好落实。\n更新时间：2026-01-26"
    >>> [found.span.quote(text) for found in find_partings(text, list(find_paragraphs(text)), ())]
    ['更新时间：2026-01-26', '各地、各部门要抓好落实。']
    """
    inside = _inside(lines, closings)
    free = [line for line in lines if line.start not in inside]
    foot = _foot(text, free)
    found = [Closing(Span(free[foot].start, free[-1].end))] if foot < len(free) else []
    followed = {line.start for line, below in pairwise(lines) if below.start in inside}
    ends = [index + 1 for index, line in enumerate(free[:foot]) if index + 1 == foot or line.start in followed]
    for end in ends:
        start = end
        while start and PARTING.match(text, free[start - 1].start, free[start - 1].end):
            start -= 1
        if start < end and _is_behind_item(text, free[max(0, start - MOST_LINES) : end], end - start):
            found.append(Closing(Span(free[start].start, free[end - 1].end)))
    return found


def _inside(lines: Sequence[Span], closings: Sequence[Closing]) -> set[int]:
    """The starts of the lines that belong to a closing block."""
    starts = [line.start for line in lines]
    places = [range(bisect_left(starts, one.span.start), bisect_left(starts, one.span.end)) for one in closings]
    return {starts[index] for within in places for index in within}


def _foot(text: str, lines: Sequence[Span]) -> int:
    """The place of the first of the last lines that are labels of a page, or a list of what is related."""
    first = len(lines)
    while first and _is_label(text, lines[first - 1]):
        first -= 1
    for index in range(max(0, first - MOST_RELATED), first):
        line = lines[index]
        if RELATED.fullmatch(text, line.start, line.end):
            return first if "。" in text[line.start : lines[-1].end] else index
    return first


def _is_label(text: str, line: Span) -> bool:
    fields = find_fields(text, line)
    label = text[line.start : fields[0].value.start].rstrip(" ：:") if fields else ""
    is_source = bool(fields) and fields[0].key == "source"
    return len(line) <= 100 and (len(label) >= SHORTEST_LABEL or is_source)


def _is_behind_item(text: str, lines: Sequence[Span], count: int) -> bool:
    """Whether the last `count` lines stand behind an item that is complete without them: it ends in a clause, or has as
    many lines as any other of its kind."""
    start = len(lines) - count
    ordinals = {index: found for index, line in enumerate(lines) if (found := read_ordinal(text, line.start))}
    last = max((index for index in ordinals if index < start), default=None)
    if last is None or any(index >= start for index in ordinals):
        return False
    if CLAUSE_END.search(text, lines[start - 1].start, lines[start - 1].end):
        return True
    is_complete = start - last > 1 or "。" in lines[last].quote(text)
    counts = _lines_of_siblings(ordinals, last)
    return is_complete and bool(counts) and start - last >= max(counts)


def _lines_of_siblings(ordinals: dict[int, Ordinal], last: int) -> list[int]:
    """How many lines each item before `last` of its kind has."""
    places = sorted(ordinals)
    return [
        after - place
        for place, after in pairwise(places)
        if place < last and ordinals[place].style is ordinals[last].style
    ]
