"""The sets of documents in; those in force, not yet, no longer … on a day, as sets, out."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from django.db.models import Q
from pyroaring import BitMap

from documents.models import Document, Validity
from documents.tag_sets.sets import Sets
from policykb.insight.validity import statements, with_validity

AT_A_TIME: Final = 10_000


def by_validity(sets: Sets, today: date) -> dict[str, BitMap]:
    """The keys of the documents by what `standing_of` says of each on that day. Most are what is stated of them; only
    those are looked at that have a day to come, or of which another document says something."""
    documents = sets.of("document")
    found = {value: BitMap(documents[f"v{value}"]) for value in Validity.values}
    others = {pk: value for pk, value in doubtful(today) if pk in documents.every}
    for pk, value in others.items():
        for keys in found.values():
            keys.discard(pk)
        found[value].add(pk)
    return found


def doubtful(today: date) -> list[tuple[int, str]]:
    """The documents that may stand otherwise than is stated of them, each with how it stands."""
    published = Document.objects.published()
    to_come = published.filter(Q(validity=Validity.NOT_YET) | Q(effective_on__gt=today)).order_by()
    spoken_of = statements().exclude(cited=None).order_by().values_list("cited")
    keys = [key for (key,) in to_come.values_list("pk").union(spoken_of)]
    found: list[tuple[int, str]] = []
    for some in batched(keys):
        stands = with_validity(published.filter(pk__in=some), today)
        found += stands.order_by().values_list("pk", "validity_now")
    return found


def batched(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """The keys, as many at a time as one query takes."""
    return (keys[start : start + AT_A_TIME] for start in range(0, len(keys), AT_A_TIME))
