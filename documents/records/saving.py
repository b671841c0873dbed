"""Saving single columns of a row, so that a save does not overwrite what others changed in the row."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from documents.models.keys import KeyField


def save(record: Any, fields: Iterable[str], reason: str = "") -> None:
    """Save these columns of a record, with those that each save sets: the time of the change, and keys made of other
    columns. `reason` is kept in the history of the record."""
    if reason:
        record._change_reason = reason[:100]
    record.save(update_fields=sorted({*fields, *followers(type(record))}))


def followers(model: type[models.Model]) -> set[str]:
    """The columns that each save of a record of this model sets."""
    return {
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, KeyField) or getattr(field, "auto_now", False)
    }
