"""The page shown while the database is busy, full or away: the reason, when to try again, and all that was typed."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from policykb.failures.faults import Fault, FaultKind
from policykb.failures.for_machines import json_errors, wants_json
from policykb.failures.words_sent import words_sent


def fault_page(request: HttpRequest, fault: Fault) -> HttpResponse:
    """The page of status 503, or 409 for a conflict. For a form it shows the words with a button that sends them
    again. It uses no database. The response knows its `fault`, for who may try another server."""
    status = 409 if fault.kind is FaultKind.CONFLICT else 503
    if wants_json(request):
        response = json_errors([fault.chinese], status)
    else:
        response = HttpResponse(render_to_string("fault.html", contents(request, fault), request), status=status)
    response.fault = fault  # type: ignore[attr-defined]
    response["Retry-After"] = str(fault.patience)
    response["Cache-Control"] = "no-store"
    return response


def contents(request: HttpRequest, fault: Fault) -> dict[str, object]:
    """The values for the page's template."""
    is_form = request.method == "POST"
    words = words_sent(request) if is_form else []
    return {
        "is_form": is_form,
        "reason": fault.chinese,
        "address": request.get_full_path(),
        "words": words,
        "typed": [word for word in words if word.shown],
        "files": dict.fromkeys(request.FILES) if is_form else {},
    }
