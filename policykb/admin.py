"""Staff editing that concerns both apps."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from documents.admin.documents import DocumentAdmin
from documents.indexing import index_document
from documents.models import Document
from policykb.desk import source_lines
from policykb.editing import agency_admin, review_admin
from tasks.admin import TaskAdmin
from tasks.indexing import index_facts
from tasks.models import Task

__all__ = ["TaskDesk", "WholeDocumentAdmin", "agency_admin", "review_admin"]


@admin.register(Document)
class WholeDocumentAdmin(DocumentAdmin):
    """A changed document changes how all that is written in it is found."""

    def reindex(self, records: Iterable[Document]) -> None:
        for document in records:
            index_document(document)
            index_facts(document)


@admin.register(Task)
class TaskDesk(TaskAdmin):
    """The task's form with the source beside it."""

    change_form_template = "admin/tasks/task/desk.html"

    class Media:
        css: ClassVar = {"all": ["desk.css"]}

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> HttpResponse:
        task = context.get("original")
        context["source_lines"] = source_lines(task) if task else []
        return super().render_change_form(request, context, *args, **options)
