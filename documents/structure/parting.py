"""The lines of a text and its closing blocks in; the paragraphs and page labels that end it, of no item, out."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from documents.structure.closing import Closing
from documents.structure.labelled import find_fields
from documents.structure.ordinals import Ordinal, read_ordinal
from documents.structure.titles import GENRES
from documents.text.spans import Span

# 各地、各有关部门要高度重视… · 各市人民政府应当于每年年底前… · 请各市教育局于…报送
_ALL = (
    r"(?:各(?:地|级|设区|省|自治|市|州|县|区|盟|旗|镇|乡|街|园区|部门|单位|有关|相关|责任|成员|牵头)"
    r"|[省市县区州](?:直|级)?各)"
)
PARTING = re.compile(rf"请{_ALL}|{_ALL}[^。；：:]{{0,60}}?(?:要|应|须|请|可|将)")
LATER_PARTING = re.compile(rf"(?<=。)(?:{PARTING.pattern})")
# 可参照本方案推进 · 自本通知印发之日起
ITSELF = re.compile(rf"本(?:{GENRES})")
CLAUSE_END = re.compile(
    r"(?:负责|牵头|配合|落实|参与|(?:单位|部门|时限|时间)[:：][^。]{1,200})[^。，]{0,60}[）)】]?。?$"
)
# 【原文下载】 · （附件下载） · 相关链接：
RELATED = re.compile(
    r"[【\[（(]?(?:相关|附件|原文|政策|文件|高亮|图文?)(?:文档|文件|链接|阅读|解读|新闻|稿件|政策|附件|下载|材料|说明|报道)[】\]）)]?[:：]?|解读[:：]"
)
FILE = re.compile(r"[^。；\n]{1,80}\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|zip|rar|jpe?g|png)", re.IGNORECASE)
SHORTEST_LABEL: Final = 4  # 更新时间: a shorter one may be a guide's own (时间：…), but for 来源：
MOST_RELATED: Final = 40
MOST_LINES: Final = 300  # that are asked how items of its kind are built
FEWEST_OTHERS: Final = 3  # items that show how those of their kind are built


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
        lines_above = free[max(0, end - MOST_LINES) : end]
        if count := _count_behind_item(text, lines_above):
            found.append(Closing(Span(lines_above[-count].start, lines_above[-1].end)))
    return found


def _inside(lines: Sequence[Span], closings: Sequence[Closing]) -> set[int]:
    """The starts of the lines that belong to a closing block."""
    starts = [line.start for line in lines]
    places = [range(bisect_left(starts, one.span.start), bisect_left(starts, one.span.end)) for one in closings]
    return {starts[index] for within in places for index in within}


def _foot(text: str, lines: Sequence[Span]) -> int:
    """The place of the first of the last lines that are labels of a page, or a list of what is related."""
    first = _above_labels(text, lines, len(lines))
    for index in range(max(0, first - MOST_RELATED), first):
        line = lines[index]
        if RELATED.fullmatch(text, line.start, line.end):
            return first if "。" in text[line.start : lines[-1].end] else _above_labels(text, lines, index)
    return first


def _above_labels(text: str, lines: Sequence[Span], end: int) -> int:
    """The place of the first of the lines right before `end` that are labels of a page."""
    while end and _is_label(text, lines[end - 1]):
        end -= 1
    return end


def _is_label(text: str, line: Span) -> bool:
    """Whether a line is a field of a page (更新时间：…), or names a file to be fetched."""
    if FILE.fullmatch(text, line.start, line.end):
        return True
    fields = find_fields(text, line)
    label = text[line.start : fields[0].value.start].rstrip(" ：:") if fields else ""
    is_source = bool(fields) and fields[0].key == "source"
    return len(line) <= 100 and (len(label) >= SHORTEST_LABEL or is_source)


def _count_behind_item(text: str, lines: Sequence[Span]) -> int:
    """How many of the last lines stand behind the last item, which is complete without them: it has a clause above
    them, or as many lines as others of its kind."""
    ordinals = {index: found for index, line in enumerate(lines) if (found := read_ordinal(text, line.start))}
    last = max(ordinals, default=len(lines))
    others = _siblings(ordinals, last)
    is_regular = len(others) >= FEWEST_OTHERS
    ending = [index for index in range(last, len(lines)) if _ends_in_clause(text, lines[index])]
    clauses = [index for index in ending if not PARTING.match(text, lines[index].start, lines[index].end)]
    if clauses:
        least = clauses[-1] + 1
        if is_regular and all(_ends_in_clause(text, lines[places[-1]]) for places in others):
            return len(lines) - least
    elif others:
        so_do_others = any(_is_to_all(text, lines[place], is_regular) for places in others for place in places[1:])
        sizes = sorted(len(places) for places in others)
        usual = sizes[-1 if so_do_others else len(sizes) // 2]
        least = last + max(usual, 1 if "。" in lines[last].quote(text) else 2)
    else:
        return 0
    start = len(lines)
    while start > least and _is_to_all(text, lines[start - 1], is_regular):
        start -= 1
    return len(lines) - start


def _ends_in_clause(text: str, line: Span) -> bool:
    return CLAUSE_END.search(text, line.start, line.end) is not None


def _is_to_all(text: str, line: Span, is_regular: bool) -> bool:
    """Whether a paragraph begins with words to all; behind items of one build also one with such a sentence, or that
    speaks of the document itself."""
    if PARTING.match(text, line.start, line.end):
        return True
    return (
        is_regular and (LATER_PARTING.search(text, line.start, line.end) or ITSELF.search(line.quote(text))) is not None
    )


def _siblings(ordinals: dict[int, Ordinal], last: int) -> list[range]:
    """The lines of each item before `last` of its kind, without those of the items below it."""
    return [
        range(place, after)
        for place, after in pairwise(sorted(ordinals))
        if place < last and ordinals[place].style is ordinals[last].style
    ]
