"""Who works with whom: the pairs of agencies with duties in the same task, and a picture of the first ones."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from documents.exchange.typed import NotUnderstood
from documents.models import Agency, Region
from documents.registry.region_tree import region_options
from policykb.answers.named import agency_named, asked
from policykb.insight.paired import find_pairs, find_partners
from policykb.pictures.network import draw
from policykb.views.matrix import name_pairs, read_scope
from policykb.views.page import remembered

PER_PAGE = 100
DRAWN = 200  # pairs looked at for the picture, the same on every page


@remembered
def pair_list(request: HttpRequest) -> HttpResponse:
    """The pairs, those with most common tasks first; with ?region= in the documents of one region, with ?agency= those
    of one agency."""
    scope = read_scope(request)
    tasks = scope.sets.of("task")
    agency = read_agency(request, scope.region, scope.errors)
    pairs = find_partners(tasks, scope.tasks, agency.pk) if agency else find_pairs(tasks, scope.tasks)
    page = Paginator(pairs.found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "pairs": name_pairs(page),
        "looked_at": pairs.looked_at,
        "is_cut": pairs.looked_at < pairs.agencies,
        "network": draw(name_pairs(pairs.found[:DRAWN])),
        "agency": agency,
        "region": scope.region,
        "errors": scope.errors,
        "options": region_options(scope.sets.of("document").counts("g"), scope.region),
        "crumbs": [("矩阵", reverse("matrix")), ("同列的机构", "")],
    }
    return TemplateResponse(request, "pairs.html", context)


def read_agency(request: HttpRequest, region: Region | None, errors: list[str]) -> Agency | None:
    """The agency that the query string names, None for none; what is wrong with it is added to the errors."""
    words = asked(request, "agency")
    try:
        return agency_named(words, [region] if region else []) if words else None
    except NotUnderstood as error:
        errors.append(str(error))
        return None
