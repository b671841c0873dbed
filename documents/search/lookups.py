"""Small questions to the index, beside the search itself: whose title holds these words, which words stand anywhere."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager

from pyroaring import BitMap

from documents.models import SearchEntry
from documents.search.engines import engine
from documents.search.expressions import Node, all_of, any_of, substring, tag
from documents.search.queries.query import Part, Query
from documents.search.words.folding import fold


def questions() -> AbstractContextManager[None]:
    """To be entered around several questions, which then cost less."""
    return engine().session()


def titled(words: Sequence[str], kind: str, limit: int) -> list[SearchEntry]:
    """The entries of this kind in whose titles all these folded words stand, among the `limit` that hold them best."""
    nodes = [substring(word) for word in words]
    hits = engine().ranked(all_of([*nodes, tag(f"k{kind}")]), [(node, 1.0) for node in nodes], limit)
    entries = SearchEntry.objects.filter(pk__in=hits).order_by("pk").only("kind", "object_id", "title")
    return [entry for entry in entries if all(word in fold(entry.title) for word in words)]


def holding(words: Sequence[str], kind: str) -> BitMap:
    """The keys of the records of this kind whose entries hold all these texts as they stand."""
    return engine().keys(all_of(map(substring, words)), kind)


def unknown(words: Sequence[str]) -> set[str]:
    """Those of these folded words that stand nowhere in the base."""
    numbers = how_many([substring(word, is_exact=True) for word in words], 1)
    return {word for word, number in zip(words, numbers, strict=True) if not number}


def how_many(nodes: Sequence[Node], cap: int) -> list[int]:
    """How many entries each node matches, counted up to `cap`; one question for all."""
    if not nodes:
        return []
    with questions():
        return engine().frequencies(nodes, cap)


def best_entries(query: Query, tags: Mapping[str, Sequence[str]], limit: int) -> list[SearchEntry]:
    """The best entries that hold all words of the query; where none does, those that hold some. `tags` narrow them: of
    each facet's one must hold."""
    narrowing = [any_of(map(tag, names)) for names in tags.values() if names]
    with questions():
        found = best_of(query.words_step(), query.parts, narrowing, limit)
        if not found and query.can_be_loosened:
            found = best_of(query.any_step(), [*query.parts, *query.loose_parts], narrowing, limit, some_may_lack=True)
    entries = SearchEntry.objects.in_bulk(found)
    return [entries[pk] for pk in found if pk in entries]


def best_of(
    node: Node, parts: Iterable[Part], narrowing: Sequence[Node], limit: int, *, some_may_lack: bool = False
) -> list[int]:
    """The keys of the best entries that match, all parts weighing the same."""
    weighed = [(part.node, 1.0) for part in dict.fromkeys(parts)]
    return list(engine().ranked(all_of([node, *narrowing]), weighed, limit, some_may_lack=some_may_lack))
