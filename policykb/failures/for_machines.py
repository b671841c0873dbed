"""Errors in the form that was asked for: JSON that any site may read, under /api/, for files of JSON, and for whom
prefers it to a page."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse


def wants_json(request: HttpRequest | None) -> bool:
    """Whether a request is for the API, not for the page that explains it, for a file of JSON, or says that it prefers
    JSON to a page."""
    if request is None:
        return False
    explanation = reverse("api:explanation")
    is_of_api = request.path.startswith(explanation) and request.path != explanation
    is_file = request.path.endswith((".json", ".jsonl"))
    return is_of_api or is_file or request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def as_json(content: dict[str, Any], status: int = 200) -> HttpResponse:
    """JSON that any site may read."""
    response = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def json_errors(errors: Iterable[str], status: int) -> HttpResponse:
    """The answer that says what was wrong."""
    return as_json({"errors": list(errors)}, status)
