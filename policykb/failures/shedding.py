"""Past what the site can bear, a request that has waited too long is answered at once that it should come again: the
others are served in time, where a growing queue would serve nobody."""

from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from policykb.failures.for_machines import json_errors, wants_json

waited: ContextVar[float] = ContextVar("waited", default=0.0)  # seconds that this thread's request waited for it
COME_AGAIN = 10  # seconds
SENTENCE = "此刻访问的人太多，暂时打不开这一页。请稍等片刻再试。"
PAGE = (
    '<!doctype html><html lang="zh-Hans"><meta name="viewport" content="width=device-width">'
    f"<title>访问的人太多</title><h1>暂时打不开这一页。</h1><p>{SENTENCE}</p>"
)


class Shedding:
    """The middleware that answers 503 to who waited longer than LONGEST_WAIT. What is sent is taken all the same: it
    would have to be typed again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if waited.get() <= settings.LONGEST_WAIT or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        response = json_errors([SENTENCE], 503) if wants_json(request) else HttpResponse(PAGE, status=503)
        response["Retry-After"] = str(COME_AGAIN)
        response["Cache-Control"] = "no-store"
        return response
