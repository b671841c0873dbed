"""Tasks in; the agencies that have duties in the same of them, two by two, out: counted exactly, from the sets."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from pyroaring import BitMap

from documents.models import Agency, AgencyKind
from documents.tag_sets.sets import Kind

BUSIEST: Final = 120  # agencies that are paired with each other; of one alone all partners are told

Pair = tuple[int, int, int]  # two agencies' keys and the number of tasks in which both have duties


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs, those with most common tasks first; `looked_at` of all the `agencies` with duties were paired, those with
    most tasks."""

    found: list[Pair]
    looked_at: int
    agencies: int


def find_pairs(tasks: Kind, within: BitMap) -> Pairs:
    """The pairs in these tasks, without collectives."""
    counts = without_groups(tasks.counts("a", within))
    busiest = sorted(counts, key=lambda key: (-counts[key], key))[:BUSIEST]
    held = [(key, tasks[f"a{key}"] & within) for key in sorted(busiest)]
    shared = (
        (one, other, ones.intersection_cardinality(others)) for (one, ones), (other, others) in combinations(held, 2)
    )
    return Pairs(in_order(pair for pair in shared if pair[2]), len(busiest), len(counts))


def find_partners(tasks: Kind, within: BitMap, agency: int) -> Pairs:
    """The pairs of one agency with any other in these tasks."""
    counts = without_groups(tasks.counts("a", tasks[f"a{agency}"] & within))
    counts.pop(agency, None)
    return Pairs(in_order((agency, other, count) for other, count in counts.items()), len(counts), len(counts))


def without_groups(counts: dict[str, int]) -> dict[int, int]:
    """The numbers of those agencies that are no collectives, which stand for no body in particular."""
    groups = set(Agency.objects.filter(kind=AgencyKind.GROUP).order_by().values_list("pk", flat=True))
    return {int(key): count for key, count in counts.items() if int(key) not in groups}


def in_order(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs, the most frequent first."""
    return sorted(pairs, key=lambda pair: (-pair[2], pair))
