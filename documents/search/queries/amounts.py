"""A number in Chinese numerals in a folded term → the part that asks for it in figures too, since texts may have
either: 百分之八十, 八成五, 一千亿元, 两万."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from documents.search.queries.query import Part
from documents.search.queries.read_as import Reading
from documents.search.queries.word_edges import Cutting, is_whole
from documents.text.numerals import parse_number

DIGIT: Final = "一二两三四五六七八九"
NUMERAL: Final = "零〇" + DIGIT + "十百千万亿"
# 百分之八十 · 百分之80.5 · 百分之百
PERCENT = re.compile(rf"百分之(?P<hundredths>[{NUMERAL}点]{{1,8}}|\d{{1,3}}(?:\.\d{{1,4}})?)|百分百")
# 八成 · 八成五 · 三成半
TENTHS = re.compile(rf"(?<![{NUMERAL}\d])(?P<tenths>[{DIGIT}])成(?P<more>[{DIGIT}半])?(?![{NUMERAL}])")
UNIT: Final = (
    "(?:元|吨|公斤|千克|克|千瓦时|千瓦|兆瓦|瓦|千伏|伏|度|标方|标准立方米|立方米|平方米|平方公里|公里|米|公顷|亩|"
    "户|人次|人|辆|台|座|项|家|个|套|件|种|处|所|名|头|株|倍)"
)
# 一千亿元 · 两万 · 十二个 · 千万千瓦; not 第二十条, 二十大
AMOUNT = re.compile(
    rf"(?<![第{NUMERAL}\d])(?P<number>[{DIGIT}十][{NUMERAL}点]{{1,15}}|[百千][万亿]+(?={UNIT}))(?P<unit>{UNIT})?"
)
SMALL: Final = 100  # below it, only what is counted or measured is an amount
THOUSANDFOLD: Final = {"伏": "千伏", "瓦": "千瓦", "克": "千克", "米": "公里"}


def amount_at(term: str, place: int, cutter: Cutting) -> Part | None:
    """The number that begins at `place`."""
    if term[place] not in NUMERAL:
        return None
    for pattern, figures in ((PERCENT, percent), (TENTHS, tenths), (AMOUNT, amounts)):
        found = pattern.match(term, place)
        words = list(figures(found)) if found and is_whole(term, *found.span(), cutter) else []
        if found and words:
            reading = Reading(found[0], words[0], "numeral")
            return Part(found[0], tuple(dict.fromkeys([found[0], *words])), reading=reading)
    return None


def percent(found: re.Match[str]) -> Iterator[str]:
    """百分之八十 → 80%"""
    value = parse_number(found["hundredths"] or "100")
    if value is not None:
        yield f"{plain(value)}%"


def tenths(found: re.Match[str]) -> Iterator[str]:
    """八成五 → 85%"""
    value = parse_number(found["tenths"])
    more = Decimal(5) if found["more"] == "半" else parse_number(found["more"] or "零")
    if value is not None and more is not None:
        yield f"{plain(value * 10 + more)}%"


def amounts(found: re.Match[str]) -> Iterator[str]:
    """一千亿元 → 1000亿元, 10000000万元"""
    value, unit = parse_number(found["number"]), found["unit"] or ""
    if value is None or (value < SMALL and not unit):
        return
    forms = [(step, word) for step, word in ((10**8, "亿"), (10**4, "万"), (1, "")) if value >= step]
    for step, word in forms:
        if value % step == 0 or value * 100 % step == 0:
            yield f"{plain(value / step)}{word}{unit}"
    if unit in THOUSANDFOLD and value >= 1000:
        yield f"{plain(value / 1000)}{THOUSANDFOLD[unit]}"


def plain(value: Decimal) -> str:
    """The number in figures, without zeros behind the point.

    >>> plain(Decimal("80.0"))
    '80'
    """
    return f"{value.normalize():f}"
