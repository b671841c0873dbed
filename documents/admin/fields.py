"""How values are edited in all forms: lists a word a line, numbers without needless zeros, no icons."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.db.models import DecimalField, JSONField, TextField
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from documents.forms import LinesField, PlainDecimalField, PlainTextField


class PlainFields:
    """Lists are edited one word a line; related records are chosen here and edited on their own pages."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if isinstance(db_field, JSONField):
            return LinesField(label=db_field.verbose_name, help_text=options.get("help_text", "每行一个"))
        if isinstance(db_field, TextField):
            options["form_class"] = PlainTextField
        if isinstance(db_field, DecimalField):
            options["form_class"] = PlainDecimalField
        return without_icons(super().formfield_for_dbfield(db_field, request, **options))  # type: ignore[misc]


class NamedRows(BaseInlineFormSet):
    """Rows of a table. A field has no label there: it is called what the head of its column is called."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs.setdefault("aria-label", str(field.label or ""))

    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        """What is there twice, by the head of its column."""
        names = [self.model._meta.get_field(name) for name in unique_check if name != self.fk.name]
        message: str = super().get_unique_error_message([str(getattr(field, "verbose_name", "")) for field in names])
        return message


def without_icons(field: Any) -> Any:
    """The field without the icons that open other forms."""
    if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
        for what in ("add", "change", "delete", "view"):
            setattr(field.widget, f"can_{what}_related", False)
        if isinstance(field.widget.widget, AutocompleteSelectMultiple):
            field.widget.widget.is_required = True  # no cross that clears all: each choice has its own
    return field
