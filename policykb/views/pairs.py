"""Who works with whom: the pairs of agencies with duties in the same task, and a picture of the first ones."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from policykb.insight.totals import pairs_in
from policykb.pictures.network import draw
from policykb.views.matrix import name_pairs, read_region, regions_with_documents
from policykb.views.page import remembered

PER_PAGE = 100
DRAWN = 200  # pairs looked at for the picture, the same on every page


@remembered
def pair_list(request: HttpRequest) -> HttpResponse:
    """The pairs, those with most common tasks first; with ?region= in the documents of one region."""
    region, errors = read_region(request)
    pairs = pairs_in(region)
    page = Paginator(pairs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "pairs": name_pairs(page),
        "network": draw(name_pairs(pairs[:DRAWN])),
        "region": region,
        "errors": errors,
        "regions": regions_with_documents(),
        "crumbs": [("矩阵", reverse("matrix")), ("同列的机构", "")],
    }
    return TemplateResponse(request, "pairs.html", context)
