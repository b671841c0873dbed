"""Pages for monitors, crawlers and browsers: /healthz, robots.txt, the description of the search."""

from collections.abc import Callable

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control

from policykb.failures.faults import fault_of
from policykb.views.page import read_only, site_of


@read_only
@cache_control(no_store=True)
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the site and its database answer: 200, or 503 with the reason."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        if (fault := fault_of(error)) is None:
            raise
        return JsonResponse({"status": fault.kind}, status=503)
    return JsonResponse({"status": "ok"})


class HealthForMonitors:
    """The first middleware: monitors ask /healthz by IP address and without TLS, so this path, and no other, is
    answered whatever the host and scheme."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return healthz(request) if request.path == reverse("healthz") else self.get_response(request)


@read_only
def robots(request: HttpRequest) -> HttpResponse:
    """Crawlers may read everything but the endless combinations of filters and the files with all tasks."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*?",
        "Disallow: /tasks/export.",
        "Disallow: /reports/",
        "Disallow: /*/report/",
        "Allow: /cite/?q=",
        "Allow: /sitemap-",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@read_only
def opensearch(request: HttpRequest) -> HttpResponse:
    """The description of the search for browsers (OpenSearch 1.1)."""
    site = site_of(request)
    return TemplateResponse(
        request, "opensearch.xml", {"site": site}, content_type="application/opensearchdescription+xml; charset=utf-8"
    )
