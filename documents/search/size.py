"""How large the index is: its entries counted once for each state of the records."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.db import connection

from documents.models import SearchEntry
from documents.records.writing import state

known: ContextVar[int | None] = ContextVar("known", default=None)


def number_of_entries() -> int:
    """How many entries the index holds. Their highest key would not do: it grows whenever one is written again."""
    number = known.get()
    return entries_at((connection.settings_dict["NAME"], *state())) if number is None else number


@contextmanager
def counted_once() -> Iterator[None]:
    """To be entered around one search, which asks for the number again and again."""
    token = known.set(number_of_entries())
    try:
        yield
    finally:
        known.reset(token)


@lru_cache(maxsize=2)
def entries_at(state: tuple[Any, ...]) -> int:
    """Count the entries of the index, whose records are in this state."""
    return SearchEntry.objects.count()
