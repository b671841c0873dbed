"""Rows saved column by column: a save writes what it changed, and nothing else that the row holds."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from documents.models.keys import KeyField


def save(record: Any, fields: Iterable[str], reason: str = "") -> None:
    """Save these columns of a record, with those that follow from a save: its clock, and the keys worked out from a
    column. `reason` is noted in the record's history."""
    if reason:
        record._change_reason = reason[:100]
    record.save(update_fields=sorted({*fields, *followers(type(record))}))


def followers(model: type[models.Model]) -> set[str]:
    """The columns that every save of such a record sets."""
    return {
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, KeyField) or getattr(field, "auto_now", False)
    }
