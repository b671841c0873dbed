"""Documents: the list, and the way from a document number to its document."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from documents.models import Document
from policykb.answers.document_conditions import DocumentConditions
from policykb.views.matrix import regions_with_documents
from policykb.views.page import remembered
from tasks.models import Citation

DOCUMENTS_PER_PAGE = 50
LONGEST_NUMBER = 100


@remembered
def document_list(request: HttpRequest) -> HttpResponse:
    """The documents, the newest first, under the conditions ?region=, ?validity= and ?link=."""
    conditions, today = DocumentConditions.read(request), timezone.localdate()
    found = conditions.narrow(Document.objects.for_listing().with_task_counts(), today)
    region = conditions.region
    context = {
        "page": Paginator(found, DOCUMENTS_PER_PAGE).get_page(request.GET.get("page")),
        "region": region,
        "regions": regions_with_documents(),
        "conditions": conditions,
        "errors": conditions.errors,
        "facets": conditions.facets(Document.objects.published(), today),
        "crumbs": [("文件", reverse("documents:list")), (region.name, "")] if region else [("文件", "")],
    }
    return TemplateResponse(request, "documents/document_list.html", context)


@remembered
def cite(request: HttpRequest) -> HttpResponse:
    """Redirect from a document number in any spelling, or a title, to its document. Several are listed; none is a
    404."""
    asked = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_NUMBER]
    found = list(Document.objects.for_listing().cited_as(asked)[:20]) if asked else []
    if len(found) == 1:
        return redirect(found[0])
    citing = Citation.objects.published().of(asked).select_related("document", "task__document")[:10] if asked else []
    context = {"asked": asked, "documents": found, "citing": citing, "crumbs": [("查文号", "")]}
    return TemplateResponse(request, "documents/cite.html", context, status=404 if asked and not found else 200)
