"""Staff editing that concerns both apps."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from policykb.editing.admin import agencies, documents, people, reports, review, works
from policykb.reading.desk import source_lines
from tasks.admin import TaskAdmin
from tasks.models import Task

__all__ = ["TaskDesk", "agencies", "documents", "people", "reports", "review", "works"]


@admin.register(Task)
class TaskDesk(TaskAdmin):
    """The task's form with the source beside it."""

    change_form_template = "admin/tasks/task/desk.html"

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> HttpResponse:
        task = context.get("original")
        context["show_save_and_add_another"] = False
        context["source_lines"] = source_lines(task) if task else []
        return super().render_change_form(request, context, *args, **options)
