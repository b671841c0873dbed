"""Staff editing of documents, agencies and terms (公文)."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest
from django.utils.html import format_html
from simple_history.admin import SimpleHistoryAdmin

from documents.editing import lock, restore, withdraw
from documents.indexing import index_agencies, index_document
from documents.models import (
    Agency,
    AgencyName,
    AgencyPattern,
    Correction,
    Document,
    DocumentAgency,
    Origin,
    Record,
    Region,
    SourceNote,
    Term,
)

admin.site.site_header = "政策知识库 管理"
admin.site.site_title = "政策知识库"
admin.site.index_title = "编辑部"


def changed_columns(form: ModelForm) -> dict[str, Any]:
    """The columns that a form changes, with the values they had."""
    columns = {name: form.instance._meta.get_field(name).attname for name in form.changed_data if name in form.fields}
    return {column: form.get_initial_for_field(form.fields[name], name) for name, column in columns.items()}


class RecordAdmin(SimpleHistoryAdmin):
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


class DocumentAgencyInline(admin.TabularInline):
    model = DocumentAgency
    extra = 0
    autocomplete_fields: ClassVar = ["agency"]


class SourceNoteInline(admin.TabularInline):
    model = SourceNote
    extra = 0
    fields: ClassVar = ["kind", "message", "quote", "state", "reason"]
    readonly_fields: ClassVar = ["kind", "message", "quote"]
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Document)
class DocumentAdmin(RecordAdmin):
    list_display: ClassVar = ["title", "document_number", "region", "issued_on", "is_published", "standing"]
    list_filter: ClassVar = ["region", "genre", "is_published", "standing"]
    search_fields: ClassVar = ["title", "document_number", "notice_title"]
    date_hierarchy = "issued_on"
    inlines: ClassVar = [DocumentAgencyInline, SourceNoteInline]
    readonly_fields: ClassVar = ["source_file", "corrected_fields", "ingested_at", "updated_at"]
    autocomplete_fields: ClassVar = ["region"]
    fieldsets: ClassVar = [
        (None, {"fields": ["title", "notice_title", "document_number", "genre", "region", "is_published", "validity"]}),
        ("日期与来历", {"fields": ["issued_on", "published_on", "printed_on", "approved_by", "addressees"]}),
        ("附件与来源", {"fields": ["missing_attachments", "source_file", "corrected_fields"]}),
        ("入库", {"fields": ["ingested_at", "updated_at"]}),
        ("网址", {"fields": ["slug"], "classes": ["collapse"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # documents come in as files

    def reindex(self, records: Iterable[Document]) -> None:
        for document in records:
            index_document(document)

    @admin.display(description="源文件")
    def source_file(self, obj: Document) -> str:
        return format_html("{}（{}，{}）", obj.text.file_name, obj.text.format, obj.text.encoding)


class AgencyNameInline(admin.TabularInline):
    model = AgencyName
    extra = 1
    fields: ClassVar = ["name", "kind", "until"]


@admin.register(Agency)
class AgencyAdmin(SimpleHistoryAdmin):
    list_display: ClassVar = ["name", "kind", "region", "is_reviewed"]
    list_filter: ClassVar = ["is_reviewed", "kind", "region__level", "region"]
    list_editable: ClassVar = ["is_reviewed"]
    search_fields: ClassVar = ["name", "names__name"]
    autocomplete_fields: ClassVar = ["region", "parent"]
    inlines: ClassVar = [AgencyNameInline]

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        index_agencies([form.instance])


@admin.register(AgencyPattern)
class AgencyPatternAdmin(admin.ModelAdmin):
    list_display: ClassVar = ["line", "level", "official", "names"]
    list_filter: ClassVar = ["level", "kind"]
    search_fields: ClassVar = ["line", "official", "names"]


@admin.register(Region)
class RegionAdmin(admin.ModelAdmin):
    list_display: ClassVar = ["name", "code", "level", "parent"]
    list_filter: ClassVar = ["level"]
    search_fields: ClassVar = ["name", "short_name", "code"]
    autocomplete_fields: ClassVar = ["parent"]


@admin.register(Term)
class TermAdmin(SimpleHistoryAdmin):
    list_display: ClassVar = ["name", "synonyms", "is_topic"]
    list_filter: ClassVar = ["is_topic"]
    search_fields: ClassVar = ["name", "synonyms"]
    prepopulated_fields: ClassVar = {"slug": ["name"]}


@admin.register(SourceNote)
class SourceNoteAdmin(admin.ModelAdmin):
    list_display: ClassVar = ["message", "kind", "quote", "document", "state"]
    list_filter: ClassVar = ["state", "kind", "document"]
    list_editable: ClassVar = ["state"]
    search_fields: ClassVar = ["message", "quote", "document__title"]
    readonly_fields: ClassVar = ["document", "kind", "message", "quote", "start", "end"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Correction)
class CorrectionAdmin(admin.ModelAdmin):
    list_display: ClassVar = ["record", "field", "before", "proposed", "corrected_by", "corrected_at"]
    list_filter: ClassVar = ["has_proposal", "content_type"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
