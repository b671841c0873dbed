"""A text in; the numbers that may open a numbered item (结构层次序数) out, each with its style and value."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from documents.structure.paragraphs import find_paragraphs
from documents.text.layout.block_starts import COMMAS, DOTS
from documents.text.numerals import parse_int
from documents.text.spans import Span


class Style(IntEnum):
    """How a number is printed, in the usual order from outer to inner (GB/T 9704: 一、（一）1.（1）)."""

    ANNEX = 0  # 附件2, or an unnumbered part such as the tail
    PART = 1  # 第一编, 第一部分
    CHAPTER = 2  # 第一章
    SECTION = 3  # 第一节
    ARTICLE = 4  # 第一条
    HAN = 5  # 一、
    HAN_BRACKET = 6  # （一）
    DASH = 7  # ——在改革上发力, a heading without a number
    ROMAN = 8  # I.
    DIGIT = 9  # 1.
    DECIMAL_2 = 10  # 1.1
    DECIMAL_3 = 11  # 1.1.1
    DECIMAL_4 = 12  # 1.1.1.1
    DIGIT_BRACKET = 13  # （1）
    DIGIT_HALF = 14  # 1）
    CIRCLED = 15  # ①
    LETTER = 16  # a.
    BOX = 17  # 专栏1


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A number as printed. `number` is its value; `path` all values of 1.2.3, else the one.

    `is_leading`: it opens a line. `is_glued`: a digit follows its point, so that it may be a decimal (11.121人才).
    `is_bare`: a number without a mark (2 组织体系), which may be a quantity.
    """

    style: Style
    number: int
    span: Span
    is_leading: bool = True
    is_glued: bool = False
    is_bare: bool = False
    path: tuple[int, ...] = ()


HAN_NUMBER = r"[一二三四五六七八九十百零〇○]{1,5}"
DIGITS = r"[0-9０-９]{1,3}"
BLANK = r"[ \u3000\u00a0]?"
# The name of the last group that matched says which kind of number it is.
ORDINAL = re.compile(
    rf"""
      第{BLANK}(?P<unit_number>{HAN_NUMBER}|{DIGITS}){BLANK}        # 第一章 · 第 3 节 · 第十条之一
      (?P<unit>[编篇章节条]|部分)(?:之[一二三四五六七八九十])?
    | (?P<han>{HAN_NUMBER}){BLANK}[{COMMAS}{DOTS}]                  # 一、 but not 一、二、 and not 五、6月
      (?!{HAN_NUMBER}[{COMMAS}{DOTS}]|[0-9０-９]{{1,2}}[{COMMAS}{DOTS}，,月日号至—-])
    | [（(〔【]{BLANK}(?P<han_bracket>{HAN_NUMBER}){BLANK}[）)〕】](?:[、．](?![（(〔【]))?  # （一） · （一）、
    | (?P<han_sign>[㈠-㈩])
    | (?P<decimal>[0-9０-９]{{1,2}}(?:[.．][0-9０-９]{{1,2}}){{1,3}})(?![0-9０-９.．%％‰])  # 1.2.3 but not 1.5%
    | (?P<digit>{DIGITS}){BLANK}[{DOTS}{COMMAS}]                    # 1. · 1﹒
    | (?P<digit_sign>[⒈-⒛])
    | [（(]{BLANK}(?P<digit_bracket>{DIGITS}){BLANK}[）)](?:[、．](?![（(]))?  # （1） · (1)、
    | (?P<digit_bracket_sign>[⑴-⒇])
    | (?P<digit_half>{DIGITS})[）)]                                 # 1）
    | (?P<roman>[IVX]{{1,5}}|[Ⅰ-Ⅻ])[{DOTS}{COMMAS}]                         # IV.
    | (?P<circled>[①-⑳㉑-㉟㊱-㊿])
    | (?P<letter>[a-zA-Z])[{DOTS}{COMMAS}）)](?![a-zA-Z.．])                 # a.
    | 专栏{BLANK}(?P<box>{HAN_NUMBER}|{DIGITS})                     # 专栏1
    | (?P<bare>[0-9]{{1,2}})(?=[ \u3000]{{1,4}}[\u4e00-\u9fff]{{2,30}}(?:\n|$))  # 2 组织体系
    """,
    re.VERBOSE,
)
DECIMAL_LINE = re.compile(r"[0-9０-９]{1,3}[.．][0-9０-９]{1,4}[%％]?")  # 4.42, alone on its line: a figure
UNITS = {
    "编": Style.PART,
    "篇": Style.PART,
    "部分": Style.PART,
    "章": Style.CHAPTER,
    "节": Style.SECTION,
    "条": Style.ARTICLE,
}
STYLES = {
    "han": Style.HAN,
    "han_bracket": Style.HAN_BRACKET,
    "digit": Style.DIGIT,
    "digit_bracket": Style.DIGIT_BRACKET,
    "digit_half": Style.DIGIT_HALF,
    "box": Style.BOX,
    "bare": Style.DIGIT,
}
# Signs that hold number and marks in one character, with the sign that means 1
SIGNS = {
    "han_sign": (Style.HAN_BRACKET, "㈠"),
    "digit_sign": (Style.DIGIT, "⒈"),
    "digit_bracket_sign": (Style.DIGIT_BRACKET, "⑴"),
}
DECIMALS = {2: Style.DECIMAL_2, 3: Style.DECIMAL_3, 4: Style.DECIMAL_4}
ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
# 一、持续提升便利度（一）优化… · 第一章 总则 第一条…: in a text that has lost its line ends, what is below a heading
# begins right behind it
HEADING_ABOVE = re.compile(
    r"[^。！？；：;:（(\n]{4,48}(?=[（(][一二三四五六七八九十]{1,3}[）)][\u4e00-\u9fff])|[^。！？；：;:（(\n第]{2,48}(?=第)"
)
BELOW = {
    Style.PART: (Style.CHAPTER, Style.SECTION, Style.ARTICLE, Style.HAN),
    Style.CHAPTER: (Style.SECTION, Style.ARTICLE, Style.HAN),
    Style.SECTION: (Style.ARTICLE, Style.HAN),
    Style.HAN: (Style.HAN_BRACKET,),
}
SENTENCE_END = re.compile(rf"(?:[。！？；][”’）)]?|[）)]){BLANK}(?=[一二三四五六七八九十第（(㈠-㈩0-9０-９⒈-⒛⑴-⒇①-⑳])")


