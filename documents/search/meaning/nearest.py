"""What is asked, in words → the entries whose passages mean most nearly that, within a condition."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection, transaction

from documents.models import Passage
from documents.search.engines import engine
from documents.search.expressions import EVERYTHING, Node
from documents.search.meaning import pgvector
from documents.search.meaning.encoders import Encoder, Vector, encoder
from documents.search.meaning.shelf import Shelf

logger = logging.getLogger(__name__)
PASSAGES = 200  # the nearest, whose entries are ranked


@dataclass(frozen=True, slots=True)
class Near:
    """An entry, which of its passages is nearest, and how near."""

    entry: int
    passage: int
    likeness: float


def nearest(words: str, node: Node) -> list[Near]:
    """The entries that match the node, the nearest in meaning first. Where the model cannot tell, nothing, and a line
    in the log: the search goes on without."""
    model = encoder()
    if model is None:
        return []
    try:
        with transaction.atomic():
            return look_near(words, node, model)
    except Exception:  # an engine of another make, an optional package: whatever fails is not the search
        say_once()
        return []


@lru_cache(maxsize=1)
def say_once() -> None:
    """Log the failure that is being handled; further ones are likely the same."""
    logger.exception("search by meaning fails")


def look_near(words: str, node: Node, model: Encoder) -> list[Near]:
    """The same, with this model; raises what it fails with."""
    found = closest(vector_of(words, model), node, model)
    known = {row.pk: row for row in Passage.objects.filter(pk__in=[pk for pk, _ in found]).defer("vector", "digest")}
    best: dict[int, Near] = {}
    for pk, likeness in found:
        if pk in known:
            best.setdefault(known[pk].entry_id, Near(known[pk].entry_id, known[pk].number, round(likeness, 4)))
    return list(best.values())


def vector_of(words: str, model: Encoder) -> Vector:
    """What is asked as a vector."""
    return model.encode_queries([words])[0]


def closest(vector: Vector, node: Node, model: Encoder) -> Sequence[tuple[int, float]]:
    """The nearest passages of entries that match, each with its likeness."""
    entries = None if node == EVERYTHING else engine().ids(node)
    if pgvector.has_column():
        return pgvector.closest(vector, model.name, entries, PASSAGES)
    held = shelf(f"{connection.alias} {connection.settings_dict['NAME']}", model.name, model.dimensions)
    held.refresh()
    return held.closest(vector, entries, PASSAGES)


@lru_cache(maxsize=2)
def shelf(database: str, model: str, dimensions: int) -> Shelf:
    """The vectors of a model that this process holds."""
    return Shelf(model, dimensions)
