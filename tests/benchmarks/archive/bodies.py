"""An agency of a sample policy, and a region, in; the body there that does the same out, made when first used."""

import random
from collections import defaultdict
from zlib import crc32

from documents.agencies import Gazetteer, RegionEntry, RegionLevel
from documents.agencies.short_forms import instantiate
from documents.models import Agency, AgencyName
from documents.records.slugs import free_slug, slug_of
from tests.benchmarks.archive.tables import Tables
from tests.benchmarks.archive.wording import tier_word

# Of the bodies that the samples name, so many out of a hundred do the work in a region of each tier
IN_USE = {RegionLevel.NATIONAL: 60, RegionLevel.PROVINCE: 45, RegionLevel.CITY: 12, RegionLevel.COUNTY: 8}
ALWAYS = ("发展改革", "政府", "政府办公机构")
DRAWN = (
    "发展改革", "工业和信息化", "财政", "生态环境", "自然资源", "住房城乡建设", "交通运输", "水利", "农业农村",
    "商务", "科技", "能源", "文化和旅游", "卫生健康", "市场监管", "林业草原", "教育", "人力资源社会保障", "应急管理",
    "统计", "数据", "国资", "公安", "民政", "税务", "人民银行", "医疗保障", "乡村振兴",
)  # fmt: skip
MOST = 5  # bodies of a clause
GROUPS = {
    RegionLevel.NATIONAL: ("各省、自治区、直辖市人民政府", "国务院各有关部门", "各有关企业"),
    RegionLevel.PROVINCE: ("{}各市州人民政府", "{}有关园区", "{}直有关部门"),
    RegionLevel.CITY: ("{}各县区人民政府",),
    RegionLevel.COUNTY: ("{}各乡镇人民政府",),
}


class Bodies:
    """The agencies of all regions, by line of government."""

    def __init__(self, gazetteer: Gazetteer, tables: Tables) -> None:
        self.gazetteer, self.tables = gazetteer, tables
        self.patterns = {(pattern.level, pattern.line): pattern for pattern in reversed(gazetteer.patterns)}
        self.keys = dict(Agency.objects.values_list("name", "pk"))
        self.names = {pk: name for name, pk in self.keys.items()}
        self.taken = set(Agency.objects.values_list("slug", flat=True))
        self._lines = self.lines_of_names()
        self._meant: dict[tuple[int, str], int | None] = {}
        self._written: dict[int, str] = {}
        self._drawn: dict[str, list[int]] = {}

    def lines_of_names(self) -> dict[str, str]:
        """The line of government of each body of a province or city whose name a pattern makes."""
        lines: dict[str, str] = {}
        by_tier = defaultdict(list)
        for pattern in self.gazetteer.patterns:
            by_tier[pattern.level].append(pattern)
        for region in self.gazetteer.regions:
            if region.level in (RegionLevel.PROVINCE, RegionLevel.CITY):
                for pattern in by_tier[region.tier]:
                    lines.setdefault(instantiate(pattern, region), pattern.line)
        return lines

    def meant(self, agency: int, region: RegionEntry) -> int | None:
        """The body that does in the region what `agency` does at home; None where it has none, or none that is named
        in documents."""
        known = (agency, region.code)
        if known not in self._meant:
            self._meant[known] = self._find(self.names[agency], region)
        return self._meant[known]

    def _find(self, name: str, region: RegionEntry) -> int | None:
        line = self._lines.get(name)
        if line is None:
            place = crc32(name.encode()) % 4
            forms = GROUPS[RegionLevel(region.level)]
            return self.key(forms[place].format(region.name), region) if place < len(forms) else None
        return self.of_line(line, region) if is_in_use(line, region) else None

    def drawn(self, region: RegionEntry, chance: random.Random) -> list[int]:
        """Some bodies of the region, the one that leads first."""
        if region.code not in self._drawn:
            keys = (self.of_line(line, region) for line in DRAWN if is_in_use(line, region))
            self._drawn[region.code] = list(dict.fromkeys(filter(None, keys)))
        found = self._drawn[region.code]
        return chance.sample(found, min(chance.randint(1, MOST), len(found)))

    def of_line(self, line: str, region: RegionEntry) -> int | None:
        """The body of a line of government in a region."""
        pattern = self.patterns.get((region.tier, line))
        return self.key(instantiate(pattern, region), region) if pattern else None

    def key(self, name: str, region: RegionEntry) -> int:
        """The key of the agency of this official name."""
        if name not in self.keys:
            match = self.gazetteer.resolve(name, region)
            slug = free_slug(slug_of(name, "agency"), self.taken)
            self.taken.add(slug)
            self.keys[name] = key = self.tables[Agency].add(
                name=name,
                slug=slug,
                kind=match.kind.value,
                region_id=match.region_code or region.code,
                is_reviewed=match.is_one_body,
            )
            self.names[key] = name
            for other in self.gazetteer.other_names(match):
                if other != name:
                    self.tables[AgencyName].add(agency_id=key, name=other, kind=AgencyName.Kind.SHORT)
        return self.keys[name]

    def written(self, agency: int, region: RegionEntry) -> str:
        """How the region's own documents write the body: 市发展改革委."""
        if agency not in self._written:
            name = self.names[agency]
            match = self.gazetteer.resolve(name, region)
            others = self.gazetteer.other_names(match) if name.startswith(region.name) else ()
            short = [other for other in others if other.startswith(tier_word(region))]
            self._written[agency] = max(
                short, key=lambda other: (not other.endswith("委员会"), len(other)), default=name
            )
        return self._written[agency]


def is_in_use(line: str, region: RegionEntry) -> bool:
    """Whether the region has a body of this line that documents name."""
    drawn = crc32(f"{line} {region.code}".encode()) % 100
    return line in ALWAYS or drawn < IN_USE[RegionLevel(region.level)]
