"""Text in; the quantities in it out: value, upper value, unit and bound (不低于, 以上, 左右)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from documents.text.numerals import CHINESE_NUMERALS, parse_number
from documents.text.spans import Span
from tasks.extraction.targets.amounts import Amount, read_amount
from tasks.extraction.targets.units import (
    ARABIC,
    BOUND,
    CHINESE,
    COMPARATORS,
    COUNTED,
    EACH,
    MONEY,
    PLAIN_NUMBER,
    SUFFIX,
    TIMES,
    TO,
    UNIT,
)
from tasks.extraction.values import Comparator

# an amount with its unit
QUANTITY = re.compile(
    rf"""
    (?:(?P<bound>{BOUND}|(?<![经通超不])过(?=[百千万]))[ \t]?(?:了|为)?)?(?P<each>{EACH})  # 不低于 · 约 · 每人每月
    (?:
        (?P<hundredth>百分之)(?P<percent>\d+(?:[.．]\d+)?|{CHINESE})(?P<points>点)?  # 百分之九十五
        |(?P<fraction>{CHINESE}分之[{CHINESE_NUMERALS}]{{1,4}})  # 三分之二
        |(?P<around>±)?(?P<low>{ARABIC}|{CHINESE})[ \t]?  # 12.5万吨 · 1—2个 · 30%—40% · 10余家
        (?:(?P<low_unit>{UNIT})?{TO}(?P<high>{ARABIC}|[{CHINESE_NUMERALS}]{{1,8}})[ \t]?
            |±(?P<give>\d+(?:[.．]\d+)?)[ \t]?)?  # 0.5±0.05吨
        (?P<more>[余多])?[ \t]?(?P<unit>{UNIT})
    )
    [ \t]?(?:的?(?P<suffix>{SUFFIX}))?  # 及以上 · 左右""",
    re.VERBOSE,
)
# at the end of its clause, without a unit: 有效利用系数提高到0.52 · 电能利用效率降至1.3以下 · 产值突破千亿 · 利税50亿
PLAIN = re.compile(
    rf"""
    (?:(?:(?P<bound>{BOUND})|(?<=[到至在达]))[ \t]?
        (?P<low>\d+[.．]\d+|(?!(?:19|20)\d\d(?!\d)){PLAIN_NUMBER}|{CHINESE}(?<=[万亿]))(?P<unit>万亿|[万亿])?  # no year
    |(?<![\d.．万])(?P<alone>{PLAIN_NUMBER})(?P<large>万亿|[万亿]))
    (?P<suffix>{SUFFIX})?
    (?=[ \t]?(?:[。；、;）)\n]|，(?!\d{{3}}(?!\d))|,(?!\d)|$))""",
    re.VERBOSE,
)
# 一半以上 · 过半: of the whole
HALF = re.compile(
    rf"(?:(?P<over>超过?|过)(?:一半|半数?)|(?:一半|半数)(?P<suffix>{SUFFIX})|(?<=[减少降缩短])一半)(?![年天月小])"
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
    `value_high` is set for a range; `chinese`: the number is in Chinese numerals; `step`: it is 百 or 千
    alone (百家). 万 and 亿 before a unit belong to the unit: 两千亿元 is 2000 亿元."""

    span: Span
    start: int
    value: Decimal
    unit: str
    value_high: Decimal | None = None
    bound: Comparator | None = None
    chinese: bool = False
    step: bool = False

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
    for pattern, read in ((PLAIN, _plain), (RATIO, _ratio), (DOUBLED, _doubled), (HALF, _half)):
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
    amount = read_amount(match["low"] or match["alone"], match["unit"] or match["large"] or "")
    if amount is None:
        return None
    bound = COMPARATORS.get(match["bound"] or match["suffix"] or "")
    start = match.start("low" if match["low"] else "alone")
    return Quantity(Span(*match.span()), start, amount.value, amount.unit, None, bound)


def _half(match: re.Match[str]) -> Quantity:
    bound = Comparator.OVER if match["over"] else COMPARATORS.get(match["suffix"] or "")
    return Quantity(Span(*match.span()), match.start(), Decimal(50), "%", None, bound)


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
    amount = _amount(match)
    if amount is None:
        return None
    comparator = COMPARATORS.get(match["bound"] or match["suffix"] or "")
    if match["around"] and comparator is not Comparator.AT_MOST:
        return None  # ±800千伏
    if amount.high is not None:
        comparator = Comparator.BETWEEN
    elif comparator is None and match["more"]:
        comparator = Comparator.OVER
    start = match.start("hundredth") if match["percent"] else match.start("fraction" if match["fraction"] else "low")
    is_chinese = number[0] in CHINESE_NUMERALS
    span = Span(*match.span())
    return Quantity(span, start, amount.value, amount.unit, amount.high, comparator, is_chinese, number in ("百", "千"))


def _amount(match: re.Match[str]) -> Amount | None:
    """The amount of a match, its upper value from 1—2, 两三 or 0.5±0.05; None where that is not the greater."""
    if match["percent"]:
        return read_amount(match["percent"], "%")
    if match["fraction"]:
        value = parse_number(match["fraction"])
        return Amount(value, "") if value is not None else None
    amount = read_amount(match["low"], match["unit"])
    if amount is None or not (match["high"] or match["give"]):
        return amount
    if match["give"]:
        give = parse_number(match["give"]) or Decimal(0)
        return Amount(amount.value - give, amount.unit, amount.value + give) if 0 < give < amount.value else None
    high = read_amount(match["high"], match["unit"])
    return Amount(amount.value, amount.unit, high.value) if high and high.value > amount.value else None
