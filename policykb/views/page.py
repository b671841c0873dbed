"""What makes a function a page that is only read, and one whose answer is kept."""

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

LARGEST = 200_000  # bytes of an answer that is kept


def read_only(view: View) -> View:
    """GET and HEAD alone are answered; anything else is a 405, whether or not it brings a form's token."""
    return csrf_exempt(require_safe(view))  # type: ignore[no-any-return]


def remembered(view: View) -> View:
    """A read-only page that looks the same to all readers: it is kept until the data or the day change. Whoever is
    logged in always gets a fresh one."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return view(request, *args, **kwargs)
        return remember(  # type: ignore[no-any-return]
            (request.build_absolute_uri(), timezone.localdate()),
            lambda: rendered(view(request, *args, **kwargs)),
            QUESTIONS if request.GET else PAGES,
            lambda response: is_worth_keeping(response, bool(request.GET)),
        )

    return read_only(answer)


def site_of(request: HttpRequest) -> str:
    """What every address of the site begins with."""
    return request.build_absolute_uri("/").rstrip("/")


def rendered(response: HttpResponseBase) -> HttpResponseBase:
    """The response with its content, if it has one."""
    return response.render() if isinstance(response, SimpleTemplateResponse) else response


def is_worth_keeping(response: HttpResponseBase, is_question: bool) -> bool:
    """Whether it is an answer from the data, in one piece and not too large. That a question has none is an answer too;
    an address that is not there is a mistake, of which there is no end."""
    is_answer = response.status_code == 200 or (response.status_code == 404 and is_question)
    return is_answer and isinstance(response, HttpResponse) and len(response.content) <= LARGEST
