"""The search log for staff: the questions of readers, the commonest first, to be read and taken away, never edited."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from tablib import Dataset

from documents.admin.exchange import TYPES, table_response
from documents.admin.looked_at import LookedAtAdmin
from documents.exchange.sheets import guarded
from documents.models import SearchEntry, SearchLogLine

MOST_TAKEN_AWAY = 50_000  # questions in one table
NAMED = 20  # opened hits of a question that its page names


class OutcomeFilter(admin.SimpleListFilter):
    """What became of a question."""

    title = "结果"
    parameter_name = "outcome"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("none", "什么也没找到"), ("partial", "只找到一部分词语"), ("unopened", "没人点开")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "none":
                return queryset.filter(full=0, partial=0)
            case "partial":
                return queryset.filter(full=0, partial__gt=0)
            case "unopened":
                return queryset.filter(openings=0)
        return queryset


@admin.register(SearchLogLine)
class SearchLogAdmin(LookedAtAdmin):
    """Each question once, over all days that are kept."""

    change_list_template = "admin/searches/change_list.html"
    list_display: ClassVar = ["query", "asked", "days", "full", "partial", "openings", "day"]
    list_filter: ClassVar = [OutcomeFilter]
    search_fields: ClassVar = ["query"]
    fields: ClassVar = ["query", "asked", "days", "full", "partial", "openings", "opened_hits", "day", "as_reader"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return SearchLogLine.objects.by_question()

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["-asked", "query"]

    def get_urls(self) -> list[Any]:
        export = self.admin_site.admin_view(self.export_view)
        return [path("export.<str:format>", export, name="documents_searchlogline_export"), *super().get_urls()]

    def export_view(self, request: HttpRequest, format: str) -> HttpResponse:
        """The questions that the list shows, as a table."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if format not in TYPES:
            raise Http404
        shown = self.get_changelist_instance(request).get_queryset(request)
        return table_response(table_of(shown[:MOST_TAKEN_AWAY]), format, str(self.opts.verbose_name))

    @admin.display(description="检索次数", ordering="asked")
    def asked(self, obj: Any) -> int:
        return int(obj.asked)

    @admin.display(description="天数", ordering="days")
    def days(self, obj: Any) -> int:
        return int(obj.days)

    @admin.display(description="点开次数", ordering="openings")
    def openings(self, obj: Any) -> int:
        return int(obj.openings)

    @admin.display(description="点开的结果")
    def opened_hits(self, obj: Any) -> str:
        """The hits that were opened, the commonest first, as search names them."""
        lines = SearchLogLine.objects.filter(key=obj.key).exclude(opened="")
        most = (
            lines.order_by().values_list("opened", "record").annotate(n=Sum("times")).order_by("-n", "record")[:NAMED]
        )
        names = {
            (entry.kind, entry.object_id): entry
            for entry in SearchEntry.objects.filter(object_id__in=[record for _, record, _ in most])
        }
        told = [(names[kind, record], n) for kind, record, n in most if (kind, record) in names]
        rows = ((entry.get_kind_display(), entry.title, n) for entry, n in told)  # type: ignore[attr-defined]
        return format_html_join("", "<div>{} {}：{} 次</div>", rows) or "没有"

    @admin.display(description="照读者所见检索")
    def as_reader(self, obj: Any) -> str:
        return format_html('<a href="{}?q={}">{}</a>', reverse("search"), obj.query, obj.query)


def table_of(questions: Iterable[Any]) -> Dataset:
    """The questions as a table: those of the list, a row each."""
    table = Dataset(headers=["检索词", "检索次数", "天数", "含全部词语", "只含一部分", "点开次数", "最近一天"])
    for line in questions:
        row = [line.asked, line.days, line.full, line.partial, line.openings, line.day.isoformat()]
        table.append([guarded(line.query), *row])
    return table
