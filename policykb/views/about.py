"""How to read the site: its marks, its access, its data."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from policykb.views.page import read_only


@read_only
def about(request: HttpRequest) -> HttpResponse:
    """The page that the footer's links lead to."""
    context = {
        "crumbs": [("说明", "")],
        "operator": settings.SITE_OPERATOR,
        "log_days": settings.SEARCH_LOG_DAYS,
    }
    return TemplateResponse(request, "about.html", context)
