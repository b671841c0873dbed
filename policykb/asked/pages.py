"""A decorator for the page of hits: what was asked is counted, also where the page is one that was kept."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from policykb.asked.counting import Asked
from policykb.asked.marks import is_reader
from policykb.asked.writer import note
from policykb.views.page import View


def counted(view: View) -> View:
    """A view whose response tells, as `asked`, which question it answers. A question is counted once: not for its
    other pages, nor under conditions, nor for who is logged in."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        asked: Asked | None = getattr(response, "asked", None)
        if asked and request.method == "GET" and set(request.GET) == {"q"} and is_reader(request):
            note(asked)
        return response

    return answer
