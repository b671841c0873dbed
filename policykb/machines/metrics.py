"""How the site does, for Prometheus, if METRICS says who may ask: requests by view, their time, the database's faults,
when something was last stored. Counted by each worker, and added up for who asks. Nothing in it tells of anybody."""

from collections.abc import Callable, Iterator
from hmac import compare_digest
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotFound

from documents.models import DocumentVersion
from policykb.access.clients import client_address
from policykb.failures.faults import fault_of
from policykb.views.page import read_only

LOOPBACK = "loopback"  # what METRICS is where only this machine may ask; else it is the token that who asks has
HERE = ("127.0.0.1", "::")  # as client_address spells them


class MeasuredRequests:
    """The middleware that counts. It is none where METRICS is not set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.METRICS:
            raise MiddlewareNotUsed
        from policykb.machines import measures  # needs the packages of requirements-metrics.txt

        self.get_response, self.measures = get_response, measures

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        begun_at = perf_counter()
        response = self.get_response(request)
        view = request.resolver_match.view_name if request.resolver_match else ""
        self.measures.REQUESTS.labels(view, str(response.status_code)).inc()
        self.measures.SECONDS.labels(view).observe(perf_counter() - begun_at)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Count what is the matter with the database."""
        if fault := fault_of(exception):
            self.measures.FAULTS.labels(str(fault.kind)).inc()


@read_only
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers in Prometheus's format; for others than METRICS names there is no such page."""
    if not may_ask(request):
        return HttpResponseNotFound()
    from policykb.machines import measures

    body, kind = measures.exposed(dict(of_the_records()))
    return HttpResponse(body, content_type=kind)


def may_ask(request: HttpRequest) -> bool:
    """Whether who asks may see the numbers."""
    if settings.METRICS == LOOPBACK:
        return client_address(request) in HERE
    said = request.headers.get("Authorization", "")
    return bool(settings.METRICS) and compare_digest(said.encode(), f"Bearer {settings.METRICS}".encode())


def of_the_records() -> Iterator[tuple[str, Any]]:
    """What the database says: when a text was last stored, in seconds since 1970; nothing where it is away."""
    try:
        last = DocumentVersion.objects.aggregate(last=Max("stored_at"))["last"]
    except Error:
        return
    if last:
        yield "policykb_last_stored_timestamp_seconds", last.timestamp()
