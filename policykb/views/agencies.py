"""One agency: what it has to do, as a page, a brief and a feed."""

from datetime import date
from itertools import islice
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from documents.exchange.typed import shortened
from documents.models import Agency, Document, DocumentAgency, Region, RegionLevel
from documents.registry.directory import agency_at
from documents.tag_sets.by_day import newest_first
from policykb.answers.named import asked
from policykb.insight import duties
from policykb.insight.agency_scope import AgencyScope
from policykb.insight.agency_times import times_of
from policykb.insight.duty_groups import WAYS, duty_groups
from policykb.insight.memberships import places_of
from policykb.insight.publicity import is_draft_address, is_public, mergers_into, with_public_names
from policykb.insight.record_names import record_names
from policykb.machines.conditions import takes
from policykb.machines.downloads import file_header
from policykb.machines.exports import FORMATS
from policykb.machines.feeds import task_feed
from policykb.machines.linked_data import agency_data
from policykb.reading.describing import describe_agency
from policykb.views.page import read_only, remembered, site_of
from tasks.models import Responsibility

MOST_LISTED: Final = 60  # tasks that are shown one by one
MOST_PRINTED: Final = 500  # tasks that a brief lists
MOST_CODES: Final = 20  # documents that have a square code in a brief: each takes a while to draw
GENERAL_SHOWN, FEW_GENERAL_SHOWN = 8, 3  # documents whose aims are told beside its tasks, or beside their numbers
PARTNERS_SHOWN: Final = 10
ISSUED_SHOWN: Final = 10
MOST_NOT_NAMED: Final = 20  # documents of the region without it that are shown
Role = Responsibility.Role


def find_agency(slug: str) -> AgencyScope:
    """The agency at that address; if there is none now, the one that the former address leads to. Raises Http404."""
    agency = agency_with_names(slug)
    if agency is None and (moved := agency_at(slug)) and not is_draft_address(moved, slug):
        agency = agency_with_names(moved.slug)
    if agency is None:
        raise Http404
    scope = AgencyScope.of(agency)
    if not scope.tasks and not is_public(agency):
        raise Http404
    return scope


def agency_with_names(slug: str) -> Agency | None:
    """The agency at that address, with its place and the names that readers may see."""
    agencies = Agency.objects.select_related("region__parent__parent", "parent").filter(slug=slug)
    return with_public_names(agencies, mergers_into(slug)).first()


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
    """The page of an agency: what it has to do, with whom, by when, and where that is written. Very many tasks are told
    by document, ?by=year by the year in which they fall due, ?by=topic by topic."""
    scope = find_agency(slug)
    if scope.agency.slug != slug:
        return redirect(scope.agency, permanent=True)
    today, way = timezone.localdate(), asked(request, "by")
    errors = [f"没有“{shortened(way)}”这种列法，只有 {'、'.join(WAYS)}。"] if way and way not in WAYS else []
    way = way if way in WAYS else "" if len(scope.tasks) <= MOST_LISTED else "document"
    context = agency_context(scope, today, with_rows=not way) | {"errors": errors, "way": way, "ways": WAYS}
    if way:
        page, groups = duty_groups(scope, way, request.GET.get("page"), today)
        context |= {"page": page, "duty_groups": groups}
    context["data"] = agency_data(scope.agency, site_of(request))
    return TemplateResponse(request, "agencies/agency_detail.html", context)


def agency_context(scope: AgencyScope, today: date, *, with_rows: bool) -> dict[str, Any]:
    """The values for an agency's page."""
    agency, with_parts = scope.agency, parts_of(scope, today, MOST_LISTED if with_rows else 0)
    partners = duties.partners(scope)
    names = record_names(agencies=list(partners)[:PARTNERS_SHOWN]).agencies
    return (
        with_parts
        | papers(scope)
        | {
            "description": describe_agency(agency.name, with_parts["sections"], with_parts["times"]),
            "has_doubtful_groups": any(not group.inclusion.is_certain for group in with_parts["groups"]),
            "places": places_of(agency),
            "written_as": duties.written_as(scope, with_parts["rows"]),
            "partners": [(names[key], count) for key, count in partners.items() if key in names],
            "partner_count": len(partners),
            "count": len(scope.tasks),
            "document_count": len(scope.documents),
            "crumbs": [*crumbs_to_agency(agency), (agency.name, "")],
        }
    )


