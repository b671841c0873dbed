"""What machines ask for: is it alive, what is there, how to search it from a browser's bar."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import cache_control

from policykb.pages.page import read_only, site_of


@read_only
@cache_control(no_store=True)
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the site can answer, its database included; an error of the database is a 500."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@read_only
def robots(request: HttpRequest) -> HttpResponse:
    """Machines are welcome, but not in the endless space of filters, nor to all tasks in one file."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*?",
        "Disallow: /tasks/export.",
        "Allow: /cite/?q=",
        "Allow: /sitemap-",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@read_only
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser searches here (OpenSearch 1.1)."""
    site = site_of(request)
    return TemplateResponse(
        request, "opensearch.xml", {"site": site}, content_type="application/opensearchdescription+xml; charset=utf-8"
    )
