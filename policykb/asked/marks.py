"""The mark in the address of a hit, ?from=q0123456789-task-12: put there for the page of hits; taken off and counted
before anything else sees the address, so that the page is the one without it, and kept as that."""

import re
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase

from documents.models import SearchEntry
from policykb.asked.counting import Asked, Opened
from policykb.asked.writer import note

MARK: Final = re.compile(
    rf"(?:^|&)from=q(?P<key>[0-9a-f]{{10}})-(?P<kind>{'|'.join(SearchEntry.Kind.values)})-(?P<record>[0-9]{{1,18}})(?=&|$)"
)


def marked_address(address: str, asked: Asked, record: Any) -> str:
    """The address of a record with the mark that tells which question it was opened from; a date is opened as the task
    that it stands in. What is no entry of the search has no mark.

    >>> from tasks.models import Task
    >>> marked_address("/tasks/a/1/#x", Asked("风电", 2, 0), Task(pk=7))
    '/tasks/a/1/?from=q37c54d5ca5-task-7#x'
    """
    found = record if kind_of(record) else getattr(record, "task", None)
    if found is None or found.pk is None:
        return address
    path, hash, fragment = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}from=q{asked.key}-{kind_of(found)}-{found.pk}{hash}{fragment}"


def kind_of(record: Any) -> str:
    """The kind of entry that a record is found as; "" for a record of another sort."""
    name = str(record._meta.model_name) if isinstance(record, Model) else ""
    return name if name in SearchEntry.Kind.values else ""


class OpenedHits:
    """The middleware that takes the mark off and counts the opening. Whoever is logged in is not counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        mark = MARK.search(query) if "from=q" in query else None
        if mark is None:
            return self.get_response(request)
        request.META["QUERY_STRING"] = (query[: mark.start()] + query[mark.end() :]).lstrip("&")
        response = self.get_response(request)
        is_shown = request.method == "GET" and response.status_code in (200, 304)
        if is_shown and settings.SEARCH_LOG_DAYS and is_reader(request):
            note(Opened(mark["key"], mark["kind"], int(mark["record"])))
        return response


def is_reader(request: HttpRequest) -> bool:
    """Whether somebody asks who is not logged in, and asks to see the page now."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "Sec-Purpose" not in request.headers
