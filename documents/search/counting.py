"""A condition and filters → how many entries meet them, of which kinds, with which tags: exactly, up to MOST."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection

from documents.models import SearchEntry
from documents.records.writing import state
from documents.search.engines import CHOSEN_FROM, engine
from documents.search.expressions import Node, all_of, any_of, tag
from documents.search.tally import Tally

MOST = 100_000  # entries beyond these are not counted
SAMPLE = 2000  # so many of them show which tags there are, where there are more than that

Filters = Mapping[str, Sequence[str]]  # facet → tags, of which one must hold; facets all must


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries carry each tag, by facet: for one that is filtered by, as if it were not; "" for all others.
    `kinds`, whichever are asked for. `groups`: how many carry a tag of each group that was asked about, whichever
    roles are filtered by."""

    tags: Mapping[str, Tally]
    kinds: Mapping[str, int]
    groups: Mapping[str, int]


def narrowed(node: Node, filters: Filters, but: str = "") -> Node:
    """The node under the filters, all but one facet's."""
    return all_of([node, *(any_of(map(tag, tags)) for facet, tags in filters.items() if tags and facet != but)])


def number_of(node: Node) -> int:
    """How many entries match, counted up to one more than MOST."""
    return engine().frequencies([node], MOST + 1)[0]


def count(
    node: Node, filters: Filters, number: int, tally: Tally | None, groups: Mapping[str, Sequence[str]]
) -> Counts:
    """What is to be counted of the entries that match under the filters: `number`, of which `tally` tells the tags,
    unless they are too many."""
    counted = {"": tally or tally_of_many(narrowed(node, filters), number)}
    for facet in (name for name, chosen in filters.items() if chosen and name != "kind"):
        other = narrowed(node, filters, but=facet)
        found, tally = engine().tally(other, CHOSEN_FROM)
        counted[facet] = tally if found != CHOSEN_FROM else tally_of_many(other, number_of(other))
    return Counts(counted, count_kinds(node, filters, counted[""]), count_groups(node, filters, groups))


def tally_of_many(node: Node, number: int) -> Tally:
    """How many of the matching entries, which are so many, carry each tag. Those of many are kept until a record
    changes: they are the same on every page."""
    return tally_at((connection.settings_dict["NAME"], *state()), node, number)


@lru_cache(maxsize=32)
def tally_at(state: tuple[Any, ...], node: Node, number: int) -> Tally:
    """The same over an index whose records are in this state; of more than MOST, a sample is counted."""
    return engine().tally(node, SAMPLE if number > MOST else MOST)[1]


def count_kinds(node: Node, filters: Filters, tally: Tally) -> dict[str, int]:
    """How many there are of each kind. `tally` is that of the entries under all filters."""
    chosen = filters.get("kind", ())
    others = [kind for kind in SearchEntry.Kind.values if chosen and f"k{kind}" not in chosen]
    node = narrowed(node, filters, but="kind")
    nodes = [all_of([node, tag(f"k{kind}")]) for kind in others]
    counted = dict(zip(others, engine().frequencies(nodes, MOST), strict=True)) if nodes else {}
    return {kind: counted.get(kind, tally[f"k{kind}"]) for kind in SearchEntry.Kind.values}


def count_groups(node: Node, filters: Filters, groups: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How many carry any tag of each group."""
    node = narrowed(node, filters, but="role")
    nodes = [all_of([node, any_of(map(tag, tags))]) for tags in groups.values()]
    return dict(zip(groups, engine().frequencies(nodes, MOST), strict=True)) if nodes else {}
