"""A condition and filters → how many entries meet them, of which kinds, with which tags: exactly, up to MOST."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection

from documents.models import SearchEntry
from documents.records.writing import state
from documents.search.engines import CHOSEN_FROM, engine
from documents.search.expressions import EVERYTHING, Node, Without, all_of, any_of, tag
from documents.search.size import number_of_entries

MOST = 100_000  # entries beyond these are not counted
SAMPLE = 2000  # so many of them show which tags there are, where there are more than that

Filters = Mapping[str, Sequence[str]]  # facet → tags, of which one must hold; facets all must


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries carry each tag, by facet: for one that is filtered by, as if it were not; "" for all others.
    `kinds`, whichever are asked for. `groups`: how many carry a tag of each group that was asked about, whichever
    roles are filtered by."""

    tags: Mapping[str, Counter[str]]
    kinds: Mapping[str, int]
    groups: Mapping[str, int]


def narrowed(node: Node, filters: Filters, but: str = "") -> Node:
    """The node under the filters, all but one facet's."""
    return all_of([node, *(any_of(map(tag, tags)) for facet, tags in filters.items() if tags and facet != but)])


def number_of(node: Node) -> int:
    """How many entries match, counted up to one more than MOST."""
    return engine().frequencies([node], MOST + 1)[0]


def count(node: Node, filters: Filters, number: int, tags: Counter[str], groups: Mapping[str, Sequence[str]]) -> Counts:
    """What is to be counted of the entries that match under the filters: `number`, of which `tags` are the tags,
    unless they are too many."""
    counted = {"": tags if tags or not number else tally(narrowed(node, filters), number)}
    for facet in (name for name, chosen in filters.items() if chosen and name != "kind"):
        other = narrowed(node, filters, but=facet)
        found, tags = engine().tags(other, CHOSEN_FROM)
        counted[facet] = tags if found != CHOSEN_FROM else tally(other, number_of(other))
    return Counts(counted, count_kinds(node, filters, counted[""]), count_groups(node, filters, groups))


def tally(node: Node, number: int) -> Counter[str]:
    """How many of the matching entries, which are so many, carry each tag. Those of many are kept until a record
    changes: they are the same on every page."""
    if number < CHOSEN_FROM:
        return engine().tags(node, MOST)[1]
    return tally_at((connection.settings_dict["NAME"], *state()), node, number)


@lru_cache(maxsize=32)
def tally_at(state: tuple[Any, ...], node: Node, number: int) -> Counter[str]:
    """The same over an index whose records are in this state. Where most entries match, those that do not are counted
    instead; of more than MOST, a sample is."""
    if number > MOST:
        return engine().tags(node, SAMPLE)[1]
    entries = number_of_entries()
    if 2 * number > entries and node != EVERYTHING:
        rest = engine().tags(Without(EVERYTHING, node), MOST)[1]
        return tally_at(state, EVERYTHING, min(entries, MOST)) - rest
    return engine().tags(node, 2 * MOST)[1]


def count_kinds(node: Node, filters: Filters, tags: Counter[str]) -> dict[str, int]:
    """How many there are of each kind. `tags` are those of the entries under all filters."""
    chosen = filters.get("kind", ())
    others = [kind for kind in SearchEntry.Kind.values if chosen and f"k{kind}" not in chosen]
    node = narrowed(node, filters, but="kind")
    nodes = [all_of([node, tag(f"k{kind}")]) for kind in others]
    counted = dict(zip(others, engine().frequencies(nodes, MOST), strict=True)) if nodes else {}
    return {kind: counted.get(kind, tags[f"k{kind}"]) for kind in SearchEntry.Kind.values}


def count_groups(node: Node, filters: Filters, groups: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How many carry any tag of each group."""
    node = narrowed(node, filters, but="role")
    nodes = [all_of([node, any_of(map(tag, tags))]) for tags in groups.values()]
    return dict(zip(groups, engine().frequencies(nodes, MOST), strict=True)) if nodes else {}
