"""Columns and values of records → the words that staff read."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone

EMPTY = "（空）"


def field_of(model: type[models.Model], column: str) -> Any:
    """The field that a column belongs to."""
    return model._meta.get_field(column.removesuffix("_id"))


def field_label(model: type[models.Model], column: str) -> str:
    """What staff call a column: agency_id → 机构."""
    return str(field_of(model, column).verbose_name)


def shown(model: type[models.Model], column: str, value: Any) -> str:
    """A value as staff read it: a related record by its name, a choice by its label."""
    field = field_of(model, column)
    if value in (None, "", []):
        return EMPTY
    if field.is_relation:
        related = field.related_model._default_manager.filter(pk=value).first()
        return str(related) if related else f"已删除的记录 {value}"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(field, models.DecimalField):
        return f"{Decimal(value).normalize():f}"
    if isinstance(value, datetime):
        return moment(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def moment(value: datetime) -> str:
    """A point in time as staff read it: 2026-11-30 00:15, by the clock on the wall."""
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"


def day(value: datetime) -> str:
    """The day of a point in time: 2026-11-30, by the calendar on the wall."""
    return f"{timezone.localtime(value):%Y-%m-%d}"


def model_called(label: str) -> type[models.Model] | None:
    """The model of a label (tasks.task), None where it is no longer there."""
    try:
        return apps.get_model(label)
    except LookupError:
        return None


def column_labels(label: str, columns: Iterable[str]) -> list[str]:
    """What staff call these columns of a model, in the order of its form; a column that is no longer there goes by its
    own name, after the others."""
    model = model_called(label)
    known, unknown = {}, []
    for column in columns:
        try:
            field = field_of(model, column) if model else None
        except FieldDoesNotExist:
            field = None
        if field is None:
            unknown.append(column)
        else:
            known[str(field.verbose_name)] = field.creation_counter
    return [*sorted(known, key=known.__getitem__), *unknown]
