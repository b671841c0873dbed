"""What a form shows, as digests that travel with it and as words that a person reads."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import Field, ModelChoiceField, ModelForm, ModelMultipleChoiceField
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet

from documents.exchange.labels import EMPTY, moment
from documents.records.reconcile import bound_to, plain

Shown = dict[
    str, str
]  # "title", "responsibilities-17-role" → a digest; "responsibilities-17" → "": there is such a row
LONGEST_HISTORY = 100  # versions looked through for who changed a value


def version_of_page(form: ModelForm, tables: Iterable[BaseInlineFormSet]) -> str:
    """What a record's form and the tables in it show, for the form to carry: a digest of each value."""
    shown = digests(form, "")
    for table in tables:
        for row in table.initial_forms:
            key = f"{table.prefix}-{row.instance.pk}"
            shown |= {key: ""} | digests(row, f"{key}-")
    return json.dumps(shown, separators=(",", ":"))


def read_version(words: str) -> Shown:
    """The digests that a form carried; none where it carried anything else."""
    try:
        shown = json.loads(words)
    except (ValueError, RecursionError):
        return {}
    return {key: str(value) for key, value in shown.items()} if isinstance(shown, dict) else {}


def digests(form: ModelForm, key: str) -> Shown:
    """The digest of each value that an unsent form shows, and of whether its record counts."""
    shown = {key + name: digest(now(form, name)) for name in content(form)}
    standing = {f"{key}standing": digest(form.instance.standing)} if hasattr(form.instance, "standing") else {}
    return shown | standing


def digest(value: Any) -> str:
    """A short word for a value."""
    return sha256(repr(value).encode()).hexdigest()[:12]


def content(form: ModelForm) -> list[str]:
    """The fields that a person fills in."""
    return [
        name
        for name, field in form.fields.items()
        if name != DELETION_FIELD_NAME and not field.widget.is_hidden and not field.disabled
    ]


def units(form: ModelForm) -> list[tuple[str, ...]]:
    """The same, those together that check constraints bind: one person's day beside another's precision is no date."""
    columns = {field.name: field.attname for field in form.instance._meta.concrete_fields}
    found: list[tuple[str, ...]] = []
    for name in (names := content(form)):
        bound = bound_to(type(form.instance), frozenset([columns[name]])) if name in columns else set()
        if not any(name in unit for unit in found):
            found.append(tuple(other for other in names if other == name or columns.get(other) in bound))
    return found


def now(form: ModelForm, name: str) -> Any:
    """The value that an unsent form shows, as JSON knows it."""
    return comparable(form.fields[name], form[name].value())


def typed(form: ModelForm, data: Any, name: str) -> Any:
    """The value that was sent for a field, as JSON knows it."""
    return comparable(form.fields[name], form.fields[name].widget.value_from_datadict(data, {}, name))


def comparable(field: Field, value: Any) -> Any:
    """A value as JSON knows it, typed or stored: 60 and 60.0 are one, so are the line ends of browsers."""
    if isinstance(field, ModelMultipleChoiceField):
        return sorted(map(str, value or []))
    if isinstance(field, ModelChoiceField):
        return str(value or "")
    try:
        return plain(field.to_python(value))
    except ValidationError:
        return str(value)


def labels(form: ModelForm, names: Iterable[str]) -> str:
    """What some fields are called."""
    return "、".join(f"“{form.fields[name].label}”" for name in names)


def spoken(form: ModelForm, names: Iterable[str], data: Any = None) -> str:
    """The values of some fields in words: those that were sent, or, without `data`, those that the form shows."""
    fields = {name: form.fields[name] for name in names}
    return "、".join(
        value_in_words(field, form[name].value() if data is None else field.widget.value_from_datadict(data, {}, name))
        for name, field in fields.items()
    )


def value_in_words(field: Field, value: Any) -> str:
    """A value as a person reads it, whether it was typed or stands in the record."""
    try:
        value = field.to_python(value)
    except ValidationError:
        return str(value)
    has_labels = hasattr(field, "choices") and not isinstance(field, ModelChoiceField)
    return in_words(dict(field.choices).get(value, value) if has_labels and value else value)


def in_words(value: Any) -> str:
    """A plain value as a person reads it."""
    if value in (None, "", []):
        return EMPTY
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, datetime):
        return moment(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def changed_by(row: Model, names: Iterable[str]) -> str:
    """Who last changed one of these columns of a row, or made the row, and when; "" where its history does not say."""
    columns = [field.attname for field in row._meta.concrete_fields if field.name in names]
    history = getattr(row, "history", None)
    versions = list(history.select_related("history_user")[:LONGEST_HISTORY]) if history and columns else []
    for newer, older in pairwise(versions):
        if any(getattr(newer, column) != getattr(older, column) for column in columns):
            return f"{newer.history_user or '程序'}，{moment(newer.history_date)}"
    return ""


def made_by(row: Model) -> str:
    """Who made a row, and when; "" where its history does not say."""
    history = getattr(row, "history", None)
    first = history.select_related("history_user").last() if history else None
    return f"{first.history_user or '程序'}，{moment(first.history_date)}" if first else ""
