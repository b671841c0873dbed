"""What a person changes by hand: each changed field is locked, so that ingesting again cannot overwrite it."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from documents.models import Correction, Origin, Record, Standing
from documents.reconcile import plain


def lock(record: Record, before: Mapping[str, Any], user: AbstractBaseUser | None) -> None:
    """Lock the correctable fields among `before`, which maps each changed field to the value it had.

    A field corrected earlier keeps its first value, which is the extracted one. A record that a person made has
    nothing to lock: extraction leaves it alone.
    """
    if record.origin == Origin.PERSON:
        return
    for field in set(before) & set(record.correctable):
        correction, is_new = record.corrections.get_or_create(
            field=field,
            defaults={"before": plain(before[field]), "corrected_by": user, "corrected_at": timezone.now()},
        )
        if not is_new:
            correction.proposed, correction.has_proposal = None, False
            correction.corrected_by, correction.corrected_at = user, timezone.now()
            correction.save()


def withdraw(record: Record) -> None:
    """Take a record out of use. It keeps its row, so that ingesting again does not bring it back."""
    record.standing = Standing.WITHDRAWN
    record.save()


def restore(record: Record) -> None:
    """Put a withdrawn or superseded record back into use."""
    record.standing = Standing.CURRENT
    record.save()


def accept(correction: Correction) -> None:
    """Take the newly extracted value over and unlock the field."""
    record: Any = correction.record
    field = record._meta.get_field(correction.field.removesuffix("_id"))
    setattr(record, correction.field, field.to_python(correction.proposed))
    record.save()
    correction.delete()


def dismiss(correction: Correction) -> None:
    """Keep the person's value; the same extracted value is not proposed again."""
    correction.before, correction.proposed, correction.has_proposal = correction.proposed, None, False
    correction.save()
