"""A year or years in a folded term → the part that asks for them.

2030年, 二〇三〇年, 今年, 2025—2030年, 2027年前, 十四五.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, Protocol

from documents.search.queries.query import Part
from documents.search.queries.read_as import Reading
from documents.search.queries.word_edges import Cutting, is_whole
from documents.text.numerals import parse_int

FIRST, LAST = 2000, 2060  # how far 2027年前 and 2030年以后 reach; a text need only hold the year that is named
LONGEST = 40  # years from one to another
NUMERALS: Final = str.maketrans("〇零○一二三四五六七八九", "000123456789")
AGO: Final = {"前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "来年": 1, "后年": 2}
SPELLED: Final = "二[〇零○][〇零○一二三四五六七八九]{2}"
YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年底?|(?!\d))")
SPELLED_YEAR = re.compile(rf"({SPELLED})(?:年底?|(?![〇零○一二三四五六七八九十百千万亿]))")
# 今年 · 明年年底 · 本年度
RELATIVE = re.compile(rf"({'|'.join(AGO)})(?:年底|年末|年内|度|底|末|内)?")
# 年底 · 年内 by themselves; not 每年年底, 五年内
THIS_YEAR_S = re.compile(r"(?<![年每各当该次全半几多数\d〇零一二两三四五六七八九十百])(?:年底|年末|年内)")
ONE: Final = rf"(?:20\d\d|{SPELLED}|{'|'.join(AGO)})"
# 2025-2030年 · 2025年至2030年 · 2025—30年
RANGE = re.compile(
    rf"(?<!\d)(?P<first>{ONE})年?[-—–―~至到]{{1,2}}(?P<last>{ONE}|\d\d(?=年))(?!\d)年?(?:年?底)?(?:之间|期间)?"
)
# 2027年前 · 2027年底以前 · 截至2027年底; 2027年底前 is a deadline of that year
BEFORE = re.compile(
    rf"(?<!\d)(?P<last>{ONE})(?:年?(?:及?以前|之前|前(?![年期后沿景端言提瞻置列往]))|年?[底末](?:以前|之前))"
)
UNTIL = re.compile(
    rf"(?:截至|截止到?|不晚于|不迟于|最[迟晚][到在]?)(?P<last>{ONE})(?!\d)年?(?:[底末])?(?:以前|之前|前)?"
)
AFTER = re.compile(
    rf"(?<!\d)[自从]?(?P<first>{ONE})年?(?:及?以后|之后|以来|开始|起(?![草点步])|后(?![年期续备勤方果台]))"
)
# 未来三年 · 近3年
SPAN = re.compile(
    r"(?P<ahead>未来|今后|接下来)?(?(ahead)|(?:最近|过去|近))(?P<years>[一二两三四五六七八九十]|\d{1,2})年(?:内|来|间)?"
)
PLAN = re.compile("十([三四五六七])五")  # 五年规划


class Dated(Protocol):
    """What a query is read with, as Reader is (parts.py)."""

    @property
    def cutter(self) -> Cutting: ...

    @property
    def today(self) -> date | None: ...

    @property
    def plain(self) -> bool: ...


def year_at(term: str, place: int, reader: Dated) -> Part | None:
    """The year or years that begin at `place`, written in a text or the year of a deadline."""
    if not reader.plain and (found := range_at(term, place, reader) or spoken_at(term, place, reader)):
        return found
    if match := YEAR.match(term, place):
        return Part(match[0], (match[1],), tags=tags_of([int(match[1])]))
    return None


def range_at(term: str, place: int, reader: Dated) -> Part | None:
    """Years from one to another, or on one side of one."""
    if match := RANGE.match(term, place):
        first, last = year_of(match["first"], reader), year_of(match["last"], reader)
        if first and last:
            last = first // 100 * 100 + last if last < 100 else last
            if 0 < last - first <= LONGEST:
                words = tuple(map(str, range(first, last + 1)))
                return years_part(match[0], words, first, last, f"{first}至{last}年中任一年")
    if (match := BEFORE.match(term, place) or UNTIL.match(term, place)) and (last := year_of(match["last"], reader)):
        return years_part(match[0], (str(last),), FIRST, last, f"{last}年及以前")
    if (match := AFTER.match(term, place)) and (first := year_of(match["first"], reader)):
        return years_part(match[0], (str(first),), first, LAST, f"{first}年及以后")
    return span_at(term, place, reader)


def span_at(term: str, place: int, reader: Dated) -> Part | None:
    """Some years before or after today; a text may have the words."""
    match = SPAN.match(term, place)
    number = parse_int(match["years"]) if match else None
    if not (match and number and reader.today and is_whole(term, *match.span(), reader.cutter)):
        return None
    this = reader.today.year
    first, last = (this, this + number) if match["ahead"] else (this - number + 1, this)
    return years_part(match[0], (match[0],), first, last, f"{first}至{last}年中任一年")


def years_part(typed: str, words: tuple[str, ...], first: int, last: int, read_as: str) -> Part:
    """The part that asks for these words or for any of the years."""
    return Part(typed, words, tags=tags_of(range(first, last + 1)), reading=said(typed, read_as))


def spoken_at(term: str, place: int, reader: Dated) -> Part | None:
    """One year in numerals, or told from today; the five years of a plan."""
    if match := SPELLED_YEAR.match(term, place):
        year = int(match[1].translate(NUMERALS))
        return Part(match[0], (str(year), match[1]), tags=tags_of([year]), reading=said(match[0], f"{year}年"))
    if plan := PLAN.match(term, place):
        first = 2016 + 5 * (int(plan[1].translate(NUMERALS)) - 3)
        return years_part(plan[0], (plan[0],), first, first + 4, f"{plan[0]}，即{first}至{first + 4}年")
    match = RELATIVE.match(term, place) or THIS_YEAR_S.match(term, place)
    if match and reader.today and is_whole(term, *match.span(), reader.cutter):
        year = reader.today.year + AGO.get(match[0][:2], 0)
        return Part(match[0], (str(year),), tags=tags_of([year]), reading=said(match[0], f"{year}年"))
    return None


def said(typed: str, read_as: str) -> Reading:
    return Reading(typed, read_as, "year")


def year_of(word: str, reader: Dated) -> int | None:
    """The year that a word names; None for a word of today without today."""
    if word in AGO:
        return reader.today.year + AGO[word] if reader.today else None
    return int(word.translate(NUMERALS))


def tags_of(years: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"y{year}" for year in years)
