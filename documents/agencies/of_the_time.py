"""A day in; what short names meant then that mean other bodies now, out."""

from collections.abc import Callable
from datetime import date

from documents.agencies.bodies import AgencyKind, AgencyMatch, RegionEntry, RegionLevel
from documents.agencies.resolver import Gazetteer

# Until the day, the short name meant a body of the region called so; "" where regions called theirs differently.
# 国家金融监督管理总局 was founded on 18 May 2023; offices of the Party's committees for finance from October 2023 on.
RENAMED = {
    "金融监管局": (date(2023, 5, 18), "地方金融监督管理局"),
    "金融办": (date(2023, 10, 1), ""),
}


def reading_in_time(gazetteer: Gazetteer, day: date | None) -> Gazetteer:
    """The gazetteer for a document of that day; as it is where the day is unknown.

    >>> place = RegionEntry("630000", "青海省", "青海", "province")
    >>> known = reading_in_time(Gazetteer([place], [], []), date(2020, 2, 1))
    >>> known.resolve("省金融监管局", place).name, known.resolve("省金融办", place).known
    ('青海省地方金融监督管理局', False)
    """
    former = {name: full for name, (end, full) in RENAMED.items() if day and day < end}
    return gazetteer.with_meanings(_finder(gazetteer, former)) if former else gazetteer


def _finder(gazetteer: Gazetteer, former: dict[str, str]) -> Callable[[str, RegionEntry | None], AgencyMatch | None]:
    """What says which body one of these short names meant, in the region before it or else in that of the document."""

    def find(name: str, home: RegionEntry | None) -> AgencyMatch | None:
        region, words = gazetteer.regions.parted(name, home)
        if words not in former or region is None or region.level == RegionLevel.NATIONAL:
            return None
        full = former[words]
        return AgencyMatch(f"{region.name}{full or words}", AgencyKind.AGENCY, region.code, known=bool(full))

    return find
