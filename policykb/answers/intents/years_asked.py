"""Years in a question → the days that it asks about: 2025年, 2027年前, 2028年以后, 2026—2030年, 今年, 二〇三〇年."""

import re
from dataclasses import dataclass
from datetime import date

from documents.text.numerals import DIGITS

DIGIT = f"[{''.join(DIGITS)}]"
YEAR = rf"(?<![比较])(?:(?<![\d(.])20\d\d(?!\d|\)|号)|{DIGIT}{{4}}(?=年)|今年|本年度?|明年|后年|去年|前年|当年)"
YEARS = re.compile(
    rf"""
      (?:截至|截止到?|到|在|于|至|从|自)*+
      (?P<first>{YEAR})(?:年度?)?
      (?:(?:-|—|–|~|至|到|和|与|、)+(?P<last>{YEAR})(?:年度?)?)?
      (?:之?间|期间)?
      (?P<which>(?:年?[底末])?(?:之?前|以前|前)|(?:年?[底末])?(?:以后|之后|以来|起|后)|年?[底末]|以内|之内|内)?
    """,
    re.VERBOSE,
)
RELATIVE = {"今年": 0, "本年": 0, "本年度": 0, "当年": 0, "明年": 1, "后年": 2, "去年": -1, "前年": -2}


@dataclass(frozen=True, slots=True)
class Years:
    """Days from `first` to `last`, either None where there is no end, and how a reader calls them. `is_past`: what has
    fallen due already."""

    words: str
    first: date | None = None
    last: date | None = None
    is_past: bool = False

    @property
    def single(self) -> int | None:
        """The year, where it is just one."""
        is_one = self.first and self.last and self.first.year == self.last.year and not self.is_past
        return self.first.year if is_one and self.first else None


def find_years(text: str, today: date) -> tuple[Years | None, str]:
    """The first years that a folded text names, and the text with a blank in their place.

    >>> years, rest = find_years("2027年以前到期的任务", date(2026, 1, 1))
    >>> years.words, years.first, years.last, rest
    ('2027年及以前', None, datetime.date(2027, 12, 31), ' 到期的任务')
    """
    match = YEARS.search(text)
    if match is None:
        return None, text
    first, which = number_of(match["first"], today), match["which"] or ""
    last = number_of(match["last"], today) if match["last"] else first
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    if "前" in which:
        return Years(f"{last}年及以前", None, date(last, 12, 31)), rest
    if which.endswith(("后", "起", "来")):
        return Years(f"{first}年及以后", date(first, 1, 1), None), rest
    first, last = min(first, last), max(first, last)
    words = f"{first}年" if first == last else f"{first}—{last}年"
    return Years(words, date(first, 1, 1), date(last, 12, 31)), rest


def number_of(words: str, today: date) -> int:
    """2025 for 2025 and 二〇二五, and for 今年 of that year."""
    if words in RELATIVE:
        return today.year + RELATIVE[words]
    return int("".join(DIGITS.get(each, each) for each in words))
