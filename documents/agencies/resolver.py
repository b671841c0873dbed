"""A name as written and the document's region in; the one agency it means out: Gazetteer.resolve()."""

import re
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from functools import lru_cache

from documents.agencies.bodies import (
    AgencyEntry,
    AgencyKind,
    AgencyMatch,
    AgencyPattern,
    RegionEntry,
    RegionLevel,
    matched_entry,
)
from documents.agencies.body_kinds import guess_kind, may_be_anywhere
from documents.agencies.classes import is_composed
from documents.agencies.collectives import (
    OWN_TIER,
    PLAIN_GOVERNMENT,
    collective_name,
    is_collective,
    kept_name,
)
from documents.agencies.regions import RegionIndex, RegionMention
from documents.agencies.short_forms import FormTable, matched_pattern, split_ending
from documents.agencies.spelled_out import OTHER_ENDINGS, spell_out, squeeze

# 省直有关部门, 市各委办局: words for a class of bodies, not a name that 省 opens
OF_A_TIER = re.compile(r"[直级属、各内]|有关|相关|其他")
OF_TIER_ONLY = re.compile(r"[级属](?!机关)")
PLACE_ENDS = ("省", "市", "县", "区", "州", "旗", "盟")
PLACE_NAME = re.compile(r"[\u4e00-\u9fff]{2,5}(?<![园发验范地城社景牧矿灌军备校])[区县旗]")  # 某区: no park, no 社区
LOCAL = (RegionLevel.CITY, RegionLevel.COUNTY)
# 国家药监局 + 审评中心: what a body ends with, and what a unit of it ends with
BODY_ENDS = "局厅委署部院会行"
UNIT = re.compile(r"(?:中心|分中心|[分支]局|所|处|总?队|支队|办公[室厅]|总站|站|司|院|分署|分行|总部|分院|科|室)$")
SHORTEST_UNIT = 2
LONGEST_BODY = 60  # characters of the body that a name begins with
PARTY_OFFICE = re.compile(r"委(?!员|托|派|属)|党委")  # 市委某某办


