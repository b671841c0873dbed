"""Saving single columns of rows, so that a save does not overwrite what others changed in them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from documents.models.keys import KeyField

BATCH = 500


def save(record: Any, fields: Iterable[str], reason: str = "") -> None:
    """Save these columns of a record, with those that each save sets: the time of the change, and keys made of other
    columns. `reason` is kept in the history of the record."""
    if reason:
        record._change_reason = reason[:100]
    record.save(update_fields=sorted({*fields, *followers(type(record))}))


def set_many(rows: Sequence[Any], values: Mapping[str, Any], reason: str = "") -> None:
    """Give all these rows of one model the same values, by column, each with a version in its history."""
    if not rows:
        return
    model = type(rows[0])
    values = dict(values) | following(model, values)
    for row in rows:
        for name, value in values.items():
            setattr(row, name, value)
    for start in range(0, len(rows), BATCH):
        some = rows[start : start + BATCH]
        model._default_manager.filter(pk__in=[row.pk for row in some]).update(**values)
        if hasattr(model, "history"):
            bulk_update_with_history(some, model, [], default_change_reason=reason[:100])


def following(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """What the columns that each save sets become where a row is given these values."""
    found: dict[str, Any] = {}
    for name in followers(model):
        field: Any = model._meta.get_field(name)
        if not isinstance(field, KeyField):
            found[name] = timezone.now()
        elif field.of in values:
            found[name] = field.make(values[field.of])[: field.max_length]
    return found


def followers(model: type[models.Model]) -> set[str]:
    """The columns that each save of a record of this model sets."""
    return {
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, KeyField) or getattr(field, "auto_now", False)
    }
