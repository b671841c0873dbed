"""Errors under /api/ in the form that was asked for there: JSON that any site may read."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse


def wants_json(request: HttpRequest | None) -> bool:
    """Whether a request is for the API, not for the page that explains it."""
    explanation = reverse("api:explanation")
    return request is not None and request.path.startswith(explanation) and request.path != explanation


def as_json(content: dict[str, Any], status: int = 200) -> HttpResponse:
    """JSON that any site may read."""
    response = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def json_errors(errors: Iterable[str], status: int) -> HttpResponse:
    """The answer that says what was wrong."""
    return as_json({"errors": list(errors)}, status)
