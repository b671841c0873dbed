"""A condition and filters → how many entries meet them, of which kinds, with which tags: exactly, up to MOST."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from documents.models import SearchEntry
from documents.search.engines import CHOSEN_FROM, engine
from documents.search.expressions import Node, all_of, any_of, tag
from documents.search.size import State, state_of_index
from documents.search.tally import Tally

MOST = 100_000  # entries beyond these are not counted

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


def count(node: Node, filters: Filters, tally: Tally, groups: Mapping[str, Sequence[str]]) -> Counts:
    """What is to be counted of the entries that match under the filters, whose tags `tally` tells."""
    counted = {"": tally}
    for facet in (name for name, chosen in filters.items() if chosen and name != "kind"):
        counted[facet] = counted_up(narrowed(node, filters, but=facet))[1]
    return Counts(counted, count_kinds(node, filters, tally), count_groups(node, filters, groups))


def counted_up(node: Node) -> tuple[int, Tally]:
    """How many entries match, and how many of them carry each tag."""
    number, tally = engine().tally(node, CHOSEN_FROM)
    return counted_many(node) if number == CHOSEN_FROM else (number, tally)


def counted_many(node: Node) -> tuple[int, Tally]:
    """The same of many entries, of which one more than MOST are looked at. It is kept until a record changes: it is
    the same on every page."""
    return counted_at(state_of_index(), node)


@lru_cache(maxsize=32)
def counted_at(state: State, node: Node) -> tuple[int, Tally]:
    """The same over an index whose records are in this state."""
    return engine().tally(node, MOST + 1)


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
