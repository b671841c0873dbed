"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What matches the words."""
    return TemplateResponse(request, "search.html", {"query_text": request.GET.get("q", "")})
