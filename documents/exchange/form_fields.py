"""Form fields for what staff type, paste and import: clean words, days and numbers in every usual spelling, or a
sentence. One field for each kind of column, in the admin and in tables alike."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from documents.exchange.typed import NotUnderstood, read_day, read_number, read_whole_number, read_year
from documents.text.printable import one_line, printable

LONGEST_LINE = 300  # characters of one word of a list


class PlainLineField(forms.CharField):
    """A text of one line, without what nobody sees."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(one_line(value) if isinstance(value, str) else value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.to_python(initial), data)  # what nobody sees is no change


class PlainSlugField(PlainLineField, forms.SlugField):
    """A part of an address."""


class PlainTextField(forms.CharField):
    """A text of several lines, without what nobody sees, with the line ends that the database knows."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, strip=False)

    def to_python(self, value: Any) -> str:
        return printable(str(super().to_python(value) or ""))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.to_python(initial), data)


class LinesField(forms.CharField):
    """A list of words, one a line."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}))
        options.setdefault("required", False)
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        return [line for words in printable(str(value or "")).split("\n") if (line := one_line(words))]

    def validate(self, value: Any) -> None:
        super().validate(value)
        if any(len(line) > LONGEST_LINE for line in value):
            raise ValidationError(f"每行不超过 {LONGEST_LINE} 字。")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(self.prepare_value(initial)) != self.to_python(data)


class PlainDateField(forms.DateField):
    """A day in any usual spelling: 2028-5-1, 2028年5月1日."""

    def to_python(self, value: Any) -> date | None:
        words = one_line(value) if isinstance(value, str) else value
        return understood(read_day, words) if words and isinstance(words, str) else super().to_python(words)


class PlainDecimalField(forms.DecimalField):
    """A number in any usual spelling, shown without the zeros that the database puts behind it: 12.5, not 12.500000.
    Its box takes words, since a browser's own for numbers refuses 1,200."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 8})

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        words = one_line(value) if isinstance(value, str) else value
        return understood(read_number, words) if words and isinstance(words, str) else super().to_python(words)


class PlainIntegerField(forms.IntegerField):
    """A whole number in any usual spelling."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 8})
    read: Callable[[str], int] = staticmethod(read_whole_number)

    def to_python(self, value: Any) -> int | None:
        words = one_line(value) if isinstance(value, str) else value
        return understood(self.read, words) if words and isinstance(words, str) else super().to_python(words)


class YearField(PlainIntegerField):
    """A year: 2020, 2020年."""

    read = staticmethod(read_year)


FORM_FIELDS: dict[type[models.Field], type[forms.Field]] = {
    models.SlugField: PlainSlugField,
    models.TextField: PlainTextField,
    models.CharField: PlainLineField,
    models.DecimalField: PlainDecimalField,
    models.IntegerField: PlainIntegerField,
    models.DateField: PlainDateField,
}


def form_class(column: Any) -> type[forms.Field] | None:
    """The class of the form field for a column; None where Django's own will do."""
    if isinstance(column, models.DateTimeField):
        return None
    if isinstance(column, models.IntegerField) and column.name.endswith("_year"):
        return YearField
    return next((FORM_FIELDS[kind] for kind in type(column).__mro__ if kind in FORM_FIELDS), None)


def plain_field(column: Any, **options: Any) -> forms.Field | None:
    """The form field for a column."""
    if kind := form_class(column):
        options.setdefault("form_class", kind)
    field: forms.Field | None = column.formfield(**options)
    return field


def understood(read: Callable[[str], Any], words: str) -> Any:
    """What was typed, read. Raises ValidationError."""
    try:
        return read(words)
    except NotUnderstood as refusal:
        raise ValidationError(str(refusal), code="invalid") from refusal
