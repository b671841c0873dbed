"""The forms for what stands in a document: duties, targets, deadlines with their parties, citations."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.forms import ModelForm
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest

from documents.admin import RecordAdmin
from documents.admin.chosen import ChosenFilter, RegionFilter
from documents.admin.exchange import ExchangeAdmin
from documents.admin.records import RecordForm
from documents.models import Agency
from tasks.admin.inlines import CurrentInline, DeadlineForm
from tasks.indexing import index_facts, index_tasks
from tasks.models import Citation, Deadline, DeadlineParty, Responsibility, Target
from tasks.sheets import DUTIES, TARGETS

REGION, DOCUMENT = ("document__region", RegionFilter), ("document", ChosenFilter)


class MentionAdmin(RecordAdmin):
    """Records that stand in a document and perhaps in one of its tasks."""

    list_filter: ClassVar = ["standing", REGION, DOCUMENT]
    ordering: ClassVar = ["-pk"]
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
    list_filter: ClassVar = ["role", "basis", "standing", ("agency", ChosenFilter), ("task__document", ChosenFilter)]
    list_select_related: ClassVar = ["agency", "task__document"]
    ordering: ClassVar = ["-pk"]
    search_fields: ClassVar = ["agency__name", "as_written"]
    autocomplete_fields: ClassVar = ["agency", "task", "inherited_from"]
    exclude: ClassVar = ["order"]
    readonly_fields: ClassVar = ["corrected_fields"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The duties of agencies that have all the words in one of their names, and those that are so written."""
        for word in search_term.split():
            called = Agency.objects.filter(Q(name__icontains=word) | Q(names__name__icontains=word))
            queryset = queryset.filter(Q(agency__in=called.values("pk")) | Q(as_written__icontains=word))
        return queryset, False

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
    entries = "target"
    search_fields: ClassVar = ["indicator", "quote"]


class DeadlineRecordForm(DeadlineForm, RecordForm):
    """The same form on a page of its own."""


class PartyInline(CurrentInline):
    """The parties of a deadline, on its page."""

    model = DeadlineParty
    fields: ClassVar = ["role", "agency", "group", "as_written", "origin_shown"]
    autocomplete_fields: ClassVar = ["agency"]


@admin.register(Deadline)
class DeadlineAdmin(MentionAdmin):
    form = DeadlineRecordForm
    inlines: ClassVar = [PartyInline]
    fieldsets: ClassVar = [
        (None, {"fields": ["document", "task", "quote", "corrected_fields"]}),
        ("最后期限", {"fields": ["due_on", "precision", "rule", "reaches"]}),
        ("例行", {"fields": ["recurrence", "interval", "in_month", "on_day"]}),
        ("只写长短的期限", {"fields": ["term_count", "term_unit", "term_anchor"]}),
    ]
    list_display: ClassVar = [
        "quote", "due_on", "precision", "recurrence", "term_shown", "reaches", "document", "standing", "changed_at",
    ]  # fmt: skip
    search_fields: ClassVar = ["quote"]

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool) -> None:
        """Put a party that is added into the deadline's document."""
        for row in formset.extra_forms:
            row.instance.document_id = form.instance.document_id
        super().save_formset(request, form, formset, change)

    @admin.display(description="期限长短")
    def term_shown(self, obj: Deadline) -> str:
        """The length of a term: 5年, 30日."""
        return f"{obj.term_count}{obj.get_term_unit_display()}" if obj.term_count is not None else ""


@admin.register(DeadlineParty)
class PartyAdmin(RecordAdmin):
    list_display: ClassVar = ["agency", "group", "role", "as_written", "deadline", "document", "standing", "changed_at"]
    list_filter: ClassVar = ["role", "group", "standing", ("agency", ChosenFilter), DOCUMENT]
    ordering: ClassVar = ["-pk"]
    list_select_related: ClassVar = ["agency", "deadline__document", "document"]
    search_fields: ClassVar = ["agency__name", "as_written"]
    autocomplete_fields: ClassVar = ["agency", "deadline", "document"]
    exclude: ClassVar = ["order"]
    readonly_fields: ClassVar = ["corrected_fields"]


@admin.register(Citation)
class CitationAdmin(MentionAdmin):
    list_display: ClassVar = ["title", "number", "document", "cited", "standing", "changed_at"]
    search_fields: ClassVar = ["title", "number"]
    autocomplete_fields: ClassVar = ["document", "task", "cited"]
    exclude: ClassVar = ["order"]
