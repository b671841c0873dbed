"""The full-text engines behind one interface: the database's own, and a cluster's where SEARCH_URL names one."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.db import connections
from pyroaring import BitMap

from documents.search.expressions import Node
from documents.search.tally import Tally

FIELDS = ("title", "agency", "heading", "body")
WEIGHTS = (5.0, 3.0, 1.5, 1.0)
CHOSEN_FROM = 5000  # of more entries that match, only so many are ranked
ROUGH = 200  # of those ranked by little, so many are read


@dataclass(frozen=True, slots=True)
class IndexRow:
    """What is written for one entry: its id, the tokens of each field, its tags and, marked, its title's tokens."""

    id: int
    fields: tuple[Sequence[str], ...]
    tags: Sequence[str]


@dataclass(frozen=True, slots=True)
class Survey:
    """What a look at the entries that match tells: how many they are, how many of them carry each tag of one part, the
    best ones. An engine for which counting is dear counts up to CHOSEN_FROM; `tally` is None where they are as many.
    `is_rough`: the best were chosen by titles and tags alone, so that ROUGH of them are to be read, and are there."""

    number: int
    tally: Tally | None
    best: Sequence[int]
    is_rough: bool = False


class Engine(Protocol):
    """A full-text index of the entries, as it is asked. One outside the database raises SearchAway when it cannot
    answer."""

    def session(self) -> AbstractContextManager[None]:
        """To be entered around questions, of which one search asks several."""

    def keys(self, node: Node, kind: str) -> BitMap:
        """The keys of the records of this kind whose entries match, however many."""

    def ids(self, node: Node) -> BitMap:
        """The ids of all matching entries."""

    def among(self, ids: Collection[int], node: Node) -> set[int]:
        """Those of these few entries that match."""

    def survey(
        self, node: Node, parts: Sequence[tuple[Node, float]], limit: int, *, some_may_lack: bool = False
    ) -> Survey:
        """What matches, with the best `limit` as `ranked` has them. A larger `limit` only adds to the end of these."""

    def ranked(
        self,
        node: Node,
        parts: Sequence[tuple[Node, float]],
        limit: int,
        *,
        some_may_lack: bool = False,
        by_title: bool = False,
    ) -> Sequence[int]:
        """The ids of matching entries, the best first, by the words' frequency and rarity. `parts` are what the query
        asks for, each with its rarity; unless `some_may_lack` one, all matching entries hold them all. `by_title`:
        first those that have them in the title, which costs less."""

    def frequencies(self, nodes: Sequence[Node], cap: int) -> list[int]:
        """How many entries each node matches, counted up to `cap`."""

    def tally(self, node: Node, limit: int) -> tuple[int, Tally]:
        """How many entries match, and how many of them carry each tag of one part. An engine for which counting is dear
        looks at no more than `limit`."""

    def ordered(self, node: Node, limit: int, offset: int) -> list[int]:
        """The ids of the matching entries, the latest document first."""


class OwnEngine(Engine, Protocol):
    """An index beside the table of entries, in the same database and the same transactions. Migrations make its
    table."""

    def write(self, rows: Iterable[IndexRow]) -> None:
        """Write these rows in place of what stands under their ids."""

    def remove(self, ids: Sequence[int]) -> None:
        """Take these rows out."""

    def remove_strays(self) -> None:
        """Take out rows without an entry: the index is no model's table, so that `manage.py flush` leaves them."""

    def optimise(self) -> None:
        """Tidy up after many writes."""


def sum_of(amount: str, weighed: Sequence[tuple[Node, float]]) -> str:
    """How much of these something has, in SQL: their amount, an expression with a parameter, times their weight."""
    return " + ".join(f"CAST({weight:.4f} AS real) * ({amount})" for _, weight in weighed) or "CAST(0 AS real)"


def engine() -> Engine:
    """The engine that is asked."""
    if not settings.SEARCH_URL:
        return own_engine()
    from documents.search.engines.opensearch import OpenSearchEngine

    if not settings.SEARCH_FALLBACK:
        return OpenSearchEngine()
    from documents.search.engines.fallback import Fallback

    return Fallback(OpenSearchEngine(), own_engine())


def is_own_kept() -> bool:
    """Whether the database's own index is kept in step: it is what is asked, or what is asked while the cluster is
    away."""
    return bool(not settings.SEARCH_URL or settings.SEARCH_FALLBACK)


def own_engine(using: str = "default") -> OwnEngine:
    """The engine of this database."""
    connection: Any = connections[using]
    if connection.vendor == "postgresql":
        from documents.search.engines.tsvector import TsvectorEngine

        return TsvectorEngine(connection)
    from documents.search.engines.fts5 import Fts5Engine

    return Fts5Engine(connection)
