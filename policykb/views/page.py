"""Decorators for views: pages that are only read, and pages that are kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from policykb.memory import PAGES, QUESTIONS, remember

View = Callable[..., HttpResponseBase]

LARGEST = 1_000_000  # bytes of an answer that is kept


def read_only(view: View) -> View:
    """A view that answers GET and HEAD only; anything else gets a 405, with or without a form's token."""
    return csrf_exempt(require_safe(view))  # type: ignore[no-any-return]


def remembered(view: View) -> View:
    """A read-only view whose page is the same for all readers: it is kept until the data or the day change, and may
    lag behind a change for a moment. Logged-in users always get a fresh page."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return view(request, *args, **kwargs)
        return remember(  # type: ignore[no-any-return]
            (request.build_absolute_uri(), timezone.localdate(), getattr(request, "is_read_only", False)),
            lambda: rendered(view(request, *args, **kwargs)),
            QUESTIONS if request.GET else PAGES,
            lambda response: is_worth_keeping(response, bool(request.GET)),
            may_lag=True,
        )

    return read_only(answer)


def site_of(request: HttpRequest) -> str:
    """The scheme and host that every address of the site begins with."""
    return request.build_absolute_uri("/").rstrip("/")


def rendered(response: HttpResponseBase) -> HttpResponseBase:
    """The response, rendered if it is from a template."""
    return response.render() if isinstance(response, SimpleTemplateResponse) else response


def is_worth_keeping(response: HttpResponseBase, is_question: bool) -> bool:
    """Whether a response is kept: complete, at most LARGEST bytes, and a page found or a query without results. A
    wrong address is not: there is no end of them."""
    is_answer = response.status_code == 200 or (response.status_code == 404 and is_question)
    return is_answer and isinstance(response, HttpResponse) and len(response.content) <= LARGEST
