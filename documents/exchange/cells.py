"""What stands in a cell of a table ↔ the value of a record's column."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from documents.exchange.typed import NotUnderstood, read_day, read_number
from documents.models import Agency, Region
from documents.records.reconcile import plain
from documents.registry.known_names import KnownNames
from documents.text.printable import one_line, printable

SEPARATOR = "；"


def cell(record: Any, name: str) -> str:
    """What stands in the cell of a column: a choice by its label, a related record by its name."""
    field = record._meta.get_field(name)
    value = getattr(record, name)
    if value is None or value == "":
        return ""
    if getattr(field, "flatchoices", None):
        return str(dict(field.flatchoices).get(value, value))
    return str(value) if field.is_relation else str(plain(value))


def list_cell(record: Any, name: str) -> str:
    """The words of a list, in one cell."""
    return SEPARATOR.join(sorted(str(row) for row in getattr(record, name).all()))


def listed(words: str) -> set[str]:
    """The words of a cell with many."""
    return {word for part in words.replace(";", SEPARATOR).split(SEPARATOR) if (word := one_line(part))}


def normal(field: Any, words: str) -> str:
    """The one spelling of a cell's words: 60 for 60.0, 2030-01-05 for 2030年1月5日; what cannot be read stays."""
    words = printable(words).strip()
    try:
        if words and isinstance(field, models.DateField):
            return read_day(words).isoformat()
        if words and isinstance(field, models.DecimalField | models.IntegerField):
            return f"{(read_number(words) + 0).normalize():f}"
    except NotUnderstood:
        return words
    return words if isinstance(field, models.TextField) else one_line(words)


def meant(field: Any, words: str, record: Any, names: KnownNames) -> str:
    """What the words of a cell mean in the place of a record: 青海省能源局 for 省能源局. Raises ValidationError."""
    words = normal(field, words)
    if not words or field.related_model is not Agency:
        return words
    try:
        return names.agency(words, region_of(record)).name
    except NotUnderstood as refusal:
        raise ValidationError({field.name: str(refusal)}) from refusal


def region_of(record: Any) -> str | None:
    """The code of the region that a record's words are read in: its document's, else its own."""
    place = getattr(record, "task", None) or record
    document = getattr(place, "document", None)
    code: str | None = document.region_id if document else getattr(record, "region_id", None)
    return code


def form_value(field: Any, words: str) -> Any:
    """What a form expects for a cell's meaning: a choice's value for its label, a related record's key for its name.
    Raises ValidationError."""
    if field.is_relation and words:
        return related_key(field, words)
    if getattr(field, "flatchoices", None):
        return {str(label): value for value, label in field.flatchoices}.get(words, words)
    return words


def related_key(field: Any, words: str) -> Any:
    """The key of the one related record of that name; a region goes by its code too. Raises ValidationError."""
    model: Any = field.related_model
    condition = models.Q(name=words)
    if model is Region:
        condition |= models.Q(code=words)
    found = list(model._default_manager.filter(condition).values_list("pk", flat=True)[:2])
    if len(found) == 1:
        return found[0]
    noun = model._meta.verbose_name
    how_many = f"名为“{words}”的{noun}不止一个，请填代码。" if found else f"没有名为“{words}”的{noun}。"
    raise ValidationError({field.name: how_many})
