"""What all forms for records share: changes lock fields, deleting withdraws, search follows."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest, HttpResponse

from documents.admin.versions import VersionedAdmin, keep_what_no_form_shows
from documents.editing import changes_by_hand, lock, restore, withdraw
from documents.models import Origin, Record


class RecordAdmin(VersionedAdmin):
    """A record that extraction made and staff correct: changes lock fields, deleting withdraws."""

    actions: ClassVar[list[str]] = ["restore_selected"]

    def save_model(self, request: HttpRequest, obj: Record, form: ModelForm, change: bool) -> None:
        if not change:
            obj.origin = Origin.PERSON
            return super().save_model(request, obj, form, change)
        keep_what_no_form_shows(obj, form)
        before = changes_by_hand(obj)
        super().save_model(request, obj, form, change)
        lock(obj, before, request.user)
        return None

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool) -> None:
        """Save inline records: new ones are a person's, deleted ones are withdrawn."""
        records = formset.save(commit=False)
        for record in records:
            if not isinstance(record, Record):
                record.save()
                continue
            if record in formset.new_objects:
                record.origin = Origin.PERSON
            before = changes_by_hand(record) if record.pk else {}
            record.save()
            lock(record, before, request.user)
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

    def history_form_view(self, request: HttpRequest, object_id: str, *args: Any, **options: Any) -> HttpResponse:
        response = super().history_form_view(request, object_id, *args, **options)
        if request.method == "POST" and response.status_code == 302:
            self.reindex(self.get_queryset(request).filter(pk=object_id))
        return response

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
