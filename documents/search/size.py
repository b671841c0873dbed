"""In which state the index is, and how large: its entries counted once for each state of the records."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.db import connection

from documents.models import SearchEntry
from documents.records.writing import state

State = tuple[Any, ...]  # of the records that an index is of, and the database's name
known: ContextVar[State | None] = ContextVar("known", default=None)


def state_of_index() -> State:
    """What differs after any change of a record."""
    return known.get() or (connection.settings_dict["NAME"], *state())


@contextmanager
def asked_once() -> Iterator[None]:
    """To be entered around one search, which asks for the state again and again."""
    token = known.set(state_of_index())
    try:
        yield
    finally:
        known.reset(token)


def number_of_entries() -> int:
    """How many entries the index holds. Their highest key would not do: it grows whenever one is written again."""
    return entries_at(state_of_index())


@lru_cache(maxsize=2)
def entries_at(state: State) -> int:
    """Count the entries of the index, whose records are in this state."""
    return SearchEntry.objects.count()
