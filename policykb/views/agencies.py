"""One agency: what it has to do, as a page, a brief and a feed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from documents.models import Agency, Document, Region, RegionLevel
from documents.registry.directory import agency_at
from policykb.insight import duties
from policykb.insight.agency_times import times_of
from policykb.insight.memberships import Inclusion, places_of
from policykb.insight.publicity import is_draft_address, is_public, mergers_into, with_public_names
from policykb.machines.conditions import takes
from policykb.machines.downloads import file_header
from policykb.machines.exports import FORMATS
from policykb.machines.feeds import task_feed
from policykb.machines.linked_data import agency_data
from policykb.reading.describing import describe_agency
from policykb.views.page import read_only, remembered, site_of

PARTNERS_SHOWN = 10
ISSUED_SHOWN = 10


def find_agency(slug: str) -> Agency:
    """The agency at that address; if there is none now, the one that the former address leads to. Raises Http404."""
    moved = None if Agency.objects.filter(slug=slug).exists() else agency_at(slug)
    if moved:
        if is_draft_address(moved, slug):
            raise Http404
        slug = moved.slug
    agencies = with_public_names(Agency.objects.select_related("region__parent__parent", "parent"), mergers_into(slug))
    agency = get_object_or_404(agencies, slug=slug)
    if not is_public(agency):
        raise Http404
    return agency


def crumbs_to_agency(agency: Agency) -> list[tuple[str, str]]:
    """The breadcrumbs to an agency: the directory, and its province there."""
    directory, province = reverse("agencies:list"), province_of(agency.region)
    return [("机构", directory), *([(province.name, f"{directory}?region={province.code}")] if province else [])]


def province_of(region: Region | None) -> Region | None:
    """The province that a region is in; of a country, itself."""
    while region and region.parent and region.level in (RegionLevel.CITY, RegionLevel.COUNTY):
        region = region.parent
    return region


@remembered
def agency_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of an agency: what it has to do, with whom, by when, and where that is written."""
    agency = find_agency(slug)
    if agency.slug != slug:
        return redirect(agency, permanent=True)
    context = agency_context(agency, timezone.localdate()) | {"data": agency_data(agency, site_of(request))}
    return TemplateResponse(request, "agencies/agency_detail.html", context)


def agency_context(agency: Agency, today: date) -> dict[str, Any]:
    """The values for an agency's page."""
    inclusions = duties.inclusions_of(agency)
    partners, groups = duties.partners(agency), duties.group_sections(inclusions)
    documents = Document.objects.published().naming(agency)
    sections, times = duties.role_sections(agency), times_of(agency, certain(inclusions), today)
    return {
        "agency": agency,
        "description": describe_agency(agency.name, sections, times),
        "today": today,
        "sections": sections,
        "groups": groups,
        "has_doubtful_groups": any(not group.inclusion.is_certain for group in groups),
        "places": places_of(agency),
        "written_as": duties.written_as(agency),
        "partners": duties.name_partners(partners[:PARTNERS_SHOWN]),
        "partner_count": len(partners),
        "document_count": documents.count(),
        "not_named": duties.not_named(agency, documents),
        "times": times,
        "issued": issued_by(agency),
        "crumbs": [*crumbs_to_agency(agency), (agency.name, "")],
    }


def certain(inclusions: Iterable[Inclusion]) -> list[Agency]:
    """The collectives that include an agency without doubt."""
    return [inclusion.group for inclusion in inclusions if inclusion.is_certain]


def issued_by(agency: Agency) -> list[tuple[Document, list[Agency]]]:
    """The first documents that the agency issued, each with the others that issued it too."""
    documents = Document.objects.for_listing().filter(issuing_agencies=agency)[:ISSUED_SHOWN]
    return [(each, [other for other in each.issuing_agencies.all() if other != agency]) for each in documents]


@remembered
def agency_brief(request: HttpRequest, slug: str) -> HttpResponse:
    """The agency's tasks on a page to be printed."""
    agency = find_agency(slug)
    crumbs = [*crumbs_to_agency(agency), (agency.name, agency.get_absolute_url()), ("简报", "")]
    context = brief_of(agency, timezone.localdate()) | {"site": site_of(request), "crumbs": crumbs}
    return TemplateResponse(request, "agencies/agency_brief.html", context)


@read_only
@takes()
def agency_brief_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The brief as a Word file."""
    agency = find_agency(slug)
    from policykb.machines.docx_lists import brief_as_docx  # loads what writes it, which few ask for

    body = brief_as_docx(brief_of(agency, timezone.localdate()), site_of(request))
    return HttpResponse(
        body, content_type=FORMATS["docx"].content_type, headers=file_header(f"责任简报-{agency.name}.docx")
    )


def brief_of(agency: Agency, today: date) -> dict[str, Any]:
    """What an agency's brief says."""
    inclusions = duties.inclusions_of(agency)
    return {
        "agency": agency,
        "today": today,
        "sections": [section for section in duties.role_sections(agency) if section.count],
        "groups": duties.group_sections(inclusions),
        "times": times_of(agency, certain(inclusions), today),
    }


@remembered
@takes()
def agency_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The agency's tasks as an Atom feed, the latest changed first."""
    agency = find_agency(slug)
    return task_feed(request, f"{agency.name}的任务", agency.get_absolute_url(), duties.tasks_of(agency))
