"""The one way in which rows change: a transaction in which a writer has the turn, and which tells what it changed.

    with writing(request.user, Change.Cause.EDIT):
        task.title = "发展风电"
        task.save(update_fields=["title"])
        tell(task, Change.Kind.UPDATED, ["title"])

Writers stand in line: the row of the Revision is locked before anything is read that the writing rests on, so that no
two of them can overwrite each other, and revisions are committed in the order of their numbers.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import models, transaction
from django.utils import timezone

from documents.models import Change, Revision

Cause, Kind = Change.Cause, Change.Kind
BATCH = 500


@dataclass(slots=True)
class Writing:
    """A writing that is open: who writes, through which door, and what was changed so far."""

    by: Any
    cause: str
    changes: list[Change] = field(default_factory=list)

    def tell(self, record: models.Model, kind: str, fields: Iterable[str]) -> None:
        """Remember that the record changed."""
        self.changes.append(
            Change(
                kind=kind,
                model=record._meta.label_lower,
                object_id=str(record.pk),
                document_id=document_of(record),
                task_id=record.pk if record._meta.label_lower == "tasks.task" else getattr(record, "task_id", None),
                name=str(record)[:120],
                fields=sorted(fields),
            )
        )

    def close(self, revision: Revision) -> None:
        """Raise the revision and keep what changed, if anything did."""
        if not self.changes:
            return
        revision.number, revision.token = revision.number + 1, uuid4()
        revision.save(update_fields=["number", "token"])
        who = self.by.pk if self.by is not None else None
        now = timezone.now()
        for change in self.changes:
            change.revision, change.at, change.by_id, change.cause = revision.number, now, who, self.cause
        Change.objects.bulk_create(self.changes, batch_size=BATCH)


_open: ContextVar[Writing | None] = ContextVar("writing", default=None)


@contextmanager
def writing(by: Any = None, cause: str = Cause.EDIT) -> Iterator[Writing]:
    """A transaction in which rows may change; waits for its turn. `by` is the person, None for the program.

    Within another writing it is a part of that one. What it told is taken back where it fails, and where its end finds
    that everything is to be rolled back (a rehearsal).
    """
    outer = _open.get()
    if outer is not None:
        with _part_of(outer):
            yield outer
        return
    with transaction.atomic():
        revision, _ = Revision.objects.select_for_update().get_or_create(pk=1)
        current = Writing(by, cause)
        token = _open.set(current)
        try:
            yield current
        finally:
            _open.reset(token)
        if not transaction.get_rollback():
            current.close(revision)


@contextmanager
def _part_of(outer: Writing) -> Iterator[None]:
    """A part of an open writing that may fail, or be rolled back, by itself."""
    told = len(outer.changes)
    is_kept = False
    try:
        with transaction.atomic():
            yield
            is_kept = not transaction.get_rollback()
    finally:
        if not is_kept:
            del outer.changes[told:]


def tell(record: models.Model, kind: str, fields: Iterable[str] = ()) -> None:
    """Tell of a change of a record. Raises RuntimeError outside of a writing: rows do not change by the way."""
    current = _open.get()
    if current is None:
        raise RuntimeError("rows are changed within documents.records.writing.writing()")
    current.tell(record, kind, fields)


def document_of(record: models.Model) -> int | None:
    """The key of the document that a record belongs to, None for one of no document."""
    if record._meta.label_lower == "documents.document":
        return record.pk
    if (own := getattr(record, "document_id", None)) is not None:
        return int(own)
    task = getattr(record, "task", None)
    return task.document_id if task is not None else None


def state() -> tuple[int, UUID | None]:
    """A value that is another once any record has changed: one small query."""
    return Revision.objects.filter(pk=1).values_list("number", "token").first() or (0, None)
