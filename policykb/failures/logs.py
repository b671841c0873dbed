"""What is logged, as lines of JSON for machines to read, if LOG_FORMAT=json: when, what and in which request, and of
nobody. Neither addresses nor names nor what was asked after the ? are in it."""

import json
import logging
import re
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from time import monotonic
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponseBase

request_id: ContextVar[str] = ContextVar("request_id", default="")
GIVEN = re.compile(r"[0-9A-Za-z-]{8,64}")  # an id that a proxy may give a request
TOLD = ("method", "path", "view", "status", "milliseconds")  # what the record of a request says of it
NUMBER = "policykb.request_id"  # where a request keeps it
requests = logging.getLogger("policykb.requests")


class JsonLines(logging.Formatter):
    """A record as one line of JSON. Of an error it has the way through the program and the first line of what it says:
    databases quote the row in the others."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number := request_id.get() or number_of(record):
            line["request"] = number
        line |= {name: vars(record)[name] for name in TOLD if name in vars(record)}
        if record.exc_info and record.exc_info[1]:
            line |= told_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def number_of(record: logging.LogRecord) -> str:
    """The id of the request that Django's handler logs something of, after all middleware."""
    request = getattr(record, "request", None)
    return str(request.META.get(NUMBER, "")) if isinstance(request, HttpRequest) else ""


def told_of(error: BaseException) -> dict[str, str]:
    """The error, what caused it, and where, without the values of variables."""
    words = [f"{type(each).__name__}: {str(each).partition(chr(10))[0]}" for each in causes(error)]
    return {"error": " ← ".join(words), "traceback": "".join(traceback.format_tb(error.__traceback__))}


def causes(error: BaseException) -> list[BaseException]:
    """The error and those that it was raised from."""
    found: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in found:
        found.append(cause)
        cause = cause.__cause__
    return found


def in_json(logging_of_text: dict[str, Any]) -> dict[str, Any]:
    """The settings of logging, with lines of JSON, one for each request too."""
    handlers = {name: each | {"formatter": "json"} for name, each in logging_of_text["handlers"].items()}
    loggers = logging_of_text.get("loggers", {}) | {requests.name: {"level": "INFO"}}
    formatters = {"json": {"()": JsonLines}}
    return logging_of_text | {"formatters": formatters, "handlers": handlers, "loggers": loggers}


class NumberedRequests:
    """The first middleware: each request has an id, its proxy's or a new one, which is told in its answer and in all
    that is logged meanwhile. Its end is logged."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("x-request-id", "")
        number = given if GIVEN.fullmatch(given) else uuid4().hex
        request.META[NUMBER] = number
        token = request_id.set(number)
        begun_at = monotonic()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = number
            self.log(request, response.status_code, round((monotonic() - begun_at) * 1000))
            return response
        finally:
            request_id.reset(token)

    def log(self, request: HttpRequest, status: int, milliseconds: int) -> None:
        """Log a request that was answered, by its view and its path."""
        if requests.isEnabledFor(logging.INFO):
            view = request.resolver_match.view_name if request.resolver_match else ""
            told = dict(zip(TOLD, (request.method, request.path, view, status, milliseconds), strict=True))
            requests.info("answered", extra=told)
