"""How often a password may be tried: by one user from one address, and by all from it."""

from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse

from policykb.failures.errors import error_page


class Attempts(AxesDatabaseHandler):
    """django-axes counts failed logins for each user and address together, so that nobody is locked out by the
    failures of others. A second, wider limit stops one address from trying many names."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        return super().is_locked(request, credentials) or has_tried_too_often(request)


def has_tried_too_often(request: Any) -> bool:
    """Whether too many logins from the address of a request, which axes has looked at, have failed of late, under any
    names."""
    recent = AccessAttempt.objects.filter(
        ip_address=request.axes_ip_address, attempt_time__gte=get_cool_off_threshold(request)
    )
    failures = recent.aggregate(Sum("failures_since_start"))["failures_since_start__sum"] or 0
    return failures >= settings.MOST_FAILURES_FROM_AN_ADDRESS


def locked_page(request: HttpRequest, response: HttpResponse | None = None, credentials: object = None) -> HttpResponse:
    """The page of status 429, which says how long no login is accepted."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    reason = (
        f"登录失败的次数太多，{seconds // 60} 分钟内不再接受从这里登录；从别处登录不受影响。忘记口令，请找管理员重设。"
    )
    page = error_page(request, 429, "请稍后再登录。", reason)
    page["Retry-After"] = str(seconds)
    page["Cache-Control"] = "no-store"
    return page
