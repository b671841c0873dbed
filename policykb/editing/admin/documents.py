"""Documents in the admin: the form, and the pages by which files come in."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from documents.admin.documents import DocumentAdmin
from documents.indexing import index_document
from documents.models import Document, StagedFile
from documents.text.limits import MOST_BYTES
from policykb.background.beginning import begin_upload
from policykb.editing.admin.texts import TextAdmin
from policykb.editing.deciding import log
from policykb.editing.previews import rehearse, stage, staged_for
from policykb.editing.review import counts
from policykb.editing.scope import Scope
from policykb.editing.uploads import MOST_FILES, UploadForm, UploadOutcome, confirm
from policykb.pipeline import gazetteer
from tasks.indexing import index_facts


@admin.register(Document)
class WholeDocumentAdmin(TextAdmin, DocumentAdmin):
    """Documents in the admin. New ones come in as files; after a change, search is updated for all that is in a
    document."""

    change_form_template = "admin/document/change_form.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return admin.ModelAdmin.has_add_permission(self, request)

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("add/preview/", wrap(self.preview_view), name="documents_document_preview"),
            path("add/confirm/", wrap(require_POST(self.confirm_view)), name="documents_document_confirm"),
            *super().get_urls(),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        fixed = [] if request.user.has_perm("documents.publish_document") else ["is_published"]  # type: ignore[union-attr]
        return [*self.readonly_fields, *fixed]

    def reindex(self, records: Iterable[Document]) -> None:
        for document in records:
            index_document(document)
            index_facts(document)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Take files, and lead to the page that shows what each would change."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        if form.is_bound and form.is_valid():
            if len(form.cleaned_data["files"]) > MOST_FILES:
                return self.leave_to_worker(request, form)
            staged, refused = stage(form.cleaned_data["files"], request.user)  # type: ignore[arg-type]
            if staged:
                for sentence in refused:
                    messages.error(request, sentence)
                query = urlencode({"staged": [file.pk for file in staged]}, doseq=True)
                return HttpResponseRedirect(f"{reverse('admin:documents_document_preview')}?{query}")
            for sentence in refused:
                form.add_error("files", sentence)
        return self.upload_page(request, {"form": form})

    def leave_to_worker(self, request: HttpRequest, form: UploadForm) -> HttpResponse:
        """Leave many files to a worker, without a preview, and lead to the page that tells how far it is."""
        files = form.cleaned_data["files"]
        if large := [file.name for file in files if file.size > MOST_BYTES]:
            form.add_error("files", f"超过 20 MB，请先拿掉：{'、'.join(large[:5])}。")
            return self.upload_page(request, {"form": form})
        may_publish = request.user.has_perm("documents.publish_document")  # type: ignore[union-attr]
        work = begin_upload(files, request.user, may_publish=may_publish)  # type: ignore[arg-type]
        return HttpResponseRedirect(reverse("admin:documents_work_change", args=[work.pk]))

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """What the files that were sent would change; only who sent them may confirm them."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        files = staged_for(request.user, request.GET.getlist("staged"))
        outcomes = rehearse(files, gazetteer())
        if not outcomes:
            messages.error(request, "预览已经过期，或文件已经入库。")
            return HttpResponseRedirect(reverse("admin:documents_document_add"))
        context = {
            "outcomes": [outcome for outcome in outcomes if not outcome.refusal],
            "refused": [outcome for outcome in outcomes if outcome.refusal],
            "others": sorted({str(file.sent_by) for file in files if file.sent_by_id != request.user.pk}),
        }
        return self.upload_page(request, context)

    def upload_page(self, request: HttpRequest, shown: dict[str, Any]) -> HttpResponse:
        """The page with the form, or with the outcome of an upload."""
        context = {**self.admin_site.each_context(request), "title": "上传文件", "opts": self.model._meta, **shown}
        return TemplateResponse(request, "admin/upload/form.html", context)

    def confirm_view(self, request: HttpRequest) -> HttpResponse:
        """Store what was previewed and chosen."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        chosen = [pk for pk in request.POST.getlist("staged") if pk.isascii() and pk.isdecimal() and len(pk) <= 18]
        staged = list(StagedFile.objects.filter(sent_by=request.user.pk, work=None, pk__in=chosen))
        if not staged:
            messages.error(request, "预览已经过期，请重新上传。" if chosen else "没有选择要入库的文件。")
            return HttpResponseRedirect(reverse("admin:documents_document_add"))
        may_publish = request.user.has_perm("documents.publish_document")  # type: ignore[union-attr]
        for outcome in confirm(staged, gazetteer(), request.user, may_publish=may_publish):
            if outcome.document:
                waits = "" if may_publish or not outcome.is_new else "尚未公开，待审核人员公开。"
                messages.success(request, told(outcome, waits))
                log(request, outcome.document, f"入库：{outcome.summary}")
            else:
                messages.error(request, f"{outcome.name}：{outcome.refusal}")
        return HttpResponseRedirect(reverse("admin:documents_document_changelist"))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> HttpResponse:
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, **options)


def told(outcome: UploadOutcome, waits: str) -> str:
    """What became of a file, with links to its document, to the tasks in it, and to what waits there."""
    pk = outcome.document.pk  # type: ignore[union-attr]
    waiting = counts(Scope(document=pk))
    to_decide = sum(number for group, number in waiting.items() if not group.is_remark)
    return format_html(
        '{}：<a href="{}">《{}》</a>，{}。{} <a href="{}?document__id__exact={}">任务</a> '
        '<a href="{}?document={}">待核对 {} 条</a>',
        outcome.name, reverse("admin:documents_document_change", args=[pk]), outcome.document, outcome.summary, waits,
        reverse("admin:tasks_task_changelist"), pk, reverse("admin:documents_review_changelist"), pk, to_decide,
    )  # fmt: skip