def parts_of(scope: AgencyScope, today: date, limit: int) -> dict[str, Any]:
    """What an agency has to do and by when: so many tasks at most, and what reaches it through collectives."""
    inclusions = duties.inclusions_of(scope.agency)
    certain = [inclusion.group for inclusion in inclusions if inclusion.is_certain]
    wanted = {scope.agency: scope.tasks} if limit else {}
    through = {group: scope.sets.of("task")[f"a{group.pk}"] for group in certain if limit}
    rows = duties.rows_of(scope.sets, wanted, limit) | duties.rows_of(scope.sets, through, duties.SHOWN_THROUGH)
    known = {row.task.document_id: row.times.general for found in rows.values() for row in found}
    own = rows.get(scope.agency.pk, [])
    return {
        "agency": scope.agency,
        "today": today,
        "rows": own,
        "sections": duties.role_sections(scope, own),
        "groups": duties.group_sections(scope.sets, inclusions, rows),
        "times": times_of(scope, certain, today, known, GENERAL_SHOWN if limit else FEW_GENERAL_SHOWN),
    }


def papers(scope: AgencyScope) -> dict[str, Any]:
    """The documents that the agency issued, each with the others that issued it too; and those of its region that do
    not name it, of very many only their number."""
    documents, tasks = scope.sets.of("document"), scope.sets.of("task")
    without = duties.not_named(scope)
    others = list(newest_first(documents, without)) if len(without) <= MOST_NOT_NAMED else []
    issued = list(islice(newest_first(documents, documents[scope.tag]), ISSUED_SHOWN))
    found = Document.objects.in_bulk([*others, *issued]) if others or issued else {}
    issuances = DocumentAgency.objects.filter(document__in=issued).exclude(agency=scope.agency).select_related("agency")
    beside: dict[int, list[Agency]] = {}
    for issuance in issuances.order_by("document", "order") if issued else ():
        beside.setdefault(issuance.document_id, []).append(issuance.agency)
    assigned = tasks.every - tasks["onone"]
    return {
        "issued": [(found[key], beside.get(key, [])) for key in issued if key in found],
        "issued_count": len(documents[scope.tag]),
        "not_named": [(found[key], tasks[f"d{key}"].intersect(assigned)) for key in others if key in found],
        "not_named_count": len(without),
    }


@remembered
def agency_brief(request: HttpRequest, slug: str) -> HttpResponse:
    """The agency's tasks on a page to be printed."""
    scope = find_agency(slug)
    agency = scope.agency
    crumbs = [*crumbs_to_agency(agency), (agency.name, agency.get_absolute_url()), ("简报", "")]
    context = brief_of(scope, timezone.localdate()) | {"site": site_of(request), "crumbs": crumbs}
    return TemplateResponse(request, "agencies/agency_brief.html", context)


@read_only
@takes()
def agency_brief_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The brief as a Word file."""
    scope = find_agency(slug)
    from policykb.machines.docx_lists import brief_as_docx  # loads what writes it, which few ask for

    body = brief_as_docx(brief_of(scope, timezone.localdate()), site_of(request))
    return HttpResponse(
        body, content_type=FORMATS["docx"].content_type, headers=file_header(f"责任简报-{scope.agency.name}.docx")
    )


def brief_of(scope: AgencyScope, today: date) -> dict[str, Any]:
    """What an agency's brief says; of more than MOST_PRINTED tasks only how many there are and what is due."""
    is_short = len(scope.tasks) <= MOST_PRINTED
    parts = parts_of(scope, today, MOST_PRINTED if is_short else 0)
    sections = [section for section in parts["sections"] if section.count]
    return parts | {
        "sections": sections,
        "is_short": is_short,
        "most_printed": MOST_PRINTED,
        "count": len(scope.tasks),
        "has_codes": len(scope.documents) <= MOST_CODES,
    }


@remembered
@takes()
def agency_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The agency's tasks as an Atom feed, the latest changed first."""
    agency = find_agency(slug).agency
    return task_feed(request, f"{agency.name}的任务", agency.get_absolute_url(), duties.tasks_of(agency))
