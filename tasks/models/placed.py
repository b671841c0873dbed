"""What a record in a document and its queries have in common: who may see it, and where it stands."""

from typing import Any, Self

from documents.models import Record, RecordQuerySet


class InDocumentQuerySet(RecordQuerySet):
    """Records with a `document`."""

    def published(self) -> Self:
        """Those that readers may see."""
        return self.current().filter(document__is_published=True, document__standing="current")


class PlacedQuerySet(InDocumentQuerySet):
    """Records that stand in a task, else in a section, else in the document alone."""

    def with_place(self) -> Self:
        """Fetch with them their documents, sections and tasks, these without their texts."""
        return self.select_related("document__region", "section__document", "task__document").defer(
            "task__body", "task__responsibility_text"
        )


class PlacedRecord(Record):
    """A record with a document, and a task or a section of it where it stands in one."""

    class Meta:
        abstract = True

    @property
    def place(self) -> Any:
        """Where it stands: its Task, else its Section, else its Document."""
        return self.task or self.section or self.document  # type: ignore[attr-defined]
