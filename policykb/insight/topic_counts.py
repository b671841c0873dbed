"""The sets of tasks in; how many tasks speak of each topic, and in which provinces, out.

A province includes its cities and counties; the country stands beside the provinces, and so do the documents that name
no place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyroaring import BitMap

from documents.models import Region, RegionLevel
from documents.tag_sets.current import current_sets
from documents.tag_sets.sets import Kind

ELSEWHERE: Final = "其他"  # where a document names no place
NAMED: Final = 2  # of a topic in more places only their number is told


@dataclass(frozen=True, slots=True)
class TopicCount:
    """How many tasks speak of a topic, and in which places; of few places how many in each, the most first."""

    total: int
    places: tuple[str, ...]
    named: tuple[tuple[str, int], ...] = ()


def topic_totals() -> dict[int, int]:
    """By the key of each topic that tasks speak of, the number of these."""
    return {int(topic): count for topic, count in current_sets().of("task").counts("t").items()}


def tasks_by_region(topic: int) -> dict[str, int]:
    """By the code of the region that a document names, the number of its tasks that speak of a topic; "" for none."""
    tasks = current_sets().of("task")
    speaking = tasks[f"t{topic}"]
    counts = tasks.counts("G", within=speaking)
    without = len(speaking) - sum(counts.values())
    return counts | ({"": without} if without else {})


def topic_counts() -> dict[int, TopicCount]:
    """By the key of each topic that tasks speak of."""
    tasks = current_sets().of("task")
    places = tasks_by_place(tasks)
    return {int(topic): count_topic(speaking, places) for topic, speaking in tasks.values("t").items() if speaking}


def tasks_by_place(tasks: Kind) -> dict[str, BitMap]:
    """The tasks by the name in short of the country and of each province, and those of no place."""
    tops = Region.objects.filter(level__in=[RegionLevel.NATIONAL, RegionLevel.PROVINCE]).order_by("code")
    found = {name: tasks[f"g{code}"] for code, name in tops.values_list("code", "short_name")}
    placed = BitMap.union(BitMap(), *found.values())
    return {name: keys for name, keys in (found | {ELSEWHERE: tasks.every - placed}).items() if keys}


def count_topic(speaking: BitMap, places: Mapping[str, BitMap]) -> TopicCount:
    """What is told of the tasks that speak of a topic."""
    found = [name for name, keys in places.items() if keys.intersect(speaking)]
    if len(found) > NAMED:
        return TopicCount(len(speaking), tuple(found))
    numbers = [(name, places[name].intersection_cardinality(speaking)) for name in found]
    return TopicCount(len(speaking), tuple(found), tuple(sorted(numbers, key=lambda each: -each[1])))
