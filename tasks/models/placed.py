"""What a record in a document and its queries have in common: who may see it, and where it stands."""

from collections.abc import Iterator, Mapping
from typing import Any, Self

from django.db.models.functions import Coalesce
from django.db.models.query import ModelIterable

from documents.models import Document, Record, RecordQuerySet


class InDocumentQuerySet(RecordQuerySet):
    """Records with a `document`."""

    def published(self) -> Self:
        """Those that readers may see."""
        return self.current().filter(document__is_published=True, document__standing="current")


class InPlace(ModelIterable):
    """Records whose sections and tasks have the document that they have: it is fetched once, not three times."""

    def __iter__(self) -> Iterator[Any]:
        for record in super().__iter__():
            for place in (record.section, record.task):
                if place is not None:
                    place.document = record.document
            yield record


class PlacedQuerySet(InDocumentQuerySet):
    """Records that stand in a task, else in a section, else in the document alone."""

    def with_place(self) -> Self:
        """Fetch with them their documents, sections and tasks, these without their texts."""
        found = self.select_related("document__region", "section", "task")
        found = found.defer("task__body", "task__responsibility_text")
        found._iterable_class = InPlace
        return found

    def outside_tasks(self) -> Self:
        """Those that stand in no task. No index of tasks is to be used: most records stand in none."""
        return self.annotate(of_task=Coalesce("task_id", 0)).filter(of_task=0)

    def placed_in(self, documents: Mapping[int, Document]) -> list[Any]:
        """Those in these documents, by their keys, with their sections and tasks. The documents are not fetched."""
        found = self.filter(document__in=documents).select_related("section", "task")
        records: list[Any] = list(found.defer("task__body", "task__responsibility_text"))
        for record in records:
            for each in filter(None, (record, record.section, record.task)):
                each.document = documents[record.document_id]
        return records


class PlacedRecord(Record):
    """A record with a document, and a task or a section of it where it stands in one."""

    class Meta:
        abstract = True

    @property
    def place(self) -> Any:
        """Where it stands: its Task, else its Section, else its Document."""
        return self.task or self.section or self.document  # type: ignore[attr-defined]
