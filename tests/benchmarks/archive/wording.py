"""Words of a place and a year in; the words in which another place would say the same in another year, out."""

import re
from collections.abc import Iterator
from functools import lru_cache
from zlib import crc32

from documents.agencies import RegionEntry, RegionLevel
from documents.agencies.regions import RegionIndex
from tests.benchmarks.archive.texts import Edit

YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
SHARE = r"(?<![\d.])[1-9]\d(?=%)"
PERIOD = r"十[二三四五]五(?![年个项条])"
TIER = r"(?<![节各跨外])省(?![略去])"
PERIODS = ("十一五", "十二五", "十三五", "十四五", "十五五", "十六五")


class Wording:
    """How the words of a region's document are said in another region, so many years later."""

    def __init__(self, regions: RegionIndex, home: RegionEntry, region: RegionEntry, year: int, later: int) -> None:
        self.is_same = home.code == region.code and not later
        self.later, self.more = later, crc32(f"{region.code} {year + later}".encode()) % 11 - 4
        self.periods_later = (year + later - 2006) // 5 - (year - 2006) // 5
        self._pattern, names = read_home(regions, home)
        self._names = {name: told_by(regions, kind, place, name, region) for name, (kind, place) in names.items()}

    def edits(self, text: str) -> Iterator[Edit]:
        """What is otherwise in a text."""
        if not self.is_same:
            for match in self._pattern.finditer(text):
                yield Edit(match.start(), match.end(), self._said(match))

    def said(self, text: str) -> str:
        """The text in these words."""
        return text if self.is_same else self._pattern.sub(self._said, text)

    def share(self, percent: int) -> int:
        """The same share as another place has it; those of 0 to 9 and of 100 are the same everywhere."""
        return min(max(percent + self.more, 10), 99) if 10 <= percent <= 99 and not self.is_same else percent

    def _said(self, match: re.Match[str]) -> str:
        words = match[0]
        match match.lastgroup:
            case "year":
                return str(int(words) + self.later)
            case "share":
                return str(self.share(int(words)))
            case "period":
                return PERIODS[min(max(PERIODS.index(words) + self.periods_later, 0), len(PERIODS) - 1)]
            case _:
                return self._names[words]


@lru_cache(maxsize=64)
def read_home(regions: RegionIndex, home: RegionEntry) -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    """What is otherwise elsewhere in a document of this region: a pattern of it all, and each name with what sort it is
    of and which of the places below the region it means."""
    names: dict[str, tuple[str, int]] = {home.name: ("name", -1), home.short_name: ("short", -1), "省": ("tier", -1)}
    for place, below in enumerate(places_below(regions, home)):
        for name in (below.name, *below.names):
            names.setdefault(name, ("name", place))
        names.setdefault(below.short_name, ("short", place))
    spelled = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name != "省")
    pattern = rf"(?P<year>{YEAR})|(?P<share>{SHARE})|(?P<period>{PERIOD})|(?P<name>(?:{spelled})(?!湖)|{TIER})"
    return re.compile(pattern), names


def told_by(regions: RegionIndex, kind: str, place: int, name: str, region: RegionEntry) -> str:
    """A name of the home as it is said in another region."""
    is_nation = region.level == RegionLevel.NATIONAL
    if kind == "tier":
        return "国家" if is_nation else tier_word(region)
    there = region
    if place >= 0:
        below = places_below(regions, region)
        there = below[place % len(below)] if below else region
    return there.short_name if kind == "short" else there.name


def tier_word(region: RegionEntry) -> str:
    """What stands in front of its bodies in short: 市."""
    return region.name[-1]


@lru_cache(maxsize=4096)
def places_below(regions: RegionIndex, region: RegionEntry) -> list[RegionEntry]:
    """The regions right below a region."""
    return [each for each in regions if each.parent == region.code]
