"""Pages for monitors, crawlers and browsers: /healthz, /readyz, robots.txt, the description of the search."""

from collections.abc import Callable

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control

from documents.search.cluster.outbox import search_lag
from documents.search.sources import is_empty
from policykb.failures.faults import fault_of
from policykb.machines.metrics import metrics
from policykb.replicas.freshness import current_choice, reading_from
from policykb.views.page import read_only, site_of


@read_only
@cache_control(no_store=True)
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the site and its database answer: 200, or 503 with the reason. Where search is on a cluster, how far that
    is behind."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        search = how_far_behind()
    except Error as error:
        if (fault := fault_of(error)) is None:
            raise
        return JsonResponse({"status": fault.kind}, status=503)
    return JsonResponse({"status": "ok", **search, **whether_away()})


def how_far_behind() -> dict[str, dict[str, int]]:
    """How much a search cluster, if there is one, has yet to be told, and since when."""
    lag = search_lag()
    return {"search": {"waiting": lag.waiting, "seconds": round(lag.seconds)}} if lag else {}


def whether_away() -> dict[str, str]:
    """That the primary database is away, where replicas stand in for it."""
    return {"primary": "away"} if current_choice().is_read_only else {}


@read_only
@cache_control(no_store=True)
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether the site has all that its pages need: 200, or 503 with the reasons; a load balancer asks it."""
    reasons = what_is_lacking()
    if reasons:
        return JsonResponse({"status": "not ready", "reasons": reasons}, status=503)
    return JsonResponse({"status": "ready", **how_far_behind(), **whether_away()})


def what_is_lacking() -> list[str]:
    """What pages need and is not there, in a few cheap questions."""
    try:
        if number := migrations_to_do():
            return [f"database: {number} migrations are to be done"]
        return ["search: the index is empty"] if is_empty() else []
    except Error as error:
        fault = fault_of(error)
        return [f"database: {fault.kind if fault else type(error).__name__}"]


_done: list[bool] = []  # whether the migrations were found done once in this process: they stay done


def migrations_to_do() -> int:
    """How many migrations the database lacks."""
    if _done:
        return 0
    executor = MigrationExecutor(connection)
    number = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not number:
        _done.append(True)
    return number


class HealthForMonitors:
    """The middleware before those that look at host and scheme: monitors ask /healthz, /readyz and /metrics by IP
    address and without TLS, so these paths, and no other, are answered whatever they are, of the database that readers'
    pages are read from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        views = {reverse("healthz"): healthz, reverse("readyz"): readyz, reverse("metrics"): metrics}
        view = views.get(request.path)
        if view is None:
            return self.get_response(request)
        with reading_from(current_choice().alias):
            return view(request)


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
