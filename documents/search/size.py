"""How large the index is: its entries counted once for each state of the records."""

from functools import lru_cache
from typing import Any

from django.db import connection

from documents.models import SearchEntry
from documents.records.writing import state


def number_of_entries() -> int:
    """How many entries the index holds. Their highest key would not do: it grows whenever one is written again."""
    return entries_at((connection.settings_dict["NAME"], *state()))


@lru_cache(maxsize=2)
def entries_at(state: tuple[Any, ...]) -> int:
    """Count the entries of the index, whose records are in this state."""
    return SearchEntry.objects.count()
