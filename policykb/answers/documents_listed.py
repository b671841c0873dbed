"""The conditions of the document list in; its documents in the order that is asked for, out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pyroaring import BitMap

from documents.models import Document
from documents.models.documents import DocumentQuerySet
from documents.tag_sets.key_list import KeyList
from documents.tag_sets.sets import Kind
from policykb.answers.document_conditions import DocumentConditions


@dataclass(frozen=True, slots=True)
class DocumentList(KeyList):
    """The keys of a list in order; only as far as they are asked for."""

    keys: BitMap
    in_order: Callable[[], Iterator[int]]

    def stretch(self, start: int, stop: int) -> list[int]:
        """The keys from one place in the list up to another."""
        return list(islice(self.in_order(), start, stop))


def list_documents(conditions: DocumentConditions) -> DocumentList:
    """The documents under the conditions, in their order."""
    keys, documents = conditions.keys(), conditions.sets.of("document")
    match conditions.order:
        case "tasks":
            return DocumentList(keys, lambda: by_tasks(keys, conditions.task_counts))
        case "title":
            return DocumentList(keys, lambda: by_title(keys))
        case order:
            return DocumentList(keys, lambda: by_day(keys, documents, order == "newest"))


def by_day(keys: BitMap, documents: Kind, is_newest_first: bool) -> Iterator[int]:
    """By the day on which they were issued; those without one last, the latest stored first."""
    days = documents.values("I")
    for day in sorted(days, reverse=is_newest_first):
        yield from keys & days[day]
    yield from reversed(keys & documents["inone"])


def by_tasks(keys: BitMap, counts: dict[int, int]) -> Iterator[int]:
    """Those with most tasks first, of equals the latest stored."""
    yield from sorted(keys, key=lambda key: (-counts.get(key, 0), -key))


def by_title(keys: BitMap) -> Iterator[int]:
    """By the title, so that those that begin alike stand together."""
    titled = Document.objects.published().order_by("title", "pk").values_list("pk", flat=True)
    return (key for key in titled.iterator() if key in keys)


def fetched(keys: Iterable[int], conditions: DocumentConditions) -> list[Document]:
    """The documents with these keys, in this order, with what a row shows: region and issuers, whether each is in force
    (`validity_now`) and its number of tasks (`task_count`)."""
    keys = list(keys)
    found: DocumentQuerySet = Document.objects.for_listing()
    rows: dict[int, Any] = found.in_bulk(keys)
    stands = {key: value for value, some in conditions.by_validity.items() for key in BitMap(keys) & some}
    for key, document in rows.items():
        document.task_count = conditions.task_counts.get(key, 0)
        document.validity_now = stands.get(key, document.validity)
    return [rows[key] for key in keys if key in rows]
