"""Agencies: the directory, and what one agency has to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from documents.models import Agency


@require_safe
def agency_list(request: HttpRequest) -> HttpResponse:
    """The agencies that have duties, by region and kind; ?agency= leads straight to one."""
    if slug := request.GET.get("agency", "").replace("\0", ""):
        return redirect("agencies:detail", slug=get_object_or_404(Agency, slug=slug).slug)
    return TemplateResponse(request, "agencies/agency_list.html", {"agencies": Agency.objects.with_duties()})


@require_safe
def agency_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What one agency has to do."""
    agency = get_object_or_404(Agency, slug=slug)
    return TemplateResponse(request, "agencies/agency_detail.html", {"agency": agency})
