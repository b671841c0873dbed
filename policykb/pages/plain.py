"""A document or a task as plain text: what stands at their addresses until their own pages do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from documents.models import Document
from policykb.pages.page import read_only
from tasks.models import Task


@read_only
def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A document's reading text."""
    document = get_object_or_404(Document.objects.published().select_related("text"), slug=slug)
    return TemplateResponse(request, "plain.html", {"title": document.title, "body": document.text.reading})


@read_only
def task_detail(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A task's text."""
    task = get_object_or_404(Task.objects.published().select_related("document"), document__slug=slug, key=key)
    return TemplateResponse(request, "plain.html", {"title": task.display_title, "body": task.body})
