"""Days and numbers as people type them in; the values they mean out, or a sentence that shows what is accepted."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Final

from documents.structure.full_dates import DATE, read_date
from documents.structure.values import DateMention
from documents.text.printable import one_line
from documents.text.spans import Span

FIRST_YEAR, LAST_YEAR = 1900, 2100
SHOWN: Final = 20  # characters of what was typed

MIDNIGHT: Final = re.compile(r"[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?$")  # what a spreadsheet writes behind a day
WITHOUT_MARKS: Final = re.compile(r"(\d{4})(\d\d)(\d\d)")
NUMBER: Final = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[+-]?\.\d+")
LONGEST: Final = 60  # characters of a number


class NotUnderstood(ValueError):
    """What was typed is no such value. The message is a Chinese sentence for who typed it."""


def read_day(words: str) -> date:
    """The day: 2028-05-01, 2028/5/1, 2028.5.1, 20280501, 2028年5月1日, 二〇二八年五月一日, of either width. Raises
    NotUnderstood, also where the day does not exist, is without its month, or lies out of all reason."""
    plain = MIDNIGHT.sub("", unicodedata.normalize("NFKC", one_line(words)))
    plain = WITHOUT_MARKS.sub(r"\1-\2-\3", plain) if WITHOUT_MARKS.fullmatch(plain) else "".join(plain.split())
    if len(plain) > SHOWN or not DATE.fullmatch(plain):
        raise NotUnderstood(
            f"“{shortened(words)}”不是完整的日期，请写明年月日，如 2028-05-01、2028/5/1、2028.5.1、2028年5月1日。"
        )
    found = read_date(plain, Span(0, len(plain)))
    if not isinstance(found, DateMention):
        raise NotUnderstood(f"没有“{shortened(words)}”这一天。")
    if not FIRST_YEAR <= found.day.year <= LAST_YEAR:
        raise NotUnderstood(f"日期须在 {FIRST_YEAR} 年至 {LAST_YEAR} 年之间，如 2028-05-01。")
    return found.day


def read_number(words: str) -> Decimal:
    """The number: 1200, 1,200, 12.5, -3, of either width. Raises NotUnderstood, also for a percentage: whether 95% is
    0.95 or 95 of the unit % is for a person to say."""
    plain = unicodedata.normalize("NFKC", one_line(words)).replace("−", "-")
    number = plain.removesuffix("%").strip()
    if len(number) > LONGEST or not NUMBER.fullmatch(number):
        raise NotUnderstood(f"“{shortened(words)}”不是可以保存的数字，请只填数字，如 1200、1,200、12.5 或 -3。")
    if number != plain:
        raise NotUnderstood(f"“{shortened(words)}”带有百分号：这里只填 {number}，百分号写在单位里。")
    return Decimal(number.replace(",", ""))


def read_whole_number(words: str) -> int:
    """The whole number. Raises NotUnderstood."""
    number = read_number(words)
    if number != number.to_integral_value():
        raise NotUnderstood(f"“{shortened(words)}”不是整数，请填如 12。")
    return int(number)


def read_year(words: str) -> int:
    """The year: 2020, 2020年. Raises NotUnderstood."""
    plain = unicodedata.normalize("NFKC", one_line(words)).removesuffix("年").strip()
    year = int(plain) if re.fullmatch(r"\d{4}", plain) else 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotUnderstood(f"“{shortened(words)}”不是 {FIRST_YEAR} 年至 {LAST_YEAR} 年之间的年份，请填如 2020。")
    return year


def shortened(words: str) -> str:
    """The words as a sentence quotes them."""
    line = one_line(words)
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
