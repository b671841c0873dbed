"""A text in; the numbers in it that follow one another, as those of an outline do, out."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.text.layout.block_starts import COMMAS, DOTS, NUMERAL
from documents.text.numerals import parse_int

NUMBER = re.compile(
    rf"""
      第\s?(?P<unit_number>[{NUMERAL}\d]{{1,5}})\s?(?P<unit>[编篇章节条]|部分)       # 第一章
    | (?<![第其{NUMERAL}])(?P<han>[{NUMERAL}]{{1,4}})\s?[{COMMAS}{DOTS}](?![{NUMERAL}\d])     # 一、
    | (?<!第)[（(]\s?(?P<han_bracket>[{NUMERAL}]{{1,4}})\s?[）)]                             # （一）
    | (?<![\d.第])(?P<digit>\d{{1,3}})\s?[{COMMAS}{DOTS}](?!\d(?!\d{{3}}年))               # 1. · 1．2030年底前
    | (?<!第)[（(]\s?(?P<digit_bracket>\d{{1,3}})\s?[）)]                                    # （1）
    | (?P<circled>[①-⑳])
    """,
    re.VERBOSE,
)
# What a number stands behind: the end of a sentence, a clause in brackets, a colon, blanks, the begin of the text
ENDED = re.compile(r"(?:^|[。！？；;：:\s]|[。！？；][”’」』）)]|(?<![（(].)(?<![（(]..)(?<![（(]...)[）)\]】〕])\s*$")
OUTER = ("编", "篇", "部分", "章", "节", "条", "han", "han_bracket")
CITED = ("编", "篇", "部分", "章", "节", "条")  # 依照第六条: so it may stand inside a sentence
OVER_ARTICLES = ("编", "篇", "部分", "章", "节")
# 2.汇总表某局2031年3月5日|附件1申报表: what ends the list of attachments
SIGNED = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?:印发)?\s*(?:附\s?件|[（(]此件)")
SENTENCE_MARK = re.compile("[。！？；;：:]")
# 附件：1.申报表 · 附件:1，申报表
ATTACHED = re.compile(r"附\s?件\s?[:：]\s*(?=\d{1,2}\s?[.．、，,]|[（(]\s?\d|[①-⑳])")
LONGEST_TITLE = 48
MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it may open an item: its kind (章, han …), value and place. `is_apart`: a sentence, clause or blank
    ends before it."""

    kind: str
    value: int
    start: int
    end: int
    is_apart: bool

    @property
    def is_outer(self) -> bool:
        """Whether items so numbered are paragraphs of their own, not lists within a sentence."""
        return self.kind in OUTER


def find_numbers(text: str) -> list[Number]:
    """The numbers that are in order: each is one more than the last of its kind, or is followed by one more than it;
    and stands behind the end of a sentence, or behind the heading of another.

    >>> [number.value for number in find_numbers("一、重点任务（一）发展风电。（二）推进光伏。二、统一、协调的保障。")]
    [1, 1, 2, 2]
    """
    found = list(_candidates(text))
    return list(_in_order(text, found))


def _candidates(text: str) -> Iterator[Number]:
    for match in NUMBER.finditer(text):
        kind = match["unit"] or match.lastgroup or ""
        words = match["unit_number"] or match[match.lastgroup or ""]
        value = ord(words) - ord("①") + 1 if kind == "circled" else parse_int(words)
        if value:
            is_apart = ENDED.search(text, max(0, match.start() - 8), match.start()) is not None
            yield Number(kind, value, match.start(), match.end(), is_apart)


def _in_order(text: str, found: Sequence[Number]) -> Iterator[Number]:
    places: dict[str, list[int]] = {}
    for index, number in enumerate(found):
        places.setdefault(number.kind, []).append(index)
    last: dict[str, int] = {}
    before: Number | None = None
    is_attached = False  # 附件：1.申报表 2.汇总表
    for index, number in enumerate(found):
        since = found[index - 1].start if index else 0
        begins = ATTACHED.search(text, since, number.start + 2)
        is_attached = not number.is_outer and (
            begins is not None or (is_attached and not SIGNED.search(text, since, number.start))
        )
        is_next = 1 < number.value == last.get(number.kind, 0) + 1
        may_be_inside = is_next and number.kind not in CITED
        if is_attached or not (number.is_apart or may_be_inside or _is_behind_heading(text, before, number)):
            continue
        if is_next or _has_successor(found, places[number.kind], index):
            last[number.kind] = number.value
            before = number
            yield number


def _has_successor(found: Sequence[Number], places: Sequence[int], index: int) -> bool:
    """Whether the next number of the kind is one more; a few that may be words (统一、) are passed over."""
    following = bisect_right(places, index)
    for place in places[following : following + MOST_WORDS]:
        if found[place].value == found[index].value + 1:
            return True
        if found[place].is_apart:
            return False
    return False


def _is_behind_heading(text: str, before: Number | None, number: Number) -> bool:
    """Whether nothing but a heading stands between the last number and this one: 二、重点任务（一）."""
    if before is None:
        return number.is_outer and number.value == 1
    if before.kind == number.kind and before.value + 1 != number.value:
        return False  # 一、总体要求以…为目标，统一、规范地推进
    if number.kind in CITED and before.kind not in OVER_ARTICLES:
        return False  # 一、删去第六条
    length = number.start - before.end
    return 2 <= length <= LONGEST_TITLE and not SENTENCE_MARK.search(text, before.end, number.start)
