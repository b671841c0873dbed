"""What machines ask for: is it alive, what is there, how to search it from a browser's bar."""

from collections.abc import Callable

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control

from documents.faults import fault_of
from policykb.views.page import read_only, site_of


@read_only
@cache_control(no_store=True)
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the site can answer, its database included: 200, or 503 with what is the matter."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        if (fault := fault_of(error)) is None:
            raise
        return JsonResponse({"status": fault.kind}, status=503)
    return JsonResponse({"status": "ok"})


class HealthForMonitors:
    """Middleware, the first of all: a monitor asks /healthz by address and without TLS, so that this path, and no
    other, is answered whatever the host and the scheme."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return healthz(request) if request.path == reverse("healthz") else self.get_response(request)


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
