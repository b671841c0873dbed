"""What is near in meaning and has none of the words → hits that say so."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from documents.search.meaning.cutting import passages_of
from documents.search.meaning.nearest import Near
from documents.search.queries.query import Query
from policykb.answers.hits import Hit, Known, lacks, make_hit

ALIKE: Final = "意思相近"  # why such a hit is found


def make_alike_hits(found: Sequence[Near], known: Known, query: Query) -> list[Hit]:
    """The hits that mean nearly what is asked, in their order: their excerpt is the passage that does."""
    hits = []
    for near in found:
        if near.entry in known:
            entry, record = known[near.entry]
            passages = passages_of(entry.title, entry.body)
            hits.append(
                replace(
                    make_hit(entry, record, near.likeness, {}, query),
                    excerpt=[(passage, False) for passage in passages[near.passage : near.passage + 1]],
                    why=[ALIKE],
                    lacks=lacks(query, entry),
                )
            )
    return hits
