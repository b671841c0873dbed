"""The records of the registry as plain values, and what the gazetteer returns; no database, no files."""

from dataclasses import dataclass
from enum import StrEnum


class RegionLevel(StrEnum):
    """The tier of government (行政层级). A municipality (直辖市) is a province whose name ends in 市."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class AgencyKind(StrEnum):
    """What sort of body an agency is."""

    AGENCY = "agency"
    GOVERNMENT = "government"
    PARTY = "party"  # 省委宣传部, 纪委
    PEOPLE = "people"  # 人民团体: 总工会, 妇联, 科协, 协会
    MILITARY = "military"  # 军分区, 武警
    SCHOOL = "school"
    HOSPITAL = "hospital"
    COMPANY = "company"
    PARK = "park"
    GROUP = "group"  # 各市州政府, 各有关部门: named once, never expanded


@dataclass(frozen=True, slots=True)
class RegionEntry:
    """A region (行政区划) with its GB/T 2260 code. `name` tells it from all others: 北京市朝阳区, with `short_name`
    朝阳区. `parent` is the code of the region above, "" at the top; `names` are further names (海西州);
    `abbreviation` is the one character that document numbers use (青)."""

    code: str
    name: str
    short_name: str
    level: str
    parent: str = ""
    names: tuple[str, ...] = ()
    abbreviation: str = ""

    @property
    def tier(self) -> str:
        """The level that a pattern names: `level`, or "municipality" for a 直辖市."""
        return "municipality" if self.level == RegionLevel.PROVINCE and self.name.endswith("市") else self.level


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """A body with its full official `name`; `region` is a code; `names` are short forms, `former` are former names."""

    name: str
    kind: str = AgencyKind.AGENCY
    region: str | None = None
    names: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgencyPattern:
    """How the bodies of one line of government (条线) are named at one tier.

    `official` holds {region} (青海省), {short} (青海) or {committee} (青海省委); in `names` a {} stands where the
    region's name, its short name or a word for it (省, 市) may stand; without {} it stands in front.
    """

    line: str
    level: str
    official: str
    names: tuple[str, ...] = ()
    kind: str = AgencyKind.AGENCY


@dataclass(frozen=True, slots=True)
class AgencyMatch:
    """The one agency that words mean. `known` is False where neither registry nor patterns have it; `name` is then the
    name as written, with region and ending spelled out where rules allow it. `kept_as` is the name of the record where
    a text of its region says less: 青海省有关园区 for 有关园区."""

    name: str
    kind: AgencyKind
    region_code: str | None
    known: bool
    kept_as: str = ""

    @property
    def record_name(self) -> str:
        """The name that no other agency has."""
        return self.kept_as or self.name

    @property
    def is_one_body(self) -> bool:
        """Whether this is a body on record, not a collective."""
        return self.known and self.kind != AgencyKind.GROUP


def matched_entry(entry: AgencyEntry) -> AgencyMatch:
    """A body on record as a name that means it is answered."""
    return AgencyMatch(entry.name, AgencyKind(entry.kind), entry.region, known=True)


@dataclass(frozen=True, slots=True)
class Identity:
    """The region of a document, and the official names of its issuing agencies and addressees."""

    region: RegionEntry | None
    issuers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
