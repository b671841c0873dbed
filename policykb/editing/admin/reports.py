"""Readers' reports in the admin: all of them, with what was answered; an answer can be put right."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html

from documents.admin.chosen import ChosenFilter
from documents.admin.doors import Doors
from documents.admin.two_editors import VersionedAdmin, VersionedForm, keep_what_no_form_shows
from tasks.models import Report


class AnswerForm(VersionedForm):
    """The answer to a report, or to who asked for a document."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.is_wanted and "state" in self.fields:
            self.fields["state"].choices = Report.WANTED_STATES.items()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        values = super().clean() or {}
        if values.get("state") == Report.State.DECLINED and not values.get("answer"):
            word, who = ("不收", "请求人") if self.instance.is_wanted else ("不改", "报告人")
            raise ValidationError({"answer": f"请写明{word}的理由，{who}看得到。"})
        if self.instance.is_wanted and values.get("state") == Report.State.MENDED and not values.get("document"):
            raise ValidationError({"document": "已收录的，请写明收录为哪份文件。"})
        return values


@admin.register(Report)
class ReportAdmin(VersionedAdmin):
    form = AnswerForm
    list_display: ClassVar = ["place", "kind", "state_told", "reported_at", "answered_at"]
    autocomplete_fields: ClassVar = ["document"]
    list_filter: ClassVar = ["state", "kind", ("document", ChosenFilter)]
    search_fields: ClassVar = ["place", "description", "quote"]
    date_hierarchy = "reported_at"
    readonly_fields: ClassVar = [
        "document", "task", "place", "quote", "text", "kind", "description", "contact", "reported_at",
        "answered_by", "answered_at", "public_page",
    ]  # fmt: skip
    fieldsets: ClassVar = [
        ("答复", {"fields": ["state", "answer", "answered_by", "answered_at", "public_page"]}),
        ("报告", {"fields": ["kind", "description", "contact", "reported_at"]}),
        ("所指条文", {"fields": ["place", "quote", "document", "task", "text"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """What was said stays; only the document that a request was taken in as is set by hand."""
        is_set = obj is not None and obj.is_wanted
        return [name for name in self.readonly_fields if name != "document" or not is_set]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False  # no report is lost

    def save_model(self, request: HttpRequest, obj: Report, form: ModelForm, change: bool) -> None:
        keep_what_no_form_shows(obj, form)
        if {"state", "answer"} & set(form.changed_data):
            obj.answered_by, obj.answered_at = request.user, timezone.now()  # type: ignore[assignment]
        Doors.save_model(self, request, obj, form, change)

    @admin.display(description="处理状态", ordering="state")
    def state_told(self, obj: Report) -> str:
        return obj.state_words

    @admin.display(description="报告人所见")
    def public_page(self, obj: Report) -> str:
        return format_html('<a href="{}">处理结果页</a>', obj.get_absolute_url())

    def view_on_site(self, obj: Report) -> str:
        return obj.get_absolute_url()
