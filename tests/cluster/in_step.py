"""Tests that write and ask at once, and roll everything back: the cluster is brought in step before each question."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from unittest.mock import patch

from documents.models import SearchEntry
from documents.search.cluster.connection import ask, forget_fault, order
from documents.search.cluster.indices import WRITTEN_BY, create, put_in_place, remove_others, targets
from documents.search.cluster.sending import send

FIELDS = [field.attname for field in SearchEntry._meta.concrete_fields]
Row = tuple[Any, ...]


class Keeper:
    """Knows what the cluster holds, and whether the entries may be others by now."""

    def __init__(self) -> None:
        self.is_settled = False
        self._held: dict[int, Row] = {}
        self._index = ""
        self._versions = count(2)

    def unsettle(self, *_: Any) -> None:
        """The entries may have changed."""
        self.is_settled = False

    def settle(self) -> None:
        """Tell the cluster what differs. Nothing is told by way of the outbox, whose lines are rolled back too."""
        self.is_settled = True
        if order(targets) != [self._index + WRITTEN_BY]:  # the test made an index of its own, or there is none yet
            self._index = order(create)
            order(lambda client: put_in_place(client, self._index))
            order(lambda client: remove_others(client, self._index))
            self._held = {}
        rows = {row[0]: row for row in SearchEntry.objects.values_list(*FIELDS)}
        others = {pk for pk in rows.keys() | self._held.keys() if rows.get(pk) != self._held.get(pk)}
        if others:
            version = next(self._versions)
            order(lambda client: send(client, dict.fromkeys(others, version), [self._index + WRITTEN_BY]))
            order(lambda client: client.indices.refresh(index=self._index))
            self._held = rows

    def ask(self, question: Callable[[Any], Any]) -> Any:
        """What the cluster answers when it is in step."""
        if not self.is_settled:
            self.settle()
        forget_fault()
        return ask(question)


KEEPER = Keeper()


@contextmanager
def kept_in_step() -> Iterator[None]:
    """To be entered around all tests."""
    with (
        patch("documents.search.engines.opensearch.ask", KEEPER.ask),
        patch("documents.search.index.remember", KEEPER.unsettle),
        patch("documents.search.cluster.keeping.GRACE", 0),
    ):
        yield
