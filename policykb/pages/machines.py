"""What machines ask for: is it alive, what is there, how to search it from a browser's bar."""

from collections.abc import Callable

from django.contrib.sitemaps import Sitemap
from django.db import Error, connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import cache_control

from documents.faults import fault_of
from documents.models import Agency, Document
from policykb.pages.page import read_only, site_of
from policykb.templatetags.frame import SECTIONS
from tasks.models import Task


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

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return healthz(request) if request.path == reverse("healthz") else self.get_response(request)


@read_only
def robots(request: HttpRequest) -> HttpResponse:
    """Machines are welcome, but not in the endless space of filters."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*?",
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


class SectionMap(Sitemap):
    """The home page and the sections."""

    def items(self) -> list[str]:
        return ["home", *SECTIONS]

    def location(self, item: str) -> str:
        try:
            return reverse(item)
        except NoReverseMatch:
            return reverse("home")


class DocumentMap(Sitemap):
    """The documents."""

    def items(self) -> QuerySet[Document]:
        return Document.objects.published().order_by("pk")

    def lastmod(self, item: Document) -> object:
        return item.updated_at


class TaskMap(Sitemap):
    """The tasks."""

    def items(self) -> QuerySet[Task]:
        return Task.objects.published().select_related("document").defer("body", "responsibility_text").order_by("pk")

    def lastmod(self, item: Task) -> object:
        return item.updated_at


class AgencyMap(Sitemap):
    """The agencies that have duties."""

    def items(self) -> QuerySet[Agency]:
        return Agency.objects.with_duties().order_by("pk")


SITEMAPS = {"sections": SectionMap, "documents": DocumentMap, "tasks": TaskMap, "agencies": AgencyMap}
