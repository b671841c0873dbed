"""What people corrected, in plain words, by date and person: the list that answers who changed what."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from documents.admin.shown import in_words
from documents.exchange.labels import field_label, moment, shown
from documents.models import Correction


class CorrectedFilter(admin.SimpleListFilter):
    """The sorts of records that have corrections, by the names that staff know."""

    title = "记录种类"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[int, str]]:
        used = ContentType.objects.filter(pk__in=Correction.objects.order_by().values("content_type"))
        return [(kind.pk, kind.name) for kind in used.order_by("pk")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Correction]) -> QuerySet[Correction]:
        kind = str(self.value() or "")
        return queryset.filter(content_type=kind) if kind.isascii() and kind.isdecimal() else queryset


@admin.register(Correction)
class CorrectionAdmin(admin.ModelAdmin):
    """What people corrected, the latest first. It is changed where the record is."""

    class Media:
        css: ClassVar = {"all": ["desk.css"]}

    list_display: ClassVar = ["place", "what", "value_before", "value_now", "value_proposed", "corrected_by", "at"]
    list_display_links: ClassVar = ["what"]
    actions = None
    list_filter: ClassVar = [
        ("corrected_at", admin.DateFieldListFilter),
        CorrectedFilter,
        "has_proposal",
        ("corrected_by", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related: ClassVar = ["content_type", "corrected_by"]
    fields: ClassVar = list_display
    readonly_fields: ClassVar = list_display
    date_hierarchy = "corrected_at"
    ordering: ClassVar = ["-corrected_at", "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        return super().get_queryset(request).prefetch_related("record")

    @admin.display(description="记录")
    def place(self, obj: Correction) -> str:
        """The record, and its form."""
        if obj.record is None:
            return f"已删除的{obj.content_type.name}"
        meta = obj.record._meta
        url = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[obj.record.pk])
        return format_html('<a href="{}">{}“{}”</a>', url, meta.verbose_name, obj.record)

    @admin.display(description="栏位", ordering="field")
    def what(self, obj: Correction) -> str:
        model = obj.content_type.model_class()
        return field_label(model, obj.field) if model else obj.field

    @admin.display(description="原提取值")
    def value_before(self, obj: Correction) -> str:
        return self.words(obj, obj.before)

    @admin.display(description="人工值")
    def value_now(self, obj: Correction) -> str:
        if obj.record is not None and obj.field == "issuing_agencies":
            return in_words([agency.name for agency in obj.record.issuing_agencies.order_by("issuances__order")])
        return self.words(obj, getattr(obj.record, obj.field, None))

    @admin.display(description="新提取值", ordering="has_proposal")
    def value_proposed(self, obj: Correction) -> str:
        return self.words(obj, obj.proposed) if obj.has_proposal else ""

    @admin.display(description="更正时间", ordering="corrected_at")
    def at(self, obj: Correction) -> str:
        return moment(obj.corrected_at)

    def words(self, obj: Correction, value: Any) -> str:
        """A value as staff read it."""
        model = obj.content_type.model_class()
        return shown(model, obj.field, value) if model and obj.field != "issuing_agencies" else in_words(value)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
