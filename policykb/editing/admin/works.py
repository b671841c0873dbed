"""Works in the background, for who began them: how far they are, and what became of each file."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST
from django_tasks_db.admin import DBTaskResult

from documents.admin.looked_at import LookedAtAdmin
from documents.models import Work, WorkLine
from policykb.background.beginning import MOST_WITHIN, begin_index
from policykb.background.stopping import stop

admin.site.unregister(DBTaskResult)  # the steps: works tell what staff want to know of them

SECONDS = 10  # after which the page of a work that goes on is asked for again


class LineInline(admin.TabularInline):
    """What became of each file, first what was refused."""

    model = WorkLine
    extra = 0
    can_delete = False
    fields: ClassVar = ["name", "led_to", "said"]
    readonly_fields: ClassVar = fields

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True  # of a work that one may view

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("document")

    @admin.display(description="入库为")
    def led_to(self, line: WorkLine) -> str:
        if line.document is None:
            return "未入库" if line.is_refused else ""
        address = reverse("admin:documents_document_change", args=[line.document.pk])
        return format_html('<a href="{}">《{}》</a>', address, line.document)


@admin.register(Work)
class WorkAdmin(LookedAtAdmin):
    """Works, to be watched, and stopped."""

    change_form_template = "admin/works/change_form.html"
    change_list_template = "admin/works/change_list.html"
    list_display: ClassVar = ["kind", "state", "progress", "refused", "started_by", "started_at", "finished_at"]
    list_display_links: ClassVar = ["kind"]
    list_select_related: ClassVar = ["started_by"]
    fields: ClassVar = ["kind", "state", "progress", "refused", "started_by", "started_at", "finished_at"]
    inlines: ClassVar = [LineInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Works that one began oneself; all of them for who may publish what others bring."""
        works = super().get_queryset(request).with_refusals()  # type: ignore[attr-defined]
        return works if may_see_all(request) else works.filter(started_by=request.user.pk)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("documents.add_document")  # type: ignore[union-attr]

    def get_urls(self) -> list[Any]:
        index = self.admin_site.admin_view(require_POST(self.index_view))
        stopping = self.admin_site.admin_view(require_POST(self.stop_view))
        return [
            path("index/", index, name="documents_work_index"),
            path("<int:pk>/stop/", stopping, name="documents_work_stop"),
            *super().get_urls(),
        ]

    def index_view(self, request: HttpRequest) -> HttpResponse:
        """Begin to write the search index again."""
        if not may_see_all(request):
            raise PermissionDenied
        work = begin_index(request.user)  # type: ignore[arg-type]
        if work is None:
            most = f"超过 {MOST_WITHIN:,} 条，不能在一次请求里重建："
            messages.error(request, most + "请管理员执行 manage.py rebuild_search_index，或启用后台进程。")
            return HttpResponseRedirect(reverse("admin:documents_work_changelist"))
        return HttpResponseRedirect(reverse("admin:documents_work_change", args=[work.pk]))

    def stop_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Stop a work that one may view."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        work = get_object_or_404(self.get_queryset(request), pk=pk)
        if stop(work):
            messages.success(request, "已停止。已做完的部分保留。")
        else:
            messages.info(request, "这项工作已经结束。")
        return HttpResponseRedirect(reverse("admin:documents_work_change", args=[pk]))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"may_rebuild": may_see_all(request)})

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **options: Any) -> HttpResponse:
        """The page of a work; while it goes on, the browser asks again by itself."""
        response = super().change_view(request, object_id, *args, **options)
        work = getattr(response, "context_data", {}).get("original")
        if work is not None and work.finished_at is None:
            response["Refresh"] = str(SECONDS)
        return response

    @admin.display(description="状态")
    def state(self, work: Work) -> str:
        if work.stopped_at:
            return "已停止" if work.finished_at else "正在停止"
        if work.finished_at:
            return "已完成"
        return "进行中" if work.done else "等待中"

    @admin.display(description="进度")
    def progress(self, work: Work) -> str:
        return f"{work.done:,} / {work.total:,}"

    @admin.display(description="未入库")
    def refused(self, work: Any) -> int:
        return int(work.refusals)


def may_see_all(request: HttpRequest) -> bool:
    """Whether a person may see what others began, and begin what concerns all records."""
    return request.user.has_perm("documents.publish_document")  # type: ignore[union-attr]
