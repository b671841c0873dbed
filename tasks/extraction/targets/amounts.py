"""A number and its unit as printed in; the amount out: value, upper value and unit."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from documents.text.numerals import STEPS, parse_either, parse_number

LARGE: Final = ("万亿", "亿", "万")
FACTOR = re.compile(r"万?亿$|万$")
# 3亿5000 + 万元
MIXED = re.compile(r"\d.*[亿万千百].*\d")
STEPS_BEFORE = re.compile(r"(?:[亿万千百]{1,2})")
PLAIN_STEPS: Final = "十百千"  # 百家, 千项; but 万元地区生产总值能耗


@dataclass(frozen=True, slots=True)
class Amount:
    """A value in a unit; `high` is set where the words leave a range (两三家). 万 and 亿 before a unit belong to it:
    two hundred billion yuan is 2000 亿元."""

    value: Decimal
    unit: str
    high: Decimal | None = None


def read_amount(number: str, unit: str) -> Amount | None:
    """The amount that a number with a unit names, None for what is none (零部件, 万元…能耗).

    >>> str(read_amount("3亿5000", "万元").value), read_amount("3亿5000", "万元").unit
    ('3.5', '亿元')
    >>> str(read_amount("两三", "家").value), str(read_amount("两三", "家").high)
    ('2', '3')
    """
    unit = unit.replace("％", "%")
    if MIXED.fullmatch(number):
        return _mixed(number, unit)
    if number == "零" or (number in STEPS and number not in PLAIN_STEPS):
        return None
    factor = FACTOR.search(number)
    if factor and not re.search(r"[万亿]", number[: factor.start()]):
        number, unit = number[: factor.start()] or "一", factor[0] + unit
    value, either = parse_number(number), parse_either(number)
    if either:
        return Amount(either[0], unit, either[1])
    return Amount(value, unit) if value is not None else None


def _mixed(number: str, unit: str) -> Amount | None:
    """Digits and steps in turn, the last step at the head of the unit; the value in the largest unit that it fills."""
    steps = STEPS_BEFORE.match(unit)
    value = parse_number(number + steps[0]) if steps else None
    if value is None or steps is None:
        return None
    for factor in LARGE:
        size = STEPS[factor[-1]] * (STEPS["万"] if len(factor) > 1 else 1)
        if value >= size:
            return Amount((value / size).normalize() + 0, factor + unit[steps.end() :])
    return Amount(value, unit[steps.end() :])