def read_ordinal(text: str, position: int, is_leading: bool = True) -> Ordinal | None:
    """The ordinal that begins at `position`, or None. `is_leading`: it is the first thing on its line.

    >>> ordinal = read_ordinal("（二）优化布局", 0)
    >>> ordinal.style, ordinal.number, ordinal.span
    (<Style.HAN_BRACKET: 6>, 2, Span(start=0, end=3))
    """
    match = ORDINAL.match(text, position)
    if match is None or match.lastgroup is None:
        return None
    style, path = _value(match)
    if style is None or not path or 0 in path[:1]:
        return None
    glued = style is Style.DIGIT and text[match.end() : match.end() + 1].isdecimal()
    return Ordinal(style, path[-1], Span(*match.span()), is_leading, glued, match.lastgroup == "bare", path)


def find_ordinals(text: str, start: int = 0, excluded: Sequence[Span] = ()) -> Iterator[Ordinal]:
    r"""Whatever may be an ordinal from `start` on, in reading order: at the begin of a line, or behind a sentence.

    `excluded` is sorted; a line that begins inside one of its spans is passed over.

    >>> text = "一、总则\n（一）发展风电。（二）推进光伏。"
    >>> [ordinal.span.quote(text) for ordinal in find_ordinals(text)]
    ['一、', '（一）', '（二）']
    """
    position = 0
    for line in find_paragraphs(text, start):
        while position < len(excluded) and excluded[position].end <= line.start:
            position += 1
        if position < len(excluded) and excluded[position].start <= line.start:
            continue
        if DECIMAL_LINE.fullmatch(text, line.start, line.end):
            continue
        yield from _in_line(text, line)


def _in_line(text: str, line: Span) -> Iterator[Ordinal]:
    leading = read_ordinal(text, line.start)
    if leading:
        yield from _with_item(text, leading, line)
    for match in SENTENCE_END.finditer(text, line.start, line.end):
        if (leading and match.end() <= leading.span.end) or not _ends_sentence(text, match):
            continue
        if ordinal := read_ordinal(text, match.end(), is_leading=False):
            yield from _with_item(text, ordinal, line)


def _with_item(text: str, ordinal: Ordinal, line: Span) -> Iterator[Ordinal]:
    """The ordinal, and that of the item that begins on the same line right behind its heading."""
    yield ordinal
    styles = BELOW.get(ordinal.style, ())
    heading = HEADING_ABOVE.match(text, ordinal.span.end, line.end) if styles else None
    item = read_ordinal(text, heading.end(), is_leading=False) if heading else None
    if item and item.style in styles:
        yield from _with_item(text, item, line)


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence ends there: a bracket ends one if it closes a clause (某厅负责）, not a number (一）."""
    if match.group()[0] in "。！？；":
        return True
    return not any(mark in text[max(match.start() - 5, 0) : match.start()] for mark in "（(")


def _value(match: re.Match[str]) -> tuple[Style | None, tuple[int, ...]]:
    """The style and the value or values of a match."""
    name = match.lastgroup or ""
    words = match[name]
    if name == "unit":
        return UNITS[words], _integer(match["unit_number"])
    if name == "decimal":
        path = tuple(int(part) for part in re.split("[.．]", words))
        return DECIMALS[len(path)], path
    if name in SIGNS:
        style, one = SIGNS[name]
        return style, (ord(words) - ord(one) + 1,)
    if name == "roman":
        return Style.ROMAN, (_roman(words),)
    if name == "circled":
        return Style.CIRCLED, (_circled(words),)
    if name == "letter":
        return Style.LETTER, (ord(words.lower()) - ord("a") + 1,)
    return STYLES.get(name), _integer(words)


def _integer(words: str) -> tuple[int, ...]:
    value = parse_int(words)
    return () if value is None else (value,)


def _roman(words: str) -> int:
    """The value of a Roman number: IV → 4, Ⅻ → 12."""
    if words not in ROMAN_DIGITS and len(words) == 1:
        return ord(words) - ord("Ⅰ") + 1
    values = [ROMAN_DIGITS[letter] for letter in words] + [0]
    return sum(-value if value < after else value for value, after in pairwise(values))


def _circled(sign: str) -> int:
    """The value of a circled number, 1 to 50; its signs stand at three places in Unicode."""
    for first, number in (("㊱", 36), ("㉑", 21), ("①", 1)):
        if sign >= first:
            return ord(sign) - ord(first) + number
    return 0
