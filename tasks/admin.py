"""Staff editing of tasks with their duties, targets and deadlines (任务)."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from documents.admin import PlainFields, RecordAdmin
from documents.admin.exchange import ExchangeAdmin
from documents.admin.fields import NamedRows
from documents.admin.records import RecordForm
from documents.exchange.labels import field_label
from documents.models import Record, Standing
from tasks.indexing import index_facts, index_tasks
from tasks.models import Citation, Deadline, Responsibility, ReviewState, Target, Task
from tasks.sheets import DUTIES, TARGETS, TASKS

REGION = ("document__region", admin.RelatedOnlyFieldListFilter)  # only those that have documents


class CurrentInline(PlainFields, admin.TabularInline):
    """The current records of a task; removing one withdraws it."""

    extra = 0
    formset = NamedRows

    readonly_fields: ClassVar = ["origin_shown"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).current().prefetch_related("corrections")

    @admin.display(description="来源")
    def origin_shown(self, obj: Record) -> str:
        """Which fields a person corrected, else where the record comes from; leads to its history."""
        if not obj.pk:
            return ""
        corrected = "、".join(field_label(type(obj), name) for name in obj.locked_fields())
        said = f"人工更正：{corrected}" if corrected else obj.get_origin_display()  # type: ignore[attr-defined]
        history = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[obj.pk])
        return format_html('<a href="{}">{}</a>', history, said)


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


class TargetInline(CurrentInline):
    model = Target
    fields: ClassVar = [
        "indicator", "comparator", "bound", "value", "value_high", "unit", "baseline_year", "deadline", "precision",
        "quote",
        "origin_shown",
    ]  # fmt: skip


class DeadlineForm(ModelForm):
    """The form of a deadline. Where a person changes the day or term, the rule that it was computed by is emptied."""

    def clean(self) -> dict[str, Any] | None:
        values = super().clean() or {}
        if {"due_on", "term_count", "term_unit", "term_anchor"} & set(self.changed_data):
            self.instance.rule = values["rule"] = values.get("rule", "") if "rule" in self.changed_data else ""
        return values


class DeadlineRecordForm(DeadlineForm, RecordForm):
    """The same form on a page of its own."""


class DeadlineInline(CurrentInline):
    model = Deadline
    form = DeadlineForm
    fields: ClassVar = [
        "due_on", "precision", "recurrence", "interval", "in_month", "on_day", "term_count", "term_unit",
        "term_anchor", "quote", "origin_shown",
    ]  # fmt: skip


KEY = re.compile(r"[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*")
NEW = ["document", "key", "number", "title", "body", "responsibility_text", "topics"]  # of a task added by hand


class TaskForm(RecordForm):
    """The form of a task; checks its key."""

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if not KEY.fullmatch(key):
            raise ValidationError("位置只能由数字、字母和点、连字符组成，如 2.5。")  # it is a part of an address
        return key


class TaskAdmin(RecordAdmin, ExchangeAdmin):
    """Tasks in the admin; the site registers it with the source beside the form."""

    form = TaskForm
    sheet = TASKS
    list_display: ClassVar = ["__str__", "document", "review_state", "standing", "updated_at"]
    list_filter: ClassVar = ["review_state", "standing", REGION, "document"]
    list_select_related: ClassVar = ["document"]
    search_fields: ClassVar = ["title", "body", "number", "responsibility_text", "document__title"]
    inlines: ClassVar = [ResponsibilityInline, TargetInline, DeadlineInline]
    autocomplete_fields: ClassVar = ["document", "topics"]
    readonly_fields: ClassVar = ["key", "place", "corrected_fields", "updated_at"]
    fieldsets: ClassVar = [
        (None, {"fields": ["document", "place", "key", "number", "title", "body", "responsibility_text"]}),
        ("核对", {"fields": ["review_state", "topics", "corrected_fields", "updated_at"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [*self.readonly_fields, "document"] if obj else []

    def get_form(self, request: HttpRequest, obj: Model | None = None, **options: Any) -> Any:
        help = {"key": "自上而下各级序号，用点连接，如 2.5；在本文件内不重复"}
        return super().get_form(request, obj, help_texts={} if obj else help, **options)

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return super().get_fieldsets(request, obj) if obj else [(None, {"fields": NEW})]

    def save_model(self, request: HttpRequest, obj: Task, form: ModelForm, change: bool) -> None:
        if "_reviewed" in request.POST:
            obj.review_state = ReviewState.REVIEWED
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool) -> None:
        """Put what is added to a task into the task's document."""
        for row in formset.extra_forms:
            if hasattr(row.instance, "document_id"):
                row.instance.document_id = form.instance.document_id
        super().save_formset(request, form, formset, change)

    def response_change(self, request: HttpRequest, obj: Task) -> HttpResponse:
        """After a task was marked as checked, go to the next unchecked one of its document."""
        if "_reviewed" not in request.POST:
            return super().response_change(request, obj)
        messages.success(request, f"“{obj}”已核对。")
        waiting = Task.objects.current().filter(document=obj.document_id, review_state=ReviewState.UNREVIEWED)
        after = waiting.filter(order__gt=obj.order).order_by("order").first() or waiting.order_by("order").first()
        if after:
            return HttpResponseRedirect(reverse("admin:tasks_task_change", args=[after.pk]))
        messages.success(request, "本文件的任务都已核对。")
        return HttpResponseRedirect(self.changelist() + f"?document__id__exact={obj.document_id}")

    def reindex(self, records: Iterable[Task]) -> None:
        index_tasks(records)

    @admin.display(description="上级标题")
    def place(self, obj: Task) -> str:
        """The headings above the task."""
        return " › ".join(obj.heading_path) or "无"


