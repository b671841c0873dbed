"""The full names that a document prints in; a gazetteer that takes its short names for these, out."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from documents.agencies.bodies import AgencyMatch, RegionEntry
from documents.agencies.resolver import Gazetteer
from documents.agencies.short_forms import FULL_ENDING, split_ending


def reading_names(gazetteer: Gazetteer, names: Iterable[str], home: RegionEntry | None) -> Gazetteer:
    """The gazetteer for a document of the region `home` whose head and signature print these names.

    >>> place = RegionEntry("310101", "上海市黄浦区", "黄浦区", "county")
    >>> known = reading_names(Gazetteer([place], [], []), ["黄浦区住房保障和房屋管理局"], place)
    >>> known.resolve("区房管局", place).name
    '上海市黄浦区住房保障和房屋管理局'
    """
    printed = PrintedNames(gazetteer, names, home)
    return gazetteer.with_meanings(lru_cache(maxsize=4096)(printed.find)) if printed else gazetteer


class PrintedNames:
    """The bodies that a document names in full, by region and ending."""

    def __init__(self, gazetteer: Gazetteer, names: Iterable[str], home: RegionEntry | None) -> None:
        self._gazetteer = gazetteer
        self._bodies: defaultdict[tuple[str, str], dict[str, AgencyMatch]] = defaultdict(dict)
        for name in names:
            self._add(name, home)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._bodies)

    def _add(self, name: str, home: RegionEntry | None) -> None:
        mention = self._gazetteer.regions.at(name, 0, home)
        words = name[mention.end :] if mention else ""
        if mention is None or not FULL_ENDING.search(words):
            return
        match = self._gazetteer.resolve(name, home)
        if match.name == f"{mention.region.name}{words}":  # no short form itself
            bodies = self._bodies[mention.region.code, split_ending(words)[1]]
            bodies[split_ending(words)[0]] = AgencyMatch(match.name, match.kind, mention.region.code, known=True)

    def find(self, name: str, home: RegionEntry | None) -> AgencyMatch | None:
        """The one body printed in full that the short name may mean; None without one, or where the name is a full
        one."""
        region, rest = self._gazetteer.regions.parted(name, home)
        words, ending = split_ending(rest)
        if region is None or not ending or (region.code, ending) not in self._bodies:
            return None
        bodies = self._bodies[region.code, ending]
        found = [match for full, match in bodies.items() if is_short_for(words, full)]
        if len(found) != 1 or self._gazetteer.forms.is_official(region.tier, f"{{}}{rest}"):
            return None
        return found[0]


def is_short_for(words: str, full: str) -> bool:
    """Whether the words are some characters of the full name, in its order; one alone has to begin it (建委).

    >>> is_short_for("房管", "住房保障和房屋管理"), is_short_for("管房", "房屋管理"), is_short_for("水务", "水务")
    (True, False, False)
    """
    rest = iter(full)
    is_telling = full.startswith(words) if len(words) == 1 else len(words) < len(full)
    return is_telling and all(character in rest for character in words)
