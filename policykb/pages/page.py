"""What makes a function a page that is only read, and one whose answer is kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from policykb.memory import remember

View = Callable[..., HttpResponse]


def read_only(view: View) -> View:
    """GET and HEAD alone are answered; anything else is a 405, whether or not it brings a form's token."""
    return csrf_exempt(require_safe(view))  # type: ignore[no-any-return]


def remembered(view: View) -> View:
    """A read-only page that looks the same to all readers: it is kept until the data or the day change. Whoever is
    logged in always gets a fresh one."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return view(request, *args, **kwargs)
        fresh: list[HttpResponse] = []

        def work_out() -> bytes | None:
            fresh.append(rendered(view(request, *args, **kwargs)))
            return fresh[0].content if fresh[0].status_code == 200 else None

        content = remember((request.build_absolute_uri(), timezone.localdate()), work_out)
        return fresh[0] if fresh else HttpResponse(content)

    return read_only(answer)


def rendered(response: HttpResponse) -> HttpResponse:
    """The response with its content."""
    return response.render() if isinstance(response, SimpleTemplateResponse) else response  # type: ignore[return-value]
