"""Text in; the quantities in it out: value, upper value, unit and bound (不低于, 以上, 左右)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from documents.text.numerals import CHINESE_NUMERALS, STEPS, parse_number
from documents.text.spans import Span
from tasks.extraction.targets.units import (
    ARABIC,
    BOUND,
    CHINESE,
    COMPARATORS,
    COUNTED,
    EACH,
    MONEY,
    SUFFIX,
    TIMES,
    TO,
    UNIT,
)
from tasks.extraction.values import Comparator

# an amount with its unit
QUANTITY = re.compile(
    rf"""
    (?:(?P<bound>{BOUND})[ \t]?(?:了|为)?)?(?P<each>{EACH})  # 不低于 · 约 · 每人每月
    (?:
        (?P<hundredth>百分之)(?P<percent>\d+(?:[.．]\d+)?|{CHINESE})(?P<points>点)?  # 百分之九十五
        |(?P<fraction>{CHINESE}分之[{CHINESE_NUMERALS}]{{1,4}})  # 三分之二
        |(?P<low>{ARABIC}|{CHINESE})[ \t]?  # 12.5万吨 · 1—2个 · 30%—40% · 10余家
        (?:(?P<low_unit>{UNIT})?{TO}(?P<high>\d+(?:[.．]\d+)?|[{CHINESE_NUMERALS}]{{1,8}})[ \t]?)?
        (?P<more>[余多])?[ \t]?(?P<unit>{UNIT})
    )
    [ \t]?(?:的?(?P<suffix>{SUFFIX}))?  # 及以上 · 左右""",
    re.VERBOSE,
)
# at the end of its clause, without a unit: 有效利用系数提高到0.52 · 电能利用效率降至1.3以下 · 死亡率小于1
PLAIN = re.compile(
    rf"""
    (?:(?P<bound>{BOUND})|(?<=[到至在达]))[ \t]?
    (?P<low>\d+[.．]\d+|(?!(?:19|20)\d\d(?!\d))\d+)(?P<unit>[万亿])?  # no year
    (?P<suffix>{SUFFIX})?
    (?=[ \t]?(?:[，。；、,;）)\n]|$))""",
    re.VERBOSE,
)
# 数量翻番: once
DOUBLED = re.compile(r"(?<=翻)番(?=[ \t]*(?:[，。；、,;]|$))")
# one side is one, for 9:30 is a time
RATIO = re.compile(
    rf"""
    (?:(?P<bound>{BOUND})[ \t]?)?(?<![\d.．:：∶])
    (?:
        (?P<one>1)[ \t]?(?P<to>[:：∶])[ \t]?(?P<many>\d+(?:[.．]\d+)?)  # 1∶19
        |(?P<low>\d+(?:[.．]\d+)?)[ \t]?(?P<by>[:：∶])[ \t]?1  # 3.5:1
    )
    (?![\d:：∶]|[.．]\d)(?P<suffix>{SUFFIX})?""",
    re.VERBOSE,
)
# all that stands in a table's cell: ≥95 · [13.5] · 下降18% · 60左右 · 2—3
CELL = re.compile(
    rf"""
    [\[〔［【]?(?P<change>下降|降低|增长|提高|增加)?(?P<bound>{BOUND})?[ \t]?[\[〔［【]?
    (?P<low>\d[\d,，]{{0,12}}(?:[.．]\d+)?)(?:{TO}(?P<high>\d+(?:[.．]\d+)?))?
    [ \t]?(?P<unit>{UNIT})?(?P<suffix>{SUFFIX})?[\]〕］】]?""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as written. `span` covers bound, number, unit and suffix; `start` is where the number begins.
    `value_high` is set for a range; `chinese`: the number is in Chinese numerals. 万 and 亿 before a unit belong to
    the unit: 两千亿元 is 2000 亿元."""

    span: Span
    start: int
    value: Decimal
    unit: str
    value_high: Decimal | None = None
    bound: Comparator | None = None
    chinese: bool = False

    @property
    def base(self) -> str:
        """The unit without 万 and 亿 before it and without what it is per."""
        return re.sub(r"^(?:万亿|[十百千]?[万亿]|[百千](?=[家个项人户]))|[（(/／每].*$", "", self.unit) or self.unit

    @property
    def is_share(self) -> bool:
        return self.unit in ("%", "‰", "成", "/10万", "/十万", "") or self.is_ratio

    @property
    def is_ratio(self) -> bool:
        return self.unit.strip("1") in (":", "：", "∶")

    @property
    def is_counted(self) -> bool:
        return self.base in COUNTED.split("|")

    @property
    def is_money(self) -> bool:
        return self.base in MONEY.split("|")

    @property
    def is_time(self) -> bool:
        return self.base in TIMES.split("|")


def find_quantities(text: str, within: Span) -> Iterator[Quantity]:
    """The quantities in a stretch of text, in order.

    >>> text = "产能不低于12.5万吨"
    >>> [(str(each.value), each.unit, each.bound.value) for each in find_quantities(text, Span(0, len(text)))]
    [('12.5', '万吨', 'at_least')]
    """
    found = [quantity for match in QUANTITY.finditer(text, within.start, within.end) if (quantity := _quantity(match))]
    for pattern, read in ((PLAIN, _plain), (RATIO, _ratio), (DOUBLED, _doubled)):
        matches = pattern.finditer(text, within.start, within.end)
        found += [quantity for match in matches if (quantity := read(match))]
    yield from sorted(found, key=lambda quantity: quantity.span)


def read_cell(words: str, unit: str) -> tuple[Quantity, Comparator | None] | None:
    """The value in a table's cell, and whether it is a rise or fall; `unit` is that of its row, used where the cell
    has none. None where the cell is no value.

    >>> value, change = read_cell("下降18%", "")
    >>> str(value.value), value.unit, change.value
    ('18', '%', 'fall')
    """
    match = CELL.fullmatch(words.strip())
    value = parse_number(match["low"]) if match else None
    if match is None or value is None:
        return None
    bound = COMPARATORS.get(match["bound"] or match["suffix"] or "")
    changed = {"下": Comparator.FALL, "降": Comparator.FALL, "增": Comparator.RISE, "提": Comparator.RISE}
    high = parse_number(match["high"]) if match["high"] else None
    quantity = Quantity(
        Span(0, len(words)), 0, value, match["unit"] or unit, high, Comparator.BETWEEN if high else bound
    )
    return quantity, changed.get((match["change"] or " ")[0])


def _plain(match: re.Match[str]) -> Quantity | None:
    value = parse_number(match["low"])
    if value is None:
        return None
    bound = COMPARATORS.get(match["bound"] or match["suffix"] or "")
    return Quantity(Span(*match.span()), match.start("low"), value, match["unit"] or "", None, bound)


def _doubled(match: re.Match[str]) -> Quantity:
    return Quantity(Span(*match.span()), match.start(), Decimal(1), "番")


def _ratio(match: re.Match[str]) -> Quantity | None:
    """A ratio: 6:1 is 6 of the unit :1, 1:19 is 19 of the unit 1:."""
    value = parse_number(match["low"] or match["many"])
    if value is None:
        return None
    bound = COMPARATORS.get(match["bound"] or match["suffix"] or "")
    start = match.start("low" if match["low"] else "one")
    unit = f"{match['by']}1" if match["low"] else f"1{match['to']}"
    return Quantity(Span(*match.span()), start, value, unit, None, bound)


def _quantity(match: re.Match[str]) -> Quantity | None:
    number = match["percent"] or match["fraction"] or match["low"]
    value, unit = _value(match)
    if value is None:
        return None
    high = _scaled(match["high"], match["unit"])[0] if match["high"] else None
    if high is not None and high <= value:
        return None
    bound = match["bound"] or match["suffix"]
    start = match.start("hundredth") if match["percent"] else match.start("fraction" if match["fraction"] else "low")
    comparator = Comparator.BETWEEN if high is not None else COMPARATORS.get(bound or "")
    if comparator is None and match["more"]:
        comparator = Comparator.OVER
    return Quantity(Span(*match.span()), start, value, unit, high, comparator, number[0] in CHINESE_NUMERALS)


def _value(match: re.Match[str]) -> tuple[Decimal | None, str]:
    if match["percent"]:
        return parse_number(match["percent"]), "%"
    if match["fraction"]:
        return parse_number(match["fraction"]), ""
    return _scaled(match["low"], match["unit"])


def _scaled(number: str, unit: str) -> tuple[Decimal | None, str]:
    """The value and unit; a 万 or 亿 at the end of a Chinese numeral goes to the unit: 两千亿 + 元 → 2000 亿元."""
    unit = unit.replace("％", "%")
    if number in STEPS or number == "零":  # 万元地区生产总值能耗, 零部件
        return None, unit
    factor = re.search(r"万?亿$|万$", number)
    if factor and not re.search(r"[万亿]", number[: factor.start()]):
        return parse_number(number[: factor.start()] or "一"), factor[0] + unit
    return parse_number(number), unit
