"""writing(): the transaction in which all rows are changed, one writer at a time, and each change is recorded.

    with writing(request.user, Change.Cause.EDIT):
        task.title = "发展风电"
        task.save(update_fields=["title"])
        tell(task, Change.Kind.UPDATED, ["title"])

A writer waits for the one before: the row of the Revision is locked before anything else is read, so that no two
writers overwrite each other, and revisions are committed in the order of their numbers. What is counted of records
(documents.tag_sets) follows from what was told, in the same transaction.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from documents.models import Change, Revision
from documents.tag_sets.storing import changed_sets, refill, store

Cause, Kind = Change.Cause, Change.Kind
State = tuple[int, UUID | None]  # number and token of a revision
BATCH = 500


@dataclass(slots=True)
class Writing:
    """An open writing: who writes (`by`), why (`cause`), and what was changed so far."""

    by: Any
    cause: str
    changes: list[Change] = field(default_factory=list)
    indexed: set[int] = field(default_factory=set)  # entries of the search index that were written or removed

    def tell(self, record: models.Model, kind: str, fields: Iterable[str]) -> None:
        """Add the change of a record; `fields` are the columns that changed."""
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
        """Store the changes under a new revision number, with the sets that become others; nothing where nothing
        does."""
        sets = changed_sets(self.changes, self.indexed)
        if not self.changes and not sets:
            return
        revision.advance()
        store(sets, revision.number)
        who = self.by.pk if self.by is not None else None
        now = timezone.now()
        for change in self.changes:
            change.revision, change.at, change.by_id, change.cause = revision.number, now, who, self.cause
        Change.objects.bulk_create(self.changes, batch_size=BATCH)


_open: ContextVar[Writing | None] = ContextVar("writing", default=None)


@contextmanager
def writing(by: Any = None, cause: str = Cause.EDIT) -> Iterator[Writing]:
    """A transaction in which rows may be changed; waits until no other is open. `by` is the person, or None.

    Within another writing it is a part of that one. If it fails, or is to be rolled back at its end (a rehearsal), its
    changes are not recorded.
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
    """A part of an open writing, which may fail or be rolled back alone."""
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
    """Record the change of a record; `kind` is a Change.Kind, `fields` are the columns. Raises RuntimeError outside of
    writing()."""
    current = _open.get()
    if current is None:
        raise RuntimeError("rows are changed within documents.records.writing.writing()")
    current.tell(record, kind, fields)


def document_of(record: models.Model) -> int | None:
    """The key of the document that a record belongs to, None if it belongs to none."""
    if record._meta.label_lower == "documents.document":
        return record.pk
    if (own := getattr(record, "document_id", None)) is not None:
        return int(own)
    task = getattr(record, "task", None)
    return task.document_id if task is not None else None


def state() -> State:
    """Number and token of the last revision: a value that differs after any change of a record. Takes one query."""
    return Revision.objects.filter(pk=1).values_list("number", "token").first() or (0, None)


def renew() -> None:
    """Give the state another token, though no record changed: something else that kept pages rest on did."""
    with writing():
        Revision.objects.get(pk=1).advance(0)


def refill_sets() -> int:
    """Work out all tag sets anew, with no writer beside; how many records carry tags."""
    with writing():
        return refill(Revision.objects.get(pk=1))
