"""How values are edited in all forms: clean words, lists a word a line, days and numbers as typed, no icons."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.db.models import IntegerField, JSONField
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from documents.exchange.form_fields import LinesField, form_class


class PlainFields:
    """Every column is edited in a field of ours; related records are chosen here and edited on their own pages."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if isinstance(db_field, JSONField):
            return LinesField(label=db_field.verbose_name, help_text=options.get("help_text", "每行一个"))
        if kind := form_class(db_field):
            options["form_class"] = kind
            if isinstance(db_field, IntegerField):
                options["widget"] = kind.widget  # not the admin's, which takes digits alone
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
