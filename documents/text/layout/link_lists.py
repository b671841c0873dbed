"""Lines in; those of lists of links, which a portal puts above, beside and below a text, out."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from documents.text.layout.lines import Line
from documents.text.layout.links import LINKED_TEXT

LINKED: Final = 0.6  # of the characters of a line of links
FEWEST: Final = 4  # links of a list above the first sentence or below the last
MANY: Final = 10  # links of a list anywhere
LONGEST_BETWEEN: Final = 20  # characters of a name or a label among links
MOST_BETWEEN: Final = 2  # such lines in a row
SENTENCE = re.compile(r"[。；！？]")
FULL_SENTENCE = re.compile(r"[^\n]{20}。")
LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}[:：]\s?https?:")  # 来源：https://…
HEADING = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十]{1,3}[章节条]|《")
# What is no name or label of a list: titles, labels with values, days
OF_DOCUMENT = re.compile(
    rf"{LINKED_TEXT.pattern}|关于|\d{{4}}[-年./]|[:：]\s?\S|(?:通知|通告|公告|意见|方案|办法|规划|计划|规定|措施|要点|细则)$"
)
SIGNS = re.compile(r"(?:政府|委员会|办公厅|办公室|联合会|[厅局部署委])$")
# The line above a list that belongs to the text: 各市平台网址, 登录以下网站查询：
INTRODUCES = re.compile(r"附\s?[件表]|名单|一览|网址|[\u4e00-\u9fff，]{8}[:：]$")


def link_lists(lines: Sequence[Line]) -> set[int]:
    r"""The places of the lines of lists of links, with the labels and names among them; and of the short lines that
    follow the last one at the foot of a page.

    >>> from documents.text.layout.lines import split_lines
    >>> from documents.text.readings import SourceText
    >>> page = "\n".join(f"- [{name}](https://a.cn/)" for name in ("首页", "新闻", "公开", "服务"))
    >>> sorted(link_lists(split_lines(SourceText(page + "\n推进绿色发展。"))))
    [0, 1, 2, 3]
    """
    free = [index for index, line in enumerate(lines) if not line.is_fixed]
    words = [lines[index].text for index in free]
    of_links = [_is_of_links(lines[index]) for index in free]
    if sum(of_links) == 0:
        return set()
    sentences = [place for place, text in enumerate(words) if FULL_SENTENCE.search(text)] or [len(free)]
    found: set[int] = set()
    for first, last in _runs(words, of_links):
        links = sum(lines[free[place]].links for place in range(first, last + 1))
        is_foot, is_edge = first > sentences[-1], first > sentences[-1] or last < sentences[0]
        if links < (FEWEST if is_edge else MANY) or (first and INTRODUCES.search(words[first - 1])):
            continue
        found.update(range(first, last + 1))
        if is_foot:
            above = range(max(first - 1, sentences[-1] + 1), first)
            found.update(place for place in (*above, *range(last + 1, len(free))) if _is_of_foot(words[place]))
    return {free[place] for place in found}


def _is_of_links(line: Line) -> bool:
    is_linked = line.links and line.linked >= LINKED * len("".join(line.text.split()))
    is_other = SENTENCE.search(line.text) or HEADING.search(line.text) or LABEL.match(line.text)
    return bool(is_linked) and not is_other


def _runs(words: Sequence[str], of_links: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The first and the last line of each list: lines of links, with few short lines between two of them."""
    first = last = None
    for place, text in enumerate(words):
        if of_links[place]:
            first, last = place if first is None else first, place
        elif first is not None and last is not None and (place - last > MOST_BETWEEN or not _is_between(text)):
            yield first, last
            first = None
    if first is not None and last is not None:
        yield first, last


def _is_between(words: str) -> bool:
    is_short = len(words) <= LONGEST_BETWEEN and not SENTENCE.search(words)
    return is_short and not HEADING.match(words) and not OF_DOCUMENT.search(words)


def _is_of_foot(words: str) -> bool:
    return _is_between(words) and not SIGNS.search(words)
