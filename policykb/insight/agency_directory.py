"""Agencies that have duties in; the directory out: by province, with what lies within it, and by kind."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.urls import reverse

from documents.models import Agency, AgencyKind, Region, RegionLevel
from policykb.insight.totals import tasks_by_agency

NOWHERE: Final = "0"  # stands for the region of an agency that has none
KINDS: Final = {kind: place for place, kind in enumerate(AgencyKind.values)}
WITHIN: Final = (RegionLevel.CITY, RegionLevel.COUNTY)
FIELDS: Final = (
    "pk", "name", "slug", "kind", "region_id", "region__level", "region__parent_id", "region__parent__level",
    "region__parent__parent_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """An agency as the directory lists it, with the number of its tasks; `region`, its `city` and its `province` are
    codes, "" where there is none. That of a country is its own province."""

    pk: int
    name: str
    slug: str
    kind: str
    region: str
    city: str
    province: str
    task_count: int
    other_name: str = ""  # the one that it was found by

    @property
    def is_group(self) -> bool:
        return self.kind == AgencyKind.GROUP

    @property
    def is_own(self) -> bool:
        """Whether it is one of its province, not of a city or county in it."""
        return self.region == self.province

    def get_absolute_url(self) -> str:
        return address(self.slug)


@lru_cache(maxsize=10_000)
def address(slug: str) -> str:
    """The address of an agency's page; a directory asks for thousands of them."""
    return reverse("agencies:detail", args=[slug])


def all_listed() -> list[Listed]:
    """The agencies with duties, in the order of the registry."""
    counts = tasks_by_agency()
    rows = Agency.objects.order_by("region", "sort_key", "pk").values_list(*FIELDS)
    return [listed(*row, task_count=counts[row[0]]) for row in rows if row[0] in counts]


def listed(
    pk: int, name: str, slug: str, kind: str, region: str | None, level: str, above: str, level_above: str, top: str,
    task_count: int,
) -> Listed:  # fmt: skip
    """An agency from a row of FIELDS."""
    line = [region or "", *([above or ""] if level in WITHIN else []), *([top or ""] if level_above in WITHIN else [])]
    city = region if level == RegionLevel.CITY else above if level_above == RegionLevel.CITY else ""
    return Listed(pk, name, slug, kind, line[0], city or "", line[-1], task_count)


def busiest(agencies: Iterable[Listed]) -> list[Listed]:
    """Those with most tasks first."""
    return sorted(agencies, key=lambda agency: (-agency.task_count, agency.name))


def by_province(agencies: Iterable[Listed]) -> dict[str, list[Listed]]:
    """The agencies by the code of their province, in the order of the codes; those of none last, under ""."""
    found: dict[str, list[Listed]] = {}
    for agency in agencies:
        found.setdefault(agency.province, []).append(agency)
    return dict(sorted(found.items(), key=lambda item: (not item[0], item[0])))


def by_kind(agencies: Iterable[Listed]) -> dict[str, list[Listed]]:
    """The agencies by kind, in the order of the kinds, the busiest of each first."""
    found: dict[str, list[Listed]] = {}
    for agency in sorted(busiest(agencies), key=lambda agency: KINDS[agency.kind]):
        found.setdefault(agency.kind, []).append(agency)
    return found


def by_place(agencies: Iterable[Listed]) -> list[Listed]:
    """The agencies by the code of their region, the busiest of each first."""
    return sorted(busiest(agencies), key=lambda agency: agency.region)


def lies_in(agency: Listed, region: Region) -> bool:
    """Whether an agency is of the region or of one within it; of a country only its own."""
    return region.code in (agency.region, agency.city, agency.province)


def places_in(agencies: Sequence[Listed], region: Region) -> Mapping[str, int]:
    """How many agencies there are in each city or county directly within the region, by code."""
    is_city = region.level == RegionLevel.CITY
    within = (agency for agency in agencies if agency.region != region.code)
    return Counter(agency.region if is_city else agency.city or agency.region for agency in within)
