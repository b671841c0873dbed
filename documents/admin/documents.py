"""Staff editing of documents and of what is wrong with their sources."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime

from documents.admin.chosen import ChosenFilter, RegionFilter, is_number
from documents.admin.fields import NamedRows, PlainFields
from documents.admin.records import RecordAdmin
from documents.admin.two_editors import VersionedAdmin, VersionedForm
from documents.exchange.labels import EMPTY
from documents.models import Document, DocumentAgency, SourceNote
from documents.records.locks import lock_field

VALIDITY_SAID = "选定之后以人工为准。不选的，照来源页所载；另有文件写明修改、废止它的，或施行日期未到的，页面写明依据。"
NOTES_SHOWN = 20
NOTE_SENT = re.compile(r"notes-\d{1,4}-id")
ORIGIN_SAID = "取得日期只填文件确实取自上面网址的那一天；不知道就留空，页面会写入库日期。"


class GenreFilter(admin.AllValuesFieldListFilter):
    """Genres to choose from, the lack of one among them."""

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        for choice in super().choices(changelist):
            yield choice | {"display": choice["display"] or EMPTY}


class LinkFilter(admin.SimpleListFilter):
    """Whether the official publication of a document is known."""

    title = "官方原文网址"
    parameter_name = "link"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "有"), ("no", "没有")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Document]) -> QuerySet[Document]:
        match self.value():
            case "yes":
                return queryset.exclude(source_url="")
            case "no":
                return queryset.filter(source_url="")
        return queryset


class DocumentAgencyInline(PlainFields, admin.TabularInline):
    model = DocumentAgency
    formset = NamedRows
    extra = 0
    autocomplete_fields: ClassVar = ["agency"]


class NoteDecision:
    """A form by which staff decide about a note."""

    def clean(self) -> dict[str, Any] | None:
        values: dict[str, Any] = super().clean() or {}  # type: ignore[misc]
        if values.get("state") == SourceNote.State.DISMISSED and not values.get("reason"):
            self.add_error("reason", "请写明不需处理的理由。")  # type: ignore[attr-defined]
        return values


class NoteForm(NoteDecision, ModelForm):
    """A note beside others in its document's form."""


class VersionedNoteForm(NoteDecision, VersionedForm):
    """A note in its own form."""


class SourceNoteInline(PlainFields, admin.TabularInline):
    """The first of a document's open notes; all of them are on the review list."""

    model = SourceNote
    verbose_name_plural = f"校记：待处理的前 {NOTES_SHOWN} 条，全部的在“待核对”"
    formset = NamedRows
    form = NoteForm
    extra = 0
    fields: ClassVar = ["kind", "message", "quote", "state", "reason"]
    readonly_fields: ClassVar = ["kind", "message", "quote"]
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Those that are shown, or, where the form was sent, those that were."""
        notes = super().get_queryset(request)
        if request.method == "POST":
            sent = [value for name, value in request.POST.items() if NOTE_SENT.fullmatch(name) and is_number(value)]
            return notes.filter(pk__in=sent)
        document = request.resolver_match.kwargs.get("object_id", "") if request.resolver_match else ""
        if not is_number(document):
            return notes.none()
        waiting = notes.filter(document=document, state=SourceNote.State.OPEN).order_by("start", "pk")
        return notes.filter(pk__in=list(waiting.values_list("pk", flat=True)[:NOTES_SHOWN]))

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class DocumentAdmin(RecordAdmin):
    """The form for a document. The site registers it, because what it changes concerns other apps' search entries."""

    list_display: ClassVar = ["title", "document_number", "region", "issued_on", "publicity", "standing", "updated_at"]
    list_filter: ClassVar = [
        ("region", RegionFilter),
        "kind",
        ("genre", GenreFilter),
        "validity",
        LinkFilter,
        "is_published",
        "standing",
    ]
    list_select_related: ClassVar = ["region"]
    ordering: ClassVar = ["-pk"]
    search_fields: ClassVar = ["title", "document_number", "notice_title"]
    date_hierarchy = "issued_on"
    inlines: ClassVar = [DocumentAgencyInline, SourceNoteInline]
    readonly_fields: ClassVar = ["source_file", "every_version", "corrected_fields", "ingested_at", "updated_at"]
    autocomplete_fields: ClassVar = ["region", "replaced_by"]
    fieldsets: ClassVar = [
        (None, {"fields": ["title", "notice_title", "document_number", "kind", "genre", "region", "is_published"]}),
        ("日期", {"fields": ["issued_on", "published_on", "printed_on", "effective_on"]}),
        ("时效", {"fields": ["validity", "replaced_by", "validity_note"], "description": VALIDITY_SAID}),
        ("规划期", {"fields": ["period_from", "period_until", "period_words"]}),
        (
            "来历",
            {
                "fields": ["approved_by", "addressees", "source_url", "publisher", "retrieved_on"],
                "description": ORIGIN_SAID,
            },
        ),
        ("附件与来源", {"fields": ["missing_attachments", "source_file", "every_version", "corrected_fields"]}),
        ("入库", {"fields": ["ingested_at", "updated_at"]}),
        ("网址", {"fields": ["slug"], "classes": ["collapse"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # documents come in as files

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool) -> None:
        """Who issued a document is one value: once a person has changed it, it is the person's."""
        before = [agency.name for agency in form.instance.issuing_agencies.order_by("issuances__order")]
        super().save_formset(request, form, formset, change)
        if formset.model is DocumentAgency and formset.has_changed():
            lock_field(form.instance, "issuing_agencies", before, request.user)

    @admin.display(description="公开", ordering="is_published")
    def publicity(self, obj: Document) -> str:
        return "公开" if obj.is_published else "未公开"

    @admin.display(description="源文件")
    def source_file(self, obj: Document) -> str:
        if obj.text is None:
            return "已归入另一份文件"
        return format_html("{}（{}，{}）", obj.text.file_name, obj.text.format, obj.text.encoding)

    @admin.display(description="版本")
    def every_version(self, obj: Document) -> str:
        """Every text that came in, with its file as it came."""
        rows = [
            (reverse("documents:file", args=[obj.slug, pk]), name, f"{localtime(stored):%Y-%m-%d %H:%M}", standing)
            for pk, name, stored, standing in versions_of(obj)
        ]
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>，{} 入库，{}', rows)


def versions_of(document: Document) -> Iterator[tuple[int, str, Any, str]]:
    """The document's texts, the last first: key, file name, when stored, and what each is."""
    for pk, name, stored, is_copy in document.versions.values_list("pk", "file_name", "stored_at", "is_copy"):
        yield pk, name, stored, "现行文本" if pk == document.text_id else "副本" if is_copy else "早先的版本"


@admin.register(SourceNote)
class SourceNoteAdmin(VersionedAdmin):
    form = VersionedNoteForm
    list_display: ClassVar = ["message", "kind", "quote", "document", "state"]
    list_filter: ClassVar = ["state", "kind", ("document", ChosenFilter)]
    list_select_related: ClassVar = ["document"]
    ordering: ClassVar = ["-pk"]
    search_fields: ClassVar = ["message", "quote", "document__title"]
    readonly_fields: ClassVar = ["document", "kind", "message", "quote", "start", "end"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
