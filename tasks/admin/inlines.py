"""The tables in the form of a task: its duties, targets and deadlines."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from documents.admin import PlainFields
from documents.admin.fields import NamedRows
from documents.exchange.labels import field_label
from documents.models import Record, Standing
from tasks.models import Deadline, Responsibility, Target


class WithdrawnRows(NamedRows):
    """Rows that are withdrawn where others are deleted."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if field := form.fields.get(DELETION_FIELD_NAME):
            field.label = "撤除"


class Current(PlainFields):
    """The current records of a task; removing one withdraws it."""

    extra = 0
    formset = WithdrawnRows

    readonly_fields: ClassVar = ["origin_shown"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found: QuerySet[Any] = super().get_queryset(request).current().prefetch_related("corrections")  # type: ignore[misc]
        return found

    @admin.display(description="来源")
    def origin_shown(self, obj: Record) -> str:
        """Which fields a person corrected, else where the record comes from; leads to its history."""
        if not obj.pk:
            return ""
        corrected = "、".join(field_label(type(obj), name) for name in obj.locked_fields())
        said = f"人工更正：{corrected}" if corrected else obj.get_origin_display()  # type: ignore[attr-defined]
        history = reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_history", args=[obj.pk])
        return format_html('<a href="{}">{}</a>', history, said)


class CurrentInline(Current, admin.TabularInline):
    """Such records as rows of a table."""


class CurrentBlocks(Current, admin.StackedInline):
    """Such records with more fields than a row holds, as blocks of two lines."""


class DutyForm(ModelForm):
    """The form of a duty. One that is added for an agency whose duty was withdrawn brings that one back."""

    def clean(self) -> dict[str, Any] | None:
        values = super().clean() or {}
        if self.instance.pk is None and (agency := values.get("agency")):
            hidden = Responsibility.objects.filter(task=self.instance.task_id, agency=agency)
            if earlier := hidden.exclude(standing=Standing.CURRENT).first():
                self.instance.pk, self.instance._state.adding = earlier.pk, False
        return values


class ResponsibilityInline(CurrentInline):
    model = Responsibility
    form = DutyForm
    fk_name = "task"
    fields: ClassVar = ["role", "agency", "as_written", "basis", "inherited_from", "origin_shown"]
    autocomplete_fields: ClassVar = ["agency", "inherited_from"]


class TargetInline(CurrentBlocks):
    model = Target
    fields: ClassVar = [
        ("indicator", "comparator", "value", "value_high", "unit", "baseline_year"),
        ("deadline", "precision", "quote", "origin_shown", "bound"),
    ]


class DeadlineForm(ModelForm):
    """The form of a deadline. Where a person changes the day or term, the rule that it was computed by is emptied."""

    def clean(self) -> dict[str, Any] | None:
        values = super().clean() or {}
        if {"due_on", "term_count", "term_unit", "term_anchor"} & set(self.changed_data):
            self.instance.rule = values["rule"] = values.get("rule", "") if "rule" in self.changed_data else ""
        return values


class DeadlineInline(CurrentBlocks):
    model = Deadline
    form = DeadlineForm
    fields: ClassVar = [
        ("due_on", "precision", "recurrence", "interval", "in_month", "on_day"),
        ("quote", "term_count", "term_unit", "term_anchor", "origin_shown"),
    ]
