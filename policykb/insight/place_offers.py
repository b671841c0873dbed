"""Regions with the numbers of their records in; the ways to them, a few as links, many as a tree and by name, out."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q

from documents.models import Region, RegionLevel
from documents.registry.region_tree import outermost

FEW = 6  # regions that can be chosen are links; more are in a list that is folded
TOP = (RegionLevel.NATIONAL, RegionLevel.PROVINCE)


class Named(NamedTuple):
    """What is told of a region."""

    code: str
    name: str
    short_name: str
    level: str


def named_regions(which: Q) -> dict[str, Named]:
    """These regions by their codes."""
    rows = Region.objects.filter(which).order_by().values_list("code", "name", "short_name", "level")
    return {row[0]: Named(*row) for row in rows}


@dataclass(slots=True)
class Place:
    """The country or a province with the number of its records, and the cities and counties within it."""

    region: Named
    count: int
    within: list["Place"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CountedRegions:
    """Regions by code, and how many records each has; those of a province are also those of its cities."""

    regions: Mapping[str, Named]
    counts: Mapping[str, int]

    @classmethod
    def read(cls, counts: Mapping[str, int]) -> "CountedRegions":
        """The regions that have these numbers."""
        return cls(named_regions(Q(pk__in=counts)) if counts else {}, counts)

    @property
    def tops(self) -> list[Named]:
        """The country and the provinces, those with most records first."""
        found = (region for region in self.regions.values() if region.level in TOP)
        return sorted(found, key=lambda region: (-self.counts[region.code], region.code))

    def tree(self) -> list[Place]:
        """The country and the provinces, those with most records first, each with what lies in it."""
        places = {region.code: Place(region, self.counts[region.code]) for region in self.tops}
        for code, region in self.regions.items():
            if (above := outermost(code)) != code and above in places:
                places[above].within.append(Place(region, self.counts[code]))
        return list(places.values())


@dataclass(frozen=True, slots=True)
class Offer:
    """A place that can be chosen: the line that leads there, None where it is chosen, and its cities and counties as
    links."""

    name: str
    line: tuple[str, str, str] | None
    within: list[tuple[str, str]]

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        return [self.line] if self.line else []


@dataclass(frozen=True, slots=True)
class Offers:
    """The regions that can be chosen: a few as links, many as a list and by name."""

    few: list[tuple[str, str]] = field(default_factory=list)
    many: list[Offer] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def find_offers(
    places: CountedRegions, chosen: Collection[str], address: Callable[[str], str], few: str = "{name} {count}"
) -> Offers:
    """The regions beside those that are chosen; `address` leads to a region, `few` is how one of a few is called."""
    tree = places.tree()
    left = [place for place in tree if place.region.code not in chosen]
    if len(left) <= FEW and not any(place.within for place in tree):
        called = ((place.region.code, few.format(name=place.region.name, count=place.count)) for place in left)
        return Offers([(address(code), words) for code, words in called])
    offers = [
        Offer(
            place.region.name,
            (address(place.region.code), place.region.name, f"{place.count} 项") if place in left else None,
            [(address(each.region.code), f"{each.region.name} {each.count}") for each in place.within],
        )
        for place in tree
    ]
    names = sorted(region.name for region in places.regions.values())
    return Offers(many=[offer for offer in offers if offer.line or offer.within], names=names)
