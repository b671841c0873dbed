"""Names and regions of agencies in; the collectives (各市州人民政府, 有关园区) that include an agency, and why, out.

A collective is never turned into duties of its members; this only tells an agency's readers where else it may be
meant.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from documents.models import Agency, AgencyKind, AgencyPattern, Region, RegionLevel

# 青海省 | 各 | 市州 | 人民政府 · 有关 | 园区 · 各 | 市（州） | 发展改革部门
NAME = re.compile(
    r"(?P<which>各|有关|相关|全省各|全市各)(?P<places>[市州盟县区旗、（()）自治设的级]{0,12})(?P<body>.{1,20})"
)
PLACE_LEVELS = ((re.compile(r"[市州盟]"), RegionLevel.CITY), (re.compile(r"[县区旗]"), RegionLevel.COUNTY))
GOVERNMENTS = ("人民政府", "政府")
PARKS = re.compile(r"(?:产业|工业|各类)?(?:园区|开发区|新区)(?:管理委员会|管委会)?")
DEPARTMENT_KINDS = (AgencyKind.AGENCY, AgencyKind.PARTY, AgencyKind.PEOPLE)
# 各部门 · 各有关单位
DEPARTMENTS = re.compile(r"(?:有关|相关)?(?:省级|省直|市级|市直)?(?:职能)?(?:部门|单位)")
# 某某领导小组各成员单位
MEMBERS = re.compile(r".{2,40}(?:小组|委员会|联席会议|指挥部|专班)(?:各|有关|相关)?成员单位")
# 西宁市政府 · 海东市人民政府
PLACE_GOVERNMENT = re.compile(r"(?P<place>.{2,12}?)(?:人民政府|政府)")
LINE = re.compile(r"(?P<line>.{2,10}?)(?:行政)?(?:主管)?部门")


@dataclass(frozen=True, slots=True)
class Inclusion:
    """A collective that includes an agency; not `is_certain` where it means only some agencies of its kind (有关…)."""

    group: Agency
    is_certain: bool
    reason: str


def find_inclusions(agency: Agency, groups: Iterable[Agency]) -> Iterator[Inclusion]:
    """The collectives among `groups` that include `agency`; none where the words leave it open."""
    regions = enclosing(agency.region)
    lines = government_lines(agency)
    for group in groups:
        name = name_in_region(group)
        match = NAME.fullmatch(name)
        if match and group.region in regions and means(match, agency, lines):
            is_certain = match["which"].endswith("各")
            yield Inclusion(group, is_certain, explain(agency, group, is_certain))
        elif group.region and group.region == agency.region and agency.kind in DEPARTMENT_KINDS:
            if MEMBERS.fullmatch(name):
                yield Inclusion(group, False, f"本库没有成员名单，{agency.name}可能是其中之一。")
            elif match and DEPARTMENTS.fullmatch(match["places"] + match["body"]):
                yield Inclusion(group, False, explain(agency, group, False))


def collectives_of(agency: Agency) -> list[Agency]:
    """The collectives on record that certainly include the agency."""
    groups = Agency.objects.filter(kind=AgencyKind.GROUP).select_related("region")
    return [each.group for each in find_inclusions(agency, groups) if each.is_certain]


def inclusions_of_place(words: str) -> list[Inclusion]:
    """The collectives with duties that include the government so named (西宁市政府); none where it has duties of its
    own."""
    match = PLACE_GOVERNMENT.fullmatch(words.strip())
    if not match:
        return []
    named = Q(name=match["place"]) | Q(short_name=match["place"])
    region = Region.objects.filter(named, level__in=(RegionLevel.CITY, RegionLevel.COUNTY)).first()
    if not region or Agency.objects.with_duties().filter(name=f"{region.name}人民政府").exists():
        return []
    government = Agency(name=f"{region.name}人民政府", kind=AgencyKind.GOVERNMENT, region=region)
    groups = Agency.objects.with_duties().filter(kind=AgencyKind.GROUP)
    return list(find_inclusions(government, groups))


def places_of(group: Agency) -> list[str]:
    """The cities of its region whose governments a collective means (各市州人民政府); none for any other."""
    match = NAME.fullmatch(name_in_region(group)) if group.kind == AgencyKind.GROUP and group.region else None
    if not match or not match["which"].endswith("各") or match["body"] not in GOVERNMENTS:
        return []
    if [level for pattern, level in PLACE_LEVELS if pattern.search(match["places"])] != [RegionLevel.CITY]:
        return []
    cities = Region.objects.filter(parent=group.region, level=RegionLevel.CITY)
    return list(cities.values_list("name", flat=True))


def name_in_region(group: Agency) -> str:
    """The name without that of the region: 青海省各市州人民政府 → 各市州人民政府."""
    return group.name.removeprefix(group.region.name) if group.region else group.name


def enclosing(region: Region | None) -> list[Region]:
    """A region and those it lies in, from the inside out."""
    found = []
    while region and region not in found:
        found.append(region)
        region = region.parent
    return found


def government_lines(agency: Agency) -> set[str]:
    """The lines of government (条线) under whose name for this region the agency goes."""
    if not agency.region:
        return set()
    official = [f"{{region}}{agency.name.removeprefix(agency.region.name)}"]
    return set(AgencyPattern.objects.filter(official__in=official).values_list("line", flat=True))


def means(match: re.Match[str], agency: Agency, lines: set[str]) -> bool:
    """Whether the words after 各 or 有关 fit the agency's kind, line of government and level."""
    places, body = match["places"], match["body"]
    if PARKS.fullmatch(places + body):
        return agency.kind == AgencyKind.PARK
    levels = {level for pattern, level in PLACE_LEVELS if pattern.search(places)}
    if not agency.region or agency.region.level not in levels:
        return False
    line = LINE.fullmatch(body)
    if line:
        return line["line"] in lines
    return body in GOVERNMENTS and agency.kind == AgencyKind.GOVERNMENT


def explain(agency: Agency, group: Agency, is_certain: bool) -> str:
    """The sentence that says why a duty of the collective is listed with the agency."""
    if is_certain:
        return f"原文写“{group.name}”，未逐一列名；{agency.name}在其中。"
    return f"原文写“{group.name}”，未写明是哪几个；可能包括{agency.name}。"
