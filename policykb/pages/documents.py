"""Documents: the list, and the way from a document number to its document."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from documents.models import Document


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """The documents, the newest first."""
    documents = Document.objects.for_listing().with_task_counts()
    return TemplateResponse(request, "documents/document_list.html", {"documents": documents})


@require_safe
def cite(request: HttpRequest) -> HttpResponse:
    """From any spelling of a document number to its document."""
    return TemplateResponse(request, "documents/cite.html", {})
