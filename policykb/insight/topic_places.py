"""A topic in; the regions whose tasks speak of it, to choose columns from, out."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from documents.exchange.typed import NotUnderstood, shortened
from documents.models import Region, RegionLevel, Term
from documents.tag_sets.sets import Sets
from policykb.answers.named import region_named

FEW = 6  # regions that can be added are links; more are in a list that is folded
USUAL = 3  # columns where none are asked for
MOST = 6
ASKED = 20  # names of the query string that are looked at
TOP = (RegionLevel.NATIONAL, RegionLevel.PROVINCE)


@dataclass(slots=True)
class Place:
    """The country or a province with the number of its tasks on the topic, and the cities and counties within it."""

    region: Region
    count: int
    within: list["Place"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TopicPlaces:
    """The regions whose tasks speak of a topic, by code, and how many do."""

    topic: Term
    regions: Mapping[str, Region]
    counts: Mapping[str, int]

    @property
    def tops(self) -> list[Region]:
        """The country and the provinces, those with most tasks first."""
        found = (region for region in self.regions.values() if region.level in TOP)
        return sorted(found, key=lambda region: (-self.counts[region.code], region.code))

    def tree(self) -> list[Place]:
        """The country and the provinces, those with most tasks first, each with what lies in it."""
        places = {region.code: Place(region, self.counts[region.code]) for region in self.tops}
        for code, region in self.regions.items():
            above = self.outermost(region)
            if above != code and above in places:
                places[above].within.append(Place(region, self.counts[code]))
        return list(places.values())

    def outermost(self, region: Region) -> str:
        """The code of the province that a region lies in."""
        while region.level not in TOP and region.parent_id in self.regions:
            region = self.regions[region.parent_id]  # type: ignore[index]
        return region.code

    def chosen(self, asked: Iterable[str]) -> tuple[list[Region], list[str]]:
        """The regions that are asked for, by code or name, else those with most tasks; and in sentences what was not
        understood."""
        found: dict[str, Region] = {}
        errors = []
        for words in list(dict.fromkeys(asked))[:ASKED]:
            try:
                region = self.named(words)
                found[region.code] = region
            except NotUnderstood as error:
                errors.append(str(error))
        if len(found) > MOST:
            errors.append(f"最多并排 {MOST} 个地区，只列前 {MOST} 个。")
        return list(found.values())[:MOST] or self.tops[:USUAL], errors

    def named(self, words: str) -> Region:
        """The region that is meant. Raises NotUnderstood, also where none of its tasks speak of the topic."""
        region = self.regions.get(words) or region_named(words)
        if region.code not in self.regions:
            raise NotUnderstood(f"{shortened(region.name)}没有谈到“{shortened(self.topic.name)}”的任务。")
        return self.regions[region.code]


def places_of(topic: Term, sets: Sets) -> TopicPlaces:
    """The regions whose tasks speak of the topic."""
    tasks = sets.of("task")
    counts = tasks.counts("g", within=tasks[f"t{topic.pk}"])
    regions = Region.objects.only("name", "short_name", "level", "parent").in_bulk(counts) if counts else {}
    return TopicPlaces(topic, regions, counts)


@dataclass(frozen=True, slots=True)
class Offer:
    """A place that can be put beside the columns: the line that leads there, None where it stands there, and its cities
    and counties as links."""

    name: str
    line: tuple[str, str, str] | None
    within: list[tuple[str, str]]

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        return [self.line] if self.line else []


@dataclass(frozen=True, slots=True)
class Offers:
    """The regions that can be put beside the columns: a few as links, many as a list and by name."""

    few: list[tuple[str, str]] = field(default_factory=list)
    many: list[Offer] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def find_offers(places: TopicPlaces, shown: Collection[str], address: Callable[[str], str]) -> Offers:
    """The regions beside those that are shown; `address` leads to the page with one more."""
    tree = places.tree()
    left = [place for place in tree if place.region.code not in shown]
    if len(left) <= FEW and not any(place.within for place in tree):
        return Offers([(address(place.region.code), f"加上{place.region.name}") for place in left])
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
