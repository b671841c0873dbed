"""A document or a task as plain text: what stands at their addresses until their own pages do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from documents.models import Document
from tasks.models import Task


@require_safe
def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A document's reading text."""
    document = get_object_or_404(Document.objects.published().select_related("text"), slug=slug)
    return TemplateResponse(request, "plain.html", {"title": document.title, "body": document.text.reading})


@require_safe
def task_detail(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A task's text."""
    task = get_object_or_404(Task.objects.published().select_related("document"), document__slug=slug, key=key)
    return TemplateResponse(request, "plain.html", {"title": task.display_title, "body": task.body})
