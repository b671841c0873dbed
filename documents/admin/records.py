"""What all forms for records share: changes lock fields, deleting withdraws, search follows."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import DecimalField, JSONField, QuerySet
from django.forms import ModelForm
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from documents.editing import lock, restore, withdraw
from documents.forms import LinesField, PlainDecimalField
from documents.models import Origin, Record


def changed_columns(form: ModelForm) -> dict[str, Any]:
    """The columns that a form changes, with the values they had."""
    columns = {name: form.instance._meta.get_field(name).attname for name in form.changed_data if name in form.fields}
    return {column: form.get_initial_for_field(form.fields[name], name) for name, column in columns.items()}


class PlainFields:
    """Lists are edited one word a line; related records are chosen here and edited on their own pages."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if isinstance(db_field, JSONField):
            return LinesField(label=db_field.verbose_name)
        if isinstance(db_field, DecimalField):
            options["form_class"] = PlainDecimalField
        return without_icons(super().formfield_for_dbfield(db_field, request, **options))  # type: ignore[misc]


def without_icons(field: Any) -> Any:
    """The field without the icons that open other forms."""
    if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
        for what in ("add", "change", "delete", "view"):
            setattr(field.widget, f"can_{what}_related", False)
    return field


class RecordAdmin(PlainFields, SimpleHistoryAdmin):
    """A record that extraction made and staff correct: changes lock fields, deleting withdraws."""

    history_list_display: ClassVar[list[str]] = ["standing"]
    actions: ClassVar[list[str]] = ["restore_selected"]

    def save_model(self, request: HttpRequest, obj: Record, form: ModelForm, change: bool) -> None:
        if not change:
            obj.origin = Origin.PERSON
        super().save_model(request, obj, form, change)
        if change:
            lock(obj, changed_columns(form), request.user)

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool) -> None:
        """Save inline records: new ones are a person's, deleted ones are withdrawn."""
        records = formset.save(commit=False)
        forms = {id(inline.instance): inline for inline in formset.forms}
        for record in records:
            if not isinstance(record, Record):
                record.save()
                continue
            is_new = record.pk is None
            record.origin = Origin.PERSON if is_new else record.origin
            record.save()
            if not is_new:
                lock(record, changed_columns(forms[id(record)]), request.user)
        for record in formset.deleted_objects:
            withdraw(record) if isinstance(record, Record) else record.delete()
        formset.save_m2m()

    def delete_model(self, request: HttpRequest, obj: Record) -> None:
        withdraw(obj)
        self.reindex([obj])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for record in queryset:
            withdraw(record)
        self.reindex(queryset)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.reindex([form.instance])

    @admin.action(description="恢复所选记录", permissions=["change"])
    def restore_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for record in queryset:
            restore(record)
        self.reindex(queryset)
        messages.success(request, f"已恢复 {len(queryset)} 条记录。")

    def reindex(self, records: Iterable[Any]) -> None:
        """Bring search in step with changed records."""

    @admin.display(description="人工更正")
    def corrected_fields(self, obj: Record) -> str:
        """Which fields a person set."""
        labels = [str(obj._meta.get_field(name.removesuffix("_id")).verbose_name) for name in obj.locked_fields()]
        return "、".join(labels) or "无"
