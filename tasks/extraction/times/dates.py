"""A date as written (到2025年, 6月底前): how it binds, the last day it allows, and how exactly it says so."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from documents.text.numerals import parse_int
from documents.text.spans import Span
from tasks.extraction.values import Precision

THIRDS = {"上旬": 10, "中旬": 20}


class Force(StrEnum):
    """How a date binds: by itself, only with words that ask for a result, or not at all."""

    DUE = "due"  # 到2025年, 2025年底前
    DURING = "during"  # “十四五”期间, 2025年
    NONE = "none"  # 截至2020年底, 2021—2025年
    IMPOSSIBLE = "impossible"  # 0000年, 13月
    YEARLESS = "yearless"  # 6月20日前, where no year is known


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as written.

    `span` includes the 到 before it. `due_on` is the last day that the words allow, None where the date is
    impossible. `carries`: it also rules what follows (到2025年). `rule` says where its year comes from, "" where that
    is printed.
    """

    span: Span
    force: Force
    due_on: date | None = None
    precision: Precision | None = None
    carries: bool = False
    rule: str = ""


def last_day(
    year: int, *, month: str | None = None, day: str | None = None, third: str | None = None,
    quarter: str | None = None, half: str | None = None,
) -> tuple[date, Precision] | None:  # fmt: skip
    """The last day that the parts of a date allow, in numerals of either script, with its precision; None for a day
    that no calendar has.

    >>> str(last_day(2026, month="十二")[0]), str(last_day(2026, half="上")[0])
    ('2026-12-31', '2026-06-30')
    """
    if not 1900 <= year <= 2100:
        return None
    if half:
        return (date(year, 6, 30) if half == "上" else date(year, 12, 31)), Precision.MONTH
    if quarter:
        return _month_end(year, 3 * (parse_int(quarter) or 0)), Precision.QUARTER
    if not month:
        return date(year, 12, 31), Precision.YEAR
    number = parse_int(month) or 0
    if not 1 <= number <= 12:
        return None
    if not day:
        ten = THIRDS.get(third or "")
        return (date(year, number, ten) if ten else _month_end(year, number)), Precision.MONTH
    exact = parse_int(day) or 0
    return (date(year, number, exact), Precision.DAY) if 1 <= exact <= monthrange(year, number)[1] else None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
