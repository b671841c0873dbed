"""What there is from each place: documents, tasks and duties by region, a province with its cities; or on one topic."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count

from documents.models import Document, Region, Term
from policykb.memory import remember
from tasks.models import Responsibility, Task

Counts = Mapping[str, int]  # code of a region → number


@dataclass(slots=True)
class Place:
    """A region with the numbers of its own records, and the regions within it that have any."""

    region: Region
    documents: int = 0
    tasks: int = 0
    duties: int = 0
    within: list["Place"] = field(default_factory=list)

    def total(self, name: str) -> int:
        """The number of documents, tasks or duties of the region and of those within it."""
        return int(getattr(self, name)) + sum(place.total(name) for place in self.within)

    @property
    def total_documents(self) -> int:
        return self.total("documents")

    @property
    def total_tasks(self) -> int:
        return self.total("tasks")

    @property
    def total_duties(self) -> int:
        return self.total("duties")


def find_places(topic: Term | None = None) -> list[Place]:
    """The country and every province, in the order of their codes, with the cities and counties that have documents;
    with a topic, the numbers of what speaks of it."""
    counts = remember(("places", topic.pk if topic else None), lambda: count_places(topic))
    named = {code for numbers in counts.values() for code in numbers}
    regions = {region.code: region for region in Region.objects.filter(level__in=["national", "province"])}
    regions |= {region.code: region for region in Region.objects.filter(code__in=named).select_related("parent")}
    places = {code: Place(region, *(counts[name].get(code, 0) for name in counts)) for code, region in regions.items()}
    for code, place in places.items():
        if (above := outermost(place.region)) != code and above in places:
            places[above].within.append(place)
    heads = [place for code, place in places.items() if outermost(place.region) == code]
    for place in heads:
        place.within.sort(key=lambda each: each.region.code)
    return sorted(heads, key=lambda place: place.region.code)


def count_places(topic: Term | None) -> dict[str, dict[str, int]]:
    """The numbers of documents, tasks and duties by region, for `find_places`."""
    documents, tasks = Document.objects.published(), Task.objects.published()
    duties = Responsibility.objects.published()
    if topic:
        tasks = tasks.filter(topics=topic)
        documents = documents.filter(tasks__in=tasks).distinct()
        duties = duties.filter(task__topics=topic)
    return {
        "documents": by_region(documents, "region"),
        "tasks": by_region(tasks, "document__region"),
        "duties": by_region(duties, "task__document__region"),
    }


def by_region(records: object, path: str) -> dict[str, int]:
    """How many of these records each region has, by code."""
    counted = records.order_by().exclude(**{path: None}).values_list(path)  # type: ignore[attr-defined]
    return dict(counted.annotate(number=Count("pk", distinct=True)))


def outermost(region: Region) -> str:
    """The code of the province that a region lies in; its own where it is one, or the country."""
    if region.level in ("national", "province") or not region.parent_id:
        return str(region.code)
    parent = region.parent
    return str(parent.code if parent.level == "province" or not parent.parent_id else parent.parent_id)
