"""An amount as people write it (12.5%, 1000亿元, 一千亿, 10个左右) → its value and unit."""

import re
from dataclasses import dataclass
from decimal import Decimal

from documents.text.numerals import CHINESE_NUMERALS, parse_number
from tasks.measures import TIMES

NUMBER = rf"(?:\d{{1,12}}(?:,\d{{3}})*(?:\.\d{{1,6}})?|[{CHINESE_NUMERALS}]{{1,12}}(?:点[{CHINESE_NUMERALS}]{{1,6}})?)"
UNITS = (
    r"%|‰|个百分点|百分点|元|吨标准煤|吨|千瓦时|千瓦|兆瓦|吉瓦|kw|mw|gw|平方米|平方公里|公顷|亩|公里|千米|立方米|个|座|家|项|批|条|户"
    r"|人次|人|倍|辆|台|套|处|种|所|名|次|头|只|株|小时|天"
)
AMOUNT = re.compile(
    rf"(?:百分之(?P<share>{NUMBER})|(?P<number>{NUMBER})(?P<times>{'|'.join(TIMES)})?(?P<unit>{UNITS})?)(?:以上|以下|左右|及以上)?"
)
MONEY = ("亿", "千亿", "百亿", "万亿")  # said without a unit, they mean 元


@dataclass(frozen=True, slots=True)
class Amount:
    """A value with its unit, and how it was written."""

    words: str
    value: Decimal
    unit: str


def read_amount(text: str) -> Amount | None:
    """The amount that a folded text is, None where it is anything else or has no unit.

    >>> read_amount("百分之八十").value, read_amount("1000亿元").unit, read_amount("2030")
    (Decimal('80'), '亿元', None)
    """
    match = AMOUNT.fullmatch(text.strip())
    if match is None:
        return None
    number, unit = match["share"] or match["number"], f"{match['times'] or ''}{match['unit'] or ''}"
    steps = next((step for step in ("万亿", "亿", "万") if number.endswith(step) and len(number) > len(step)), "")
    number, unit = number.removesuffix(steps), steps + unit
    value = parse_number(number)
    unit = "%" if match["share"] else f"{unit}元" if unit in MONEY else unit
    return Amount(match[0], value, unit) if value is not None and unit else None


def find_amount(text: str) -> tuple[Amount | None, str]:
    """The first amount that stands in a folded text, and the text with a blank in its place."""
    for match in AMOUNT.finditer(text):
        if amount := read_amount(match[0]):
            return amount, f"{text[: match.start()]} {text[match.end() :]}"
    return None, text
