"""What changed, for staff: one list of all changes, to be read and narrowed, never edited."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from documents.admin.looked_at import LookedAtAdmin
from documents.exchange.labels import column_labels, model_called
from documents.models import Change, Document

MOST_NAMED = 8  # columns


class ModelFilter(admin.SimpleListFilter):
    """The sorts of records that changed, as staff call them."""

    title = "记录类型"
    parameter_name = "model"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        labels = Change.objects.order_by("model").values_list("model", flat=True).distinct()
        return [(label, called(label)) for label in labels]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(model=self.value()) if self.value() else queryset


def called(label: str) -> str:
    """What staff call records of a model."""
    model = model_called(label)
    return str(model._meta.verbose_name) if model else label


@admin.register(Change)
class ChangeAdmin(LookedAtAdmin):
    """The list of changes. Whoever may see documents may see it."""

    class Media:
        css: ClassVar = {"all": ["desk.css"]}

    list_display: ClassVar = ["at", "by_whom", "cause", "kind", "what", "record", "columns", "in_document"]
    list_filter: ClassVar = ["at", "cause", "kind", ModelFilter, ("by", admin.RelatedOnlyFieldListFilter)]
    search_fields: ClassVar = ["name"]
    list_display_links = None
    list_select_related: ClassVar = ["by"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        titles = Document.objects.filter(pk=OuterRef("document_id")).values("title")[:1]
        return super().get_queryset(request).annotate(document_title=Subquery(titles))

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("documents.view_document")

    @admin.display(description="操作人", ordering="by")
    def by_whom(self, obj: Change) -> str:
        return str(obj.by) if obj.by else "程序"

    @admin.display(description="记录类型", ordering="model")
    def what(self, obj: Change) -> str:
        return called(obj.model)

    @admin.display(description="记录")
    def record(self, obj: Change) -> str:
        """The record's name, leading to its form where it has one."""
        try:
            address = reverse(f"admin:{obj.model.replace('.', '_')}_change", args=[obj.object_id])
        except NoReverseMatch:
            return obj.name
        return obj.name if obj.kind == Change.Kind.REMOVED else format_html('<a href="{}">{}</a>', address, obj.name)

    @admin.display(description="字段")
    def columns(self, obj: Change) -> str:
        labels = column_labels(obj.model, obj.fields)
        more = f"等 {len(labels)} 项" if len(labels) > MOST_NAMED else ""
        return "、".join(labels[:MOST_NAMED]) + more

    @admin.display(description="文件")
    def in_document(self, obj: Any) -> str:
        """The document it stands in, leading to all its changes."""
        if obj.document_id is None or not obj.document_title:
            return ""
        return format_html('<a href="?document_id={}">{}</a>', obj.document_id, obj.document_title)
