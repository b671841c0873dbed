"""The form for a task (任务)."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import ModelForm
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from documents.admin import RecordAdmin
from documents.admin.exchange import ExchangeAdmin
from documents.admin.records import RecordForm
from tasks.admin.inlines import DeadlineInline, ResponsibilityInline, TargetInline
from tasks.admin.mentions import DOCUMENT, REGION
from tasks.indexing import index_tasks
from tasks.models import ReviewState, Task
from tasks.sheets import TASKS

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
    list_filter: ClassVar = ["review_state", "standing", REGION, DOCUMENT]
    list_select_related: ClassVar = ["document"]
    entries = "task"
    search_fields: ClassVar = ["title", "body", "number", "responsibility_text", "document__title"]
    inlines: ClassVar = [ResponsibilityInline, TargetInline, DeadlineInline]
    autocomplete_fields: ClassVar = ["document", "topics"]
    readonly_fields: ClassVar = ["key", "place", "corrected_fields", "updated_at"]
    fieldsets: ClassVar = [
        (None, {"fields": ["document", "place", ("key", "number"), "title", "body", "responsibility_text"]}),
        ("核对", {"fields": [("review_state", "corrected_fields", "updated_at"), "topics"]}),
    ]

    def get_ordering(self, request: HttpRequest) -> list[str]:
        """Of one document as in its text; of all the last first."""
        return ["order", "pk"] if request.GET.get("document__id__exact") else ["-pk"]

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