class MentionAdmin(RecordAdmin):
    """Records that stand in a document and perhaps in one of its tasks."""

    list_filter: ClassVar = ["standing", REGION, "document"]
    list_select_related: ClassVar = ["document", "task"]
    autocomplete_fields: ClassVar = ["document", "task"]
    exclude: ClassVar = ["section", "order"]
    readonly_fields: ClassVar = ["corrected_fields"]

    def reindex(self, records: Iterable[Any]) -> None:
        for document in {record.document for record in records}:
            index_facts(document)


@admin.register(Responsibility)
class ResponsibilityAdmin(RecordAdmin, ExchangeAdmin):
    sheet = DUTIES
    list_display: ClassVar = ["agency", "role", "basis", "as_written", "task", "standing", "changed_at"]
    list_filter: ClassVar = ["role", "basis", "standing", "task__document"]
    list_select_related: ClassVar = ["agency", "task__document"]
    search_fields: ClassVar = ["agency__name", "as_written", "task__title"]
    autocomplete_fields: ClassVar = ["agency", "task", "inherited_from"]
    exclude: ClassVar = ["order"]
    readonly_fields: ClassVar = ["corrected_fields"]

    def reindex(self, records: Iterable[Responsibility]) -> None:
        index_tasks([record.task for record in records])


@admin.register(Target)
class TargetAdmin(MentionAdmin, ExchangeAdmin):
    sheet = TARGETS
    list_display: ClassVar = [
        "indicator",
        "comparator",
        "value",
        "unit",
        "deadline",
        "document",
        "standing",
        "changed_at",
    ]
    search_fields: ClassVar = ["indicator", "quote"]


@admin.register(Deadline)
class DeadlineAdmin(MentionAdmin):
    form = DeadlineRecordForm
    fieldsets: ClassVar = [
        (None, {"fields": ["document", "task", "quote", "corrected_fields"]}),
        ("最后期限", {"fields": ["due_on", "precision", "rule"]}),
        ("例行", {"fields": ["recurrence", "interval", "in_month", "on_day"]}),
        ("只写长短的期限", {"fields": ["term_count", "term_unit", "term_anchor"]}),
    ]
    list_display: ClassVar = [
        "quote", "due_on", "precision", "recurrence", "term_shown", "document", "standing", "changed_at",
    ]  # fmt: skip
    search_fields: ClassVar = ["quote"]

    @admin.display(description="期限长短")
    def term_shown(self, obj: Deadline) -> str:
        """The length of a term: 5年, 30日."""
        return f"{obj.term_count}{obj.get_term_unit_display()}" if obj.term_count is not None else ""


@admin.register(Citation)
class CitationAdmin(MentionAdmin):
    list_display: ClassVar = ["title", "number", "document", "cited", "standing", "changed_at"]
    search_fields: ClassVar = ["title", "number"]
    autocomplete_fields: ClassVar = ["document", "task", "cited"]
    exclude: ClassVar = ["order"]
