"""Numbers as documents write them (二十三, 1,234.5, 1 200, 3亿5000万, 10⁴, 三分之二, 两三) in; exact values out."""

import re
from decimal import Decimal
from itertools import pairwise
from typing import Final

DIGITS: Final = {
    character: str(value)
    for value, characters in enumerate(
        ("零〇○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in characters
}
STEPS: Final = {"亿": 10**8, "万": 10**4, "千": 1000, "仟": 1000, "百": 100, "佰": 100, "十": 10, "拾": 10}
ZEROS: Final = "零〇○"
CHINESE_NUMERALS: Final = "".join([*DIGITS, *STEPS])
LONGEST: Final = 40  # no document writes a longer number; what is longer is no number

BLANKS: Final = " \u00a0\u2009\u202f"  # between thousands
# 1,234.5 · 1 234 · １２．５ · -3
ARABIC = re.compile(rf"[+＋\-－−]?(?:\d{{1,3}}(?:[,，]\d{{3}})+|\d{{1,3}}(?:[{BLANKS}]\d{{3}})+|\d+)(?:[.．]\d+)?")
TO_HALF_WIDTH: Final = str.maketrans("．＋－−", ".+--", ",，" + BLANKS)
# 10⁴ · 10^4 · 1.2×10⁴
POWER = re.compile(
    r"(?:(?P<times>\d{1,9}(?:[.．]\d{1,9})?)[ ]?[×xX*·][ ]?)?10(?:\^(?P<up>\d{1,2})|(?P<raised>[⁰¹²³⁴-⁹]{1,2}))"
)
RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# 3亿5000万 · 13万2千
MIXED = re.compile(r"\d{1,9}(?:[.．]\d{1,9})?(?:[亿万千百]{1,2}\d{1,8}){1,4}[亿万千百]{1,2}")


def parse_number(text: str) -> Decimal | None:
    """The value of a number in Arabic or Chinese numerals, of either width; None where `text` is anything else.

    万 and 亿 count in Chinese numerals and between digits; 100万 is a number with a unit, hence None. What means
    either of two numbers (两三, see parse_either) is None, too.

    >>> parse_number("百分之九十五")
    Decimal('0.95')
    >>> parse_number("两千亿")
    Decimal('200000000000')
    >>> parse_number("3亿5000万")
    Decimal('350000000')
    >>> parse_number("100万") is None
    True
    """
    text = text.strip()
    if not 0 < len(text) <= LONGEST:
        return None
    if ARABIC.fullmatch(text):
        return Decimal(text.translate(TO_HALF_WIDTH))
    if power := POWER.fullmatch(text):
        exponent = int((power["up"] or power["raised"]).translate(RAISED))
        return Decimal((power["times"] or "1").translate(TO_HALF_WIDTH)) * Decimal(10**exponent)
    if MIXED.fullmatch(text):
        return _mixed(text)
    if "分之" in text:
        return _fraction(text)
    whole, point, decimals = text.partition("点")
    value = _whole(whole)
    if not point or value is None:
        return value
    return value + Decimal(f"0.{_digits(decimals)}") if _digits(decimals) else None


def parse_int(text: str) -> int | None:
    """The value of a whole number, read as `parse_number` does; None for anything else, a fraction too.

    >>> parse_int("二十三")
    23
    """
    number = parse_number(text)
    return int(number) if number is not None and number == number.to_integral_value() else None


def parse_either(text: str) -> tuple[Decimal, Decimal] | None:
    """The two numbers that neighbouring numerals leave open: 两三 is 2 or 3, 七八十 is 70 or 80, 三五百 300 to 500.

    >>> parse_either("十七八")
    (Decimal('17'), Decimal('18'))
    >>> parse_either("二三四") is None
    True
    """
    if not 0 < len(text) <= LONGEST or parse_number(text) is not None:
        return None
    for place, (first, second) in enumerate(pairwise(text)):
        if _is_either(first, second):
            low, high = (parse_number(text[:place] + digit + text[place + 2 :]) for digit in (first, second))
            return (low, high) if low is not None and high is not None and low < high else None
    return None


def _is_either(first: str, second: str) -> bool:
    """Whether two digits side by side are neighbours (两三), or 三五."""
    low, high = int(DIGITS.get(first, "0")), int(DIGITS.get(second, "0"))
    return low > 0 and (high == low + 1 or (low, high) == (3, 5))


def _mixed(text: str) -> Decimal:
    """3亿5000万: what stands before the highest step times it, plus the rest."""
    for character in "亿万千百":
        before, found, after = text.rpartition(character)
        if found:
            high = _mixed(before) if before else Decimal(1)
            return high * STEPS[character] + (_mixed(after) if after else 0)
    return Decimal(text.translate(TO_HALF_WIDTH))


def _fraction(text: str) -> Decimal | None:
    """三分之二 → 0.666…"""
    below, _, above = text.partition("分之")
    denominator, numerator = parse_number(below), parse_number(above)
    return numerator / denominator if denominator and numerator is not None else None


def _whole(text: str) -> Decimal | None:
    """二十三 → 23, 二〇二五 → 2025."""
    if not text or (len(text) == 2 and _is_either(*text)):
        return None
    value = _digits(text) or _stepped(text)
    return Decimal(value) if value is not None else None


def _digits(text: str) -> str:
    """The Arabic digits for Chinese ones; "" where `text` holds anything else."""
    return "".join(DIGITS[character] for character in text) if all(map(DIGITS.__contains__, text)) else ""


def _stepped(text: str) -> int | None:
    """The value of a number written with steps: what stands before the highest one times it, plus the rest."""
    if len(text) <= 1 and text not in STEPS:
        return int(DIGITS[text]) if text in DIGITS else None
    for character, step in STEPS.items():
        before, found, after = text.rpartition(character)
        if found:
            high = _multiplier(before, step)
            low = _remainder(after, step)
            return None if high is None or low is None else high * step + low
    return None


def _multiplier(text: str, step: int) -> int | None:
    """What stands before a step: nothing or one digit, before 万 and 亿 any smaller number."""
    if not text:
        return 1
    return _stepped(text) if text in DIGITS or step >= STEPS["万"] else None


def _remainder(text: str, step: int) -> int | None:
    """What follows a step: 一百零五 is 105, but 一万五 is 15,000."""
    digits = text.lstrip(ZEROS)
    if not digits:
        return 0
    value = _stepped(digits)
    elliptical = len(text) == 1 and text in DIGITS and step > STEPS["十"]
    return value * step // 10 if value is not None and elliptical else value
