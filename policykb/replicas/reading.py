"""A request in; answered from the database that was chosen for it, out."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS
from django.http import HttpRequest
from django.urls import reverse

from policykb.failures.faults import FaultKind
from policykb.replicas.freshness import Choice, current_choice, reading_from

READING: Final = ("GET", "HEAD")


class ReadFromReplicas:
    """Middleware: what readers look at comes from a replica, anything else from the primary. Where a server fails while
    it answers, the servers are asked how they stand, and another one answers."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        if not settings.REPLICAS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        first = fitting(request, current_choice())
        response = self.answer(request, first)
        if is_failed(response) and request.method in READING:
            second = fitting(request, current_choice(anew=True))
            if second == first and not first.is_read_only:
                second = Choice()  # the replica stands, but broke off what came in the way of its replaying
            if second != first:
                return self.answer(request, second)
        return response

    def answer(self, request: HttpRequest, choice: Choice) -> Any:
        """The response, all of it read from one database, also what is sent bit by bit."""
        request.is_read_only = choice.is_read_only  # type: ignore[attr-defined]
        with reading_from(choice.alias):
            response = self.get_response(request)
        if response.streaming and choice.alias != DEFAULT_DB_ALIAS:
            response.streaming_content = streamed(response.streaming_content, choice.alias)
        return response


def is_failed(response: Any) -> bool:
    """Whether it tells of a fault of the database."""
    fault = getattr(response, "fault", None)
    return fault is not None and fault.kind is not FaultKind.SEARCH_AWAY


def streamed(content: Any, alias: str) -> Iterator[Any]:
    """The content, read from this database while it is sent."""
    with reading_from(alias):
        yield from content


def fitting(request: HttpRequest, choice: Choice) -> Choice:
    """The choice for this request. Forms and staff need the primary; who has a cookie of ours is logged in, or has
    opened a form and wants to see what he sent. While the primary is away they may read too."""
    if request.method not in READING or request.path.startswith(reverse("admin:index")):
        return Choice(is_read_only=choice.is_read_only)
    has_cookie = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} & request.COOKIES.keys()
    return Choice() if has_cookie and not choice.is_read_only else choice
