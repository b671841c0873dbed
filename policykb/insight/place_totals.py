"""The sets in; how many documents, tasks and duties there are from each place, a province with its cities, out."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q

from documents.models import Term
from documents.registry.region_tree import outermost
from documents.tag_sets.sets import Sets
from policykb.insight.place_offers import TOP, Named, named_regions
from policykb.insight.topic_scope import documents_with


class Numbers(NamedTuple):
    """How many there are."""

    documents: int
    tasks: int
    duties: int


@dataclass(frozen=True, slots=True)
class Place:
    """A region with the numbers of its own records and those with all that lies within it; of the country and the
    provinces also the cities and counties within that have any."""

    region: Named
    own: Numbers
    whole: Numbers
    within: list["Place"] = field(default_factory=list)

    def total(self, name: str) -> int:
        """The number of documents, tasks or duties of the region and of those within it."""
        return int(getattr(self.whole, name))


def find_places(sets: Sets, topic: Term | None = None) -> list[Place]:
    """The country and every province, in the order of their codes, with the cities and counties that have documents;
    with a topic, the numbers of what speaks of it. A region whose province is not on record stands by itself."""
    own, whole = (numbers_of(sets, letter, topic) for letter in "Gg")
    regions = named_regions(Q(level__in=TOP) | Q(pk__in=whole))
    none = Numbers(0, 0, 0)
    places = {code: Place(regions[code], own.get(code, none), whole.get(code, none)) for code in sorted(regions)}
    above = {code: outermost(code) for code in places if outermost(code) != code and outermost(code) in places}
    for code, province in above.items():
        places[province].within.append(places[code])
    return [place for code, place in places.items() if code not in above]


def numbers_of(sets: Sets, letter: str, topic: Term | None) -> dict[str, Numbers]:
    """The numbers of records by the tags with this letter, which are regions."""
    documents, tasks = sets.of("document"), sets.of("task")
    speaking = tasks[f"t{topic.pk}"] if topic else tasks.every
    papers = documents.counts(letter, documents_with(speaking, sets) if topic else None)
    items = tasks.counts(letter, speaking)
    duties: dict[str, int] = {}
    for number, some in tasks.values("h").items():
        for code, count in tasks.counts(letter, some & speaking).items():
            duties[code] = duties.get(code, 0) + int(number) * count
    return {code: Numbers(papers.get(code, 0), items.get(code, 0), duties.get(code, 0)) for code in {**papers, **items}}
