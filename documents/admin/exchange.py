"""Tables in the admin: a list taken away as XLSX or CSV, and brought back after a preview."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from tablib import Dataset

from documents.admin.two_editors import VersionedAdmin
from documents.exchange.importing import MOST_CHANGED, Import, TableOutcome, is_number, related
from documents.exchange.sheets import Sheet, make_table
from documents.exchange.spreadsheets import Rows, read_table
from documents.exchange.workbooks import MOST_ROWS
from documents.models import Change, StagedFile
from documents.records.writing import writing
from documents.text import UnreadableSource

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TOO_MANY = "共 {} 条，一次最多导出 {} 条。请先用搜索或筛选缩小范围（如只看一份文件、一个地区），再导出。"
AT_A_TIME = 500  # records in memory


class TableForm(forms.Form):
    table = forms.FileField(
        label="表格",
        allow_empty_file=True,
        help_text="由本页导出、修改后的 .xlsx 或 .csv；“编号”“版本”两列请勿改动",
        error_messages={"required": "请选择文件。"},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


def table_response(table: Dataset, format: str, name: str) -> HttpResponse:
    """The table as a file of this format, a key of TYPES."""
    body = table.export(format)
    data = body if isinstance(body, bytes) else body.encode("utf-8-sig")
    disposition = content_disposition_header(True, f"{name}.{format}")
    return HttpResponse(data, content_type=TYPES[format], headers={"Content-Disposition": disposition})


class ExchangeAdmin(VersionedAdmin):
    """A list of records that can be taken away as a table and brought back."""

    sheet: ClassVar[Sheet]
    most_taken: ClassVar[int] = MOST_ROWS  # rows of a table that is taken away
    change_list_template = "admin/exchange/change_list.html"

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("export.<str:format>", wrap(self.export_view), name=f"{name}_export"),
            path("import/", wrap(self.import_view), name=f"{name}_import"),
            *super().get_urls(),
        ]

    def export_view(self, request: HttpRequest, format: str) -> HttpResponse:
        """The records that the list shows, as a table; of more than may be taken away none."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if format not in TYPES:
            raise Http404
        shown = self.get_changelist_instance(request)
        if shown.result_count > self.most_taken:
            messages.error(request, TOO_MANY.format(shown.result_count, self.most_taken))
            return HttpResponseRedirect(f"{self.changelist()}?{request.GET.urlencode()}")
        keys = shown.get_queryset(request).values("pk")
        records = related(self.sheet).filter(pk__in=keys).order_by("pk").iterator(chunk_size=AT_A_TIME)
        return table_response(make_table(self.sheet, records), format, str(self.opts.verbose_name))

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Take a table and show what it would change; store it once confirmed."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if "staged" in request.POST:
            return self.confirm_import(request)
        is_sent = request.method == "POST"
        form = TableForm(request.POST, request.FILES) if is_sent else TableForm()
        outcome, staged = None, None
        if is_sent and form.is_valid():
            name, data = form.cleaned_data["table"].name, form.cleaned_data["table"].read()
            try:
                outcome = self.run(request, read_table(data, name), is_rehearsal=True)
            except UnreadableSource as refusal:
                form.add_error("table", refusal.chinese)
        if outcome and outcome.rows and not outcome.has_errors:
            staged = StagedFile.objects.create(sent_by=request.user, name=name, data=data)
        return self.import_page(request, form, outcome, staged)

    def import_page(
        self, request: HttpRequest, form: forms.Form, outcome: TableOutcome | None, staged: Any
    ) -> HttpResponse:
        """The form, or what the table would change."""
        context = {
            **self.admin_site.each_context(request),
            "title": f"导入{self.opts.verbose_name}",
            "opts": self.opts,
            "form": form,
            "outcome": outcome,
            "most": MOST_CHANGED,
            "staged": staged,
            "changelist": self.changelist(),
        }
        return TemplateResponse(request, "admin/exchange/import.html", context)

    def confirm_import(self, request: HttpRequest) -> HttpResponse:
        """Store the table that was previewed."""
        number = request.POST["staged"]
        mine = StagedFile.objects.filter(sent_by=request.user.pk, work=None)
        staged = mine.filter(pk=number).first() if is_number(number) else None
        if staged is None:
            messages.error(request, "预览已经过期，请重新上传。")
            return HttpResponseRedirect(request.path)
        try:
            rows = read_table(bytes(staged.data), staged.name)
        except UnreadableSource as refusal:
            messages.error(request, refusal.chinese)
            return HttpResponseRedirect(request.path)
        outcome = self.store(request, staged, rows)
        if outcome.has_errors:
            return self.import_page(request, TableForm(), outcome, None)
        messages.success(request, f"已导入：{len(outcome.rows)} 行有变化，{outcome.same} 行没有变化。")
        return HttpResponseRedirect(self.changelist())

    def store(self, request: HttpRequest, staged: StagedFile, rows: Rows) -> TableOutcome:
        """Bring the rows in, search in step with them, and the log: all of it or nothing. The file is done with."""
        with writing(request.user, Change.Cause.IMPORT):
            outcome = self.run(request, rows, is_rehearsal=False)
            if not outcome.has_errors:
                self.imported(request, [row.record for row in outcome.rows])
            staged.delete()
        return outcome

    def run(self, request: HttpRequest, rows: Rows, *, is_rehearsal: bool) -> TableOutcome:
        """Bring the rows in as this person may."""
        task = Import(self.sheet, request.user, may_add=self.has_add_permission(request))
        return task.run(rows, is_rehearsal=is_rehearsal)

    def imported(self, request: HttpRequest, records: list[Any]) -> None:
        """Bring search in step with what a table changed."""
        self.reindex(records)
        for record in records:
            self.log_change(request, record, "表格导入")

    def reindex(self, records: Any) -> None:
        """Bring search in step with changed records."""

    def changelist(self) -> str:
        """The address of the list."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