class Gazetteer:
    """The regions, the bodies on record, and how bodies are named at each tier of government."""

    def __init__(
        self,
        regions: Iterable[RegionEntry],
        agencies: Iterable[AgencyEntry],
        patterns: Iterable[AgencyPattern],
    ) -> None:
        self.regions = RegionIndex(regions)
        self.agencies = tuple(agencies)
        self.patterns = tuple(patterns)
        self.forms = FormTable(self.patterns)
        self._full: dict[str, AgencyEntry] = {}
        self._short: dict[tuple[str, str], AgencyEntry] = {}
        for agency in self.agencies:
            if agency.kind != AgencyKind.GROUP:  # 有关园区 on record are those of its region
                self._full.setdefault(agency.name, agency)
            for name in (spelled for said in self._spellings(agency) for spelled in (said, said.replace("、", ""))):
                self._short.setdefault((agency.region or "", name), agency)
        self.marked_names = tuple(name for _, name in self._short if "、" in name)  # 市科委、中关村管委会
        self._resolve = lru_cache(maxsize=4096)(self._resolve_once)
        self._meant: Callable[[str, RegionEntry | None], AgencyMatch | None] = lambda name, home: None

    def resolve(self, name: str, region: RegionEntry | None = None) -> AgencyMatch:
        """The agency that `name` means in a document of `region`; one that is not known has `known` False.

        >>> qinghai = RegionEntry("630000", "青海省", "青海", "province")
        >>> bureau = AgencyPattern("能源", "province", "{region}能源局", ("能源局",))
        >>> Gazetteer([qinghai], [], [bureau]).resolve("省能源局", qinghai).name
        '青海省能源局'
        """
        squeezed = squeeze(name)
        return self._meant(squeezed, region) or self._resolve(squeezed, region)

    def with_meanings(self, find: Callable[[str, RegionEntry | None], AgencyMatch | None]) -> "Gazetteer":
        """This gazetteer for one document, in which `find`, asked first, says what some short names mean."""
        informed, before = copy(self), self._meant
        informed._meant = lambda name, home: find(name, home) or before(name, home)
        return informed

    def other_names(self, match: AgencyMatch) -> tuple[str, ...]:
        """The short and former names of an agency: those on record, and those its pattern allows."""
        entry = self._full.get(match.name)
        region = self.regions.get(match.region_code)
        recorded = (*entry.names, *entry.former) if entry else ()
        allowed = self.forms.short_names(match.name, region) if region else ()
        return tuple(dict.fromkeys((*recorded, *allowed)))

    def _spellings(self, agency: AgencyEntry) -> Iterator[str]:
        """Every name of an agency as it is, and with {} for its region: 省工信厅, {}工信厅."""
        home = self.regions.get(agency.region)
        for name in (agency.name, *agency.names, *agency.former):
            yield name
            for mention in self._mentions(name, home):
                if mention.region == home:
                    yield f"{name[: mention.start]}{{}}{name[mention.end :]}"

    def _mentions(self, name: str, home: RegionEntry | None) -> Iterator[RegionMention]:
        """The regions that a name may be about: those it names, then the one that its first word (省, 市) means."""
        yield from self.regions.find(name, home)
        own = self.regions.own(name, home)
        if own:
            yield own

    def _resolve_once(self, name: str, home: RegionEntry | None) -> AgencyMatch:
        for find in (self._registered, self._collective, self._bare, self._placed, self._above, self._place):
            match = find(name, home)
            if match:
                return match
        return self._unknown(name, home)

    def _unknown(self, name: str, home: RegionEntry | None) -> AgencyMatch:
        """A name that nobody knows, made full as far as rules go: 国家药监局某某中心 begins with a body on record."""
        if "与" in name and (match := self._resolve(name.replace("与", "和"), home)).known:
            return match
        full, region = self._under_a_body(name, home) or self._by_rule(name, home)
        if known := self._full.get(full):
            return matched_entry(known)
        kind = guess_kind(full)
        kept = f"{home.name}{full}" if home and self._is_of_a_kind(name, full, kind, home) else full
        return AgencyMatch(full, kind, region.code if region else None, known=False, kept_as=kept)

    def _under_a_body(self, name: str, home: RegionEntry | None) -> tuple[str, RegionEntry | None] | None:
        """The name with the body that it begins with in full, and that body's region: 市公安局交警支队 is
        苏州市公安局交警支队; None where it begins with none."""
        for cut in range(min(len(name) - SHORTEST_UNIT, LONGEST_BODY), SHORTEST_UNIT, -1):
            if name[cut - 1] in BODY_ENDS and UNIT.search(name, cut):
                above = self._resolve(name[:cut], home)
                if above.is_one_body:
                    return f"{above.name}{name[cut:]}", self.regions.get(above.region_code)
        return None

    def _is_of_a_kind(self, name: str, full: str, kind: AgencyKind, home: RegionEntry) -> bool:
        """Whether the words may be the name of a body in any region (高新区管委会), so that those of two are two."""
        if full != spell_out(name) or not may_be_anywhere(full, kind) or home.level == RegionLevel.NATIONAL:
            return False
        mention = next(self._mentions(name, home), None)
        says_where = mention and not OF_TIER_ONLY.match(name, mention.end)
        return not name.startswith(home.short_name[:-1]) and not says_where

    def _registered(self, name: str, home: RegionEntry | None) -> AgencyMatch | None:
        """The agency on record with this full name, or with this short or former name in the region `home`."""
        entry = self._full.get(name) or (self._short.get((home.code, name)) if home else None)
        return matched_entry(entry) if entry else None

    def _collective(self, name: str, home: RegionEntry | None) -> AgencyMatch | None:
        place = self.regions.at(name, 0, home)
        if not is_collective(name[place.end :] if place else name) or self._field(name, home):
            return None  # 韩城市政府 is no government of 城市
        own = None if name.startswith("国家") else self.regions.own(name, home)
        words = collective_name(name, home, self.regions)
        if own and OWN_TIER.match(name) and not OF_A_TIER.match(name, own.end) and words == name:
            words = f"{own.region.name}{PLAIN_GOVERNMENT.sub('人民政府', name[own.end :])}"
        kept, region = kept_name(words, home, self.regions)
        is_known = self._is_composed(name, home)
        return AgencyMatch(words, AgencyKind.GROUP, region.code if region else None, is_known, kept)

    def _is_composed(self, name: str, home: RegionEntry | None) -> bool:
        """Whether a collective is made of known words alone; a region may stand before it: 苏州市各区人民政府."""
        while (mention := self.regions.at(name, 0, home)) and mention.end < len(name):
            name = name[mention.end :]
        return is_composed(OTHER_ENDINGS.sub("", name), self.forms.is_body)

    def _placed(self, name: str, home: RegionEntry | None) -> AgencyMatch | None:
        """The agency of a name that says its region: 西宁市发展改革委, 人民银行青海省分行, 省财政厅."""
        for mention in self._mentions(name, home):
            region, form = mention.region, f"{name[: mention.start]}{{}}{name[mention.end :]}"
            entry = self._short.get((region.code, form))
            if entry:
                return matched_entry(entry)
            if model := self._like_its_city(form, region):
                return model
            pattern = self.forms.find(region.tier, form)
            if pattern is None and mention.start == 0:
                pattern = self.forms.field(region.tier, name[mention.end :])
            if pattern:
                return matched_pattern(pattern, region)
            spelled = self.forms.spell_out(name[mention.end :]) if mention.start == 0 else None
            if spelled and region.level != RegionLevel.NATIONAL:
                return AgencyMatch(f"{region.name}{spelled}", AgencyKind.AGENCY, region.code, known=True)
        return None

    def _bare(self, name: str, home: RegionEntry | None) -> AgencyMatch | None:
        """The agency of a name without region, in the region of the document: 能源局."""
        if home is None:
            return None
        if model := self._like_its_city(f"{{}}{name}", home):
            return model
        pattern = self.forms.find(home.tier, f"{{}}{name}") or self.forms.field(home.tier, name)
        if pattern:
            return matched_pattern(pattern, home)
        # 发改委 in a document of a county, whose body is usually called 发展和改革局
        spelled = self.forms.spell_out(name) if home.level in LOCAL else None
        has_line = spelled and self.forms.field(home.tier, f"{split_ending(name)[0]}部门")
        return AgencyMatch(f"{home.name}{spelled}", AgencyKind.AGENCY, home.code, known=True) if has_line else None

    def _like_its_city(self, form: str, region: RegionEntry) -> AgencyMatch | None:
        """The body of a municipality's district, which is called as that of the municipality on record: 某区交通委员会
        where 市交通委 is 某市交通委员会."""
        city = self.regions.get(region.parent)
        if city is None or city.tier != "municipality" or self.forms.is_shared(region.tier, form):
            return None
        entry = self._short.get((city.code, form))
        if entry is None or not entry.name.startswith(city.name):
            return None
        return AgencyMatch(
            f"{region.name}{entry.name.removeprefix(city.name)}", AgencyKind(entry.kind), region.code, True
        )

    def _above(self, name: str, home: RegionEntry | None) -> AgencyMatch | None:
        """The agency of a higher tier with this short name: 财政部 in a document of a city. Without `home`, a national
        one."""
        for region in (*self.regions.chain(home), self.regions.nation()):
            entry = self._short.get((region.code, name)) if region else None
            if entry:
                return matched_entry(entry)
        return None

    def _place(self, name: str, home: RegionEntry | None) -> AgencyMatch | None:
        """The government of a place, for the bare name of the place."""
        region = self.regions.whole(name, home)
        if region is None:
            is_place = PLACE_NAME.fullmatch(name) and home and not self.regions.own(name, home)
            return AgencyMatch(name, AgencyKind.GOVERNMENT, None, known=False) if is_place else None
        full = region.name if name.endswith(PLACE_ENDS) else name
        return AgencyMatch(full, AgencyKind.GOVERNMENT, region.code, known=name.endswith(PLACE_ENDS))

    def _field(self, name: str, home: RegionEntry | None) -> bool:
        """Whether the words are the field of work of one body: 发展改革部门, 西宁市商务部门."""
        mention = next(self._mentions(name, home), None)
        places = [(mention.region, mention.end)] if mention and mention.start == 0 else []
        return any(place and self.forms.field(place.tier, name[end:]) for place, end in [*places, (home, 0)])

    def _by_rule(self, name: str, home: RegionEntry | None) -> tuple[str, RegionEntry | None]:
        """The name with the region at its begin and the ending spelled out, and the region."""
        mention = next((m for m in self._mentions(name, home) if m.start == 0), None)
        if mention is None or mention.region.level == RegionLevel.NATIONAL:
            return spell_out(name), home
        if OF_TIER_ONLY.match(name, mention.end):
            return spell_out(name), mention.region  # 市级平台
        if not mention.is_bare:
            party = "中共" if PARTY_OFFICE.match(name, mention.end) else ""
            return spell_out(f"{party}{mention.region.name}{name[mention.end :]}"), mention.region
        # 东方枢纽… in a document of 上海市 is no body of 海南省东方市: two characters do not say that
        is_near = home is None or self.regions.is_near(mention.region, home)
        return spell_out(name), mention.region if is_near else home
