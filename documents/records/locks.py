"""Locks for what a person changes by hand: ingesting again does not overwrite a field that is locked."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Model
from django.utils import timezone

from documents.models import Change, Correction, Origin, Record, Standing
from documents.records.reconcile import bound_to, plain
from documents.records.saving import followers, save
from documents.records.writing import tell, writing

# What extraction never sets needs no lock.
STAFF_FIELDS = {"slug", "is_published", "review_state", "text_id", "replaced_by_id", "validity_note"}
CLOCKS = {"ingested_at"}

Editor = AbstractBaseUser | AnonymousUser | None


def changes_by_hand(record: Model) -> dict[str, Any]:
    """For each column in which a record that is about to be saved differs from its row, the value in the row."""
    row = type(record)._default_manager.get(pk=record.pk)
    set_by_saving = CLOCKS | followers(type(record))
    names = [field.attname for field in record._meta.concrete_fields if field.name not in set_by_saving]
    return {name: getattr(row, name) for name in names if plain(getattr(row, name)) != plain(getattr(record, name))}


def lock(record: Record, before: Mapping[str, Any], user: Editor) -> None:
    """Lock the columns of `before`, which maps each changed column to the value it had, and the correctable ones that
    are bound to them. A record that a person made needs no lock: extraction does not change it."""
    if record.origin == Origin.PERSON:
        return
    changed = {field.attname for field in record._meta.concrete_fields} & set(before) - STAFF_FIELDS
    bound = bound_to(type(record), frozenset(changed)) & set(record.correctable)
    for field in changed | bound:
        lock_field(record, field, before.get(field, getattr(record, field)), user)


def lock_field(record: Record, field: str, before: Any, user: Editor) -> None:
    """Lock one column; `before` is the extracted value, which a column that is locked already keeps."""
    who = {"corrected_by": user, "corrected_at": timezone.now()}
    correction, is_new = record.corrections.get_or_create(field=field, defaults={"before": plain(before), **who})
    if not is_new:
        correction.proposed, correction.has_proposal = None, False
        correction.corrected_by, correction.corrected_at = user, timezone.now()
        correction.save()


@writing()
def withdraw(record: Record) -> None:
    """Take a record out of use. Its row stays, so that ingesting again does not bring the record back."""
    record.standing = Standing.WITHDRAWN
    save(record, ["standing"])
    tell(record, Change.Kind.WITHDRAWN)


@writing()
def restore(record: Record) -> None:
    """Put a withdrawn or superseded record back into use."""
    record.standing = Standing.CURRENT
    save(record, ["standing"])
    tell(record, Change.Kind.RESTORED)


@writing()
def accept(correction: Correction) -> None:
    """Set the proposed value, with those proposed for the columns bound to it, and unlock these columns.

    Raises ValidationError where the values of the record would then contradict each other.
    """
    record: Any = correction.record
    model: type[Record] = type(record)
    bound = bound_to(model, frozenset([correction.field]))
    taken = [lock for name, lock in record.locked_fields().items() if name in bound]
    proposed = [lock for lock in taken if lock.has_proposal]
    for other in proposed:
        set_plain(record, other.field, other.proposed)
    record.validate_constraints()
    names = [lock.field for lock in proposed]
    save(record, names, "采纳新提取值")
    tell(record, Change.Kind.UPDATED, names)
    for other in taken:
        if other.has_proposal or plain(getattr(record, other.field)) == other.before:
            other.delete()


def set_plain(record: Any, column: str, value: Any) -> None:
    """Set a column of the record to a value in its JSON form (see plain)."""
    field = record._meta.get_field(column.removesuffix("_id"))
    setattr(record, column, value if field.is_relation else field.to_python(value))


@writing()
def dismiss(correction: Correction) -> None:
    """Keep the value that a person set; the extracted value is not proposed again."""
    correction.before, correction.proposed, correction.has_proposal = correction.proposed, None, False
    save(correction, ["before", "proposed", "has_proposal"])
    tell(correction, Change.Kind.UPDATED, ["has_proposal"])
