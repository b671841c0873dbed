"""Documents: the list, and the way from a document number to its document."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from documents.models import Document
from policykb.views.matrix import documents_in, read_region, regions_with_documents
from policykb.views.page import remembered
from tasks.models import Citation

DOCUMENTS_PER_PAGE = 50
LONGEST_NUMBER = 100


@remembered
def document_list(request: HttpRequest) -> HttpResponse:
    """The documents, the newest first; with ?region= those of one region."""
    region, errors = read_region(request)
    documents = documents_in(region).with_task_counts()
    page = Paginator(documents, DOCUMENTS_PER_PAGE).get_page(request.GET.get("page"))
    crumbs = [("文件", reverse("documents:list")), (region.name, "")] if region else [("文件", "")]
    context = {"page": page, "region": region, "regions": regions_with_documents(), "errors": errors, "crumbs": crumbs}
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
