"""Documents: the list, every value that it can be narrowed by, and the way from a document number to its document."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from documents.models import Document
from policykb.answers.document_chips import find_chips
from policykb.answers.document_conditions import ORDERS, DocumentConditions
from policykb.answers.document_facets import find_facets, find_groups
from policykb.answers.document_values import MANY, every_value
from policykb.answers.documents_listed import fetched, list_documents
from policykb.views.facet_values import value_page
from policykb.views.page import remembered
from tasks.models import Citation

DOCUMENTS_PER_PAGE = 20
LONGEST_NUMBER = 100


@remembered
def document_list(request: HttpRequest) -> HttpResponse:
    """The documents under the conditions of the query string (`DocumentConditions`), without any those that set work;
    ?facet= shows every value of a condition."""
    conditions = DocumentConditions.read(request.GET).opening_with("work")
    if request.GET.get("facet") in MANY:
        return value_page(request, every_value(conditions, request.GET["facet"]), find_chips(conditions, request.GET))
    page = Paginator(list_documents(conditions), DOCUMENTS_PER_PAGE).get_page(request.GET.get("page"))
    regions = conditions.given.get("region", ())
    place = regions[0].name if len(regions) == 1 else ""
    documents = fetched(page, conditions)
    context = {
        "page": page,
        "documents": documents,
        "undated": undated_part(documents, conditions),
        "conditions": conditions,
        "errors": conditions.errors,
        "groups": find_groups(conditions),
        "facets": find_facets(conditions),
        "chips": find_chips(conditions, request.GET),
        "orders": ORDERS,
        "has_every_value": True,
        "in_all": len(conditions.sets.of("document").every),
        "crumbs": [("文件", reverse("documents:list")), (place, "")] if place else [("文件", "")],
    }
    return TemplateResponse(request, "documents/document_list.html", context)


def undated_part(documents: list[Document], conditions: DocumentConditions) -> dict[str, int]:
    """Where on the page those begin that stand apart because they have no date, and how many there are of them in all;
    nothing where the order is not one of days."""
    first = next((document.pk for document in documents if not document.issued_on), None)
    if first is None or conditions.order not in ("newest", "oldest"):
        return {}
    return {"first": first, "count": len(conditions.keys() & conditions.sets.of("document")["inone"])}


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
