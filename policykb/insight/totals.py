"""Numbers of the whole database that several pages show: computed once, and again after the data changed."""

from django.db.models import Count

from documents.models import Agency, Region
from policykb.memory import remember
from tasks.models import Responsibility, Task

Pair = tuple[int, int, int]


def agencies_with_duties() -> list[Agency]:
    """The agencies that stand in published duties, as the registry orders them, each with its `task_count`."""
    return list(remember(("agencies with duties",), count_agencies))


def count_agencies() -> list[Agency]:
    """Computes `agencies_with_duties`."""
    counts = dict(Responsibility.objects.published().order_by().values_list("agency").annotate(n=Count("pk")))
    agencies = Agency.objects.select_related("region__parent__parent").in_bulk(counts)
    for pk, agency in agencies.items():
        agency.task_count = counts[pk]  # type: ignore[attr-defined]
    return sorted(agencies.values(), key=lambda agency: (not agency.region_id, agency.region_id, agency.sort_key))


def topic_regions() -> dict[int, dict[str, int]]:
    """For each topic's key the number of published tasks by region."""
    return dict(remember(("topics by region",), count_topics))


def count_topics() -> dict[int, dict[str, int]]:
    """Computes `topic_regions`."""
    counts: dict[int, dict[str, int]] = {}
    for topic, region, count in Task.objects.published().topic_regions():
        counts.setdefault(topic, {})[region or "其他"] = count
    return counts


def pairs_in(region: Region | None) -> list[Pair]:
    """Two agencies' keys and the number of published tasks in which both have duties, the most first; for a region,
    in its documents."""
    duties = Responsibility.objects.published().in_region(region)
    return list(remember(("pairs", region.pk if region else ""), duties.pairs))
