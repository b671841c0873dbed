"""Small questions to the index, beside the search itself: whose title holds these words, which words stand anywhere."""

from collections.abc import Sequence
from contextlib import AbstractContextManager

from documents.models import SearchEntry
from documents.search.engines import engine
from documents.search.expressions import Node, all_of, substring, tag
from documents.search.queries.query import Query
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


def unknown(words: Sequence[str]) -> set[str]:
    """Those of these folded words that stand nowhere in the base."""
    numbers = engine().frequencies([substring(word) for word in words], 1)
    return {word for word, number in zip(words, numbers, strict=True) if not number}


def how_many(nodes: Sequence[Node], cap: int) -> list[int]:
    """How many entries each node matches, counted up to `cap`; one question for all."""
    with questions():
        return engine().frequencies(nodes, cap) if nodes else []


def is_found(query: Query) -> bool:
    """Whether anything holds all words of the query."""
    return any(engine().frequencies([query.words_step()], 1))
