"""Error pages, in Chinese, with a way on."""

import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

from policykb.failures.faults import fault_of
from policykb.failures.for_machines import json_errors, wants_json
from policykb.failures.outages import fault_page


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page of status 400. The request cannot be read, so the page uses nothing of it."""
    return error_page(None, 400, "这个请求读不懂。", "网址或表单里有不能处理的内容。")


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """The page of status 403, also for a form whose token does not fit."""
    return error_page(request, 403, "这一页不能看。", "需要登录或权限；若刚才在填表，请返回刷新后再提交。")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    said = exception.args[0] if exception and exception.args and isinstance(exception.args[0], str) else ""
    # Django's own words (No Task matches the given query.) are for its developers.
    reason = said if said and not said.isascii() and " matches " not in said else "网址可能写错，或条号已变。"
    return error_page(request, 404, "没有这一页。", reason)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of an exception that nobody caught: 503 if the database caused it, else 500. Django calls it while it
    handles the exception, from a view, a template or a middleware."""
    if fault := fault_of(sys.exc_info()[1]):
        return fault_page(request, fault)
    return json_errors(["出错了，已记录。"], 500) if wants_json(request) else defaults.server_error(request)


def error_page(request: HttpRequest | None, status: int, title: str, reason: str) -> HttpResponse:
    """The page of an error, with the site's header and footer; JSON for the API."""
    if wants_json(request):
        return json_errors([reason if status in (400, 404) else f"{title}{reason}"], status)
    return HttpResponse(
        render_to_string("error.html", {"error_title": title, "reason": reason, "status": status}, request),
        status=status,
    )


class MethodNotAllowedPage:
    """Middleware that gives a bare 405 a page; the header with the allowed methods stays."""

    def __init__(self, get_response: object) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)  # type: ignore[operator]
        if response.status_code != 405 or response.content:
            return response
        page = error_page(request, 405, "这一页只供阅读。", "它不接受提交；请用链接打开。")
        page["Allow"] = response["Allow"]
        return page
