"""The regions and a name in; the regions that the name mentions, and those above them, out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from documents.agencies.bodies import RegionEntry, RegionLevel

# Words that mean "of the document's own region", longest first, with the end of that region's name
TIER_WORDS = {
    "自治区": "自治区", "自治州": "自治州", "自治县": "自治县", "地区": "地区",
    "省": "省", "市": "市", "州": "州", "盟": "盟", "县": "县", "区": "区", "旗": "旗",
}  # fmt: skip
LEVELS = list(RegionLevel)
NATION_WORD = "国家"
YOUTH_LEAGUE = "团"  # 团省委: the one body whose name puts a word before 省


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A region that is mentioned in a longer name, from `start` to `end`. `is_bare`: without 省, 市, 区 at its end, so
    that it may be the begin of another word (东方枢纽)."""

    start: int
    end: int
    region: RegionEntry
    is_bare: bool = False


class RegionIndex:
    """Regions by code and by name."""

    def __init__(self, regions: Iterable[RegionEntry]) -> None:
        self._by_code = {region.code: region for region in regions}
        self._by_name: defaultdict[str, list[RegionEntry]] = defaultdict(list)
        for region in self._by_code.values():
            for name in dict.fromkeys((region.name, region.short_name, *region.names)):
                if name and region.level != RegionLevel.NATIONAL:
                    self._by_name[name].append(region)
        self._longest = max(map(len, self._by_name), default=0)
        self._parents_with_prefectures = {
            region.parent for region in self._by_code.values() if region.name.endswith("自治州")
        }

    def __iter__(self) -> Iterator[RegionEntry]:
        """All regions, in the order they were given."""
        return iter(self._by_code.values())

    def get(self, code: str | None) -> RegionEntry | None:
        """The region with this code, None without one."""
        return self._by_code.get(code or "")

    def nation(self) -> RegionEntry | None:
        """The region that is the whole country."""
        return next((r for r in self._by_code.values() if r.level == RegionLevel.NATIONAL), None)

    def by_abbreviation(self, letter: str) -> RegionEntry | None:
        """The region with this one-character name (青 for 青海省), None without one."""
        return next((r for r in self._by_code.values() if letter and r.abbreviation == letter), None)

    def chain(self, region: RegionEntry | None) -> Iterator[RegionEntry]:
        """The region, then each region above it up to the nation; none for None."""
        for _ in RegionLevel:
            if region is None:
                return
            yield region
            region = self.get(region.parent)

    def has_autonomous_prefectures(self, region: RegionEntry) -> bool:
        """Whether an autonomous prefecture (自治州) lies in the region, so that 市州 means all places below it."""
        return region.code in self._parents_with_prefectures

    def own(self, name: str, home: RegionEntry | None) -> RegionMention | None:
        """The word at the begin of a name (省 in 省财政厅, 国家) that means `home` or a region above it; None without.

        >>> qinghai = RegionEntry("630000", "青海省", "青海", "province")
        >>> RegionIndex([qinghai]).own("省财政厅", qinghai).region.name
        '青海省'
        """
        if name.startswith(NATION_WORD):
            nation = self.nation()
            return RegionMention(0, len(NATION_WORD), nation) if nation else None
        start = 1 if name.startswith(YOUTH_LEAGUE) else 0
        word = next((word for word in TIER_WORDS if name.startswith(word, start)), None)
        if word is None:
            return None
        for region in self.chain(home):
            if region.name.endswith(TIER_WORDS[word]) and (word != "区" or not region.name.endswith("自治区")):
                return RegionMention(start, start + len(word), region)
        return None

    def find(self, name: str, home: RegionEntry | None = None) -> Iterator[RegionMention]:
        """The regions that a name mentions, in order; at each place the longest one.

        >>> qinghai = RegionEntry("630000", "青海省", "青海", "province")
        >>> [(mention.start, mention.end) for mention in RegionIndex([qinghai]).find("人民银行青海省分行")]
        [(4, 7)]
        """
        start = 0
        while start < len(name):
            mention = self.at(name, start, home)
            if mention:
                yield mention
                start = mention.end
            else:
                start += 1

    def at(self, name: str, start: int, home: RegionEntry | None = None) -> RegionMention | None:
        """The longest name of a region that begins at `start`, with those of regions in it that follow: 江苏省苏州市.
        None without one, or where several regions have the name.

        >>> places = [("320000", "江苏省", "江苏", "province", ""), ("320500", "苏州市", "苏州", "city", "320000")]
        >>> RegionIndex(RegionEntry(*place) for place in places).at("江苏省苏州市教育局", 0).region.name
        '苏州市'
        """
        mention = self._longest_at(name, start, home)
        while mention:
            below = self._longest_at(name, mention.end, mention.region)
            if below is None or below.region == mention.region or mention.region not in self.chain(below.region):
                return mention
            mention = RegionMention(start, below.end, below.region, below.is_bare)
        return None

    def _longest_at(self, name: str, start: int, home: RegionEntry | None) -> RegionMention | None:
        for end in range(min(len(name), start + self._longest), start + 1, -1):
            if name[start:end] in self._by_name:
                region = self.named(name[start:end], home)
                is_bare = region is not None and name[end - 1] != region.name[-1]
                return RegionMention(start, end, region, is_bare) if region else None
        return None

    def named(self, name: str, home: RegionEntry | None = None) -> RegionEntry | None:
        """The region with this name. Of several, the one nearest to `home`: in or above it, else in the same city or
        province; else the highest: 海南 is 海南州 in Qinghai, 海南省 elsewhere. None where two are equal in this."""
        candidates = self._by_name.get(name, [])
        if len(candidates) > 1:
            candidates = self._nearest(candidates, home)
            top = min(LEVELS.index(RegionLevel(region.level)) for region in candidates)
            candidates = [region for region in candidates if LEVELS.index(RegionLevel(region.level)) == top]
        one = candidates[0] if len(candidates) == 1 else None
        return None if one and home and self._is_elsewhere(one, name, home) else one

    def _is_elsewhere(self, region: RegionEntry, name: str, home: RegionEntry) -> bool:
        """Whether the name says a district without its city, and `home` lies in another province: 东城区 in a document
        of 许昌市 is none of Beijing's."""
        if region.level != RegionLevel.COUNTY or name == region.name or home.level == RegionLevel.NATIONAL:
            return False
        shared = next((each for each in self.chain(home) if each in self.chain(region)), None)
        return shared is None or shared.level == RegionLevel.NATIONAL

    def namesakes(self, name: str) -> list[RegionEntry]:
        """The regions that the name begins with, where several bear that name: two for 朝阳区水利局; none where one has
        it."""
        ends = range(min(len(name), self._longest), 1, -1)
        places = next((self._by_name[name[:end]] for end in ends if name[:end] in self._by_name), [])
        return list(places) if len(places) > 1 else []

    def parted(self, name: str, home: RegionEntry | None) -> tuple[RegionEntry | None, str]:
        """The region that a name begins with, or `home` where it begins with none, and the rest of the name."""
        mention = self.at(name, 0, home) or self.own(name, home)
        return (mention.region, name[mention.end :]) if mention and mention.start == 0 else (home, name)

    def whole(self, name: str, home: RegionEntry | None = None) -> RegionEntry | None:
        """The region that the whole name means, also with those it lies in: 合肥市肥西县; None without one."""
        mention = self.at(name, 0, home)
        return mention.region if mention and mention.end == len(name) else None

    def _nearest(self, candidates: list[RegionEntry], home: RegionEntry | None) -> list[RegionEntry]:
        """The candidates that share with `home` the lowest region below the nation; all where none shares one."""
        for around in self.chain(home):
            near = [region for region in candidates if around in self.chain(region)]
            if near and around.level != RegionLevel.NATIONAL:
                return near
        return candidates

    def is_near(self, region: RegionEntry, home: RegionEntry) -> bool:
        """Whether one of the two regions lies in the other, which is not the nation."""
        if home.level == RegionLevel.NATIONAL:
            return False
        return home in self.chain(region) or region in self.chain(home)
