"""The directory of agencies: all of them, those of a place or kind, those of a name; and straight to one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from documents.exchange.typed import NotUnderstood, shortened
from documents.models import Agency, AgencyKind, Region, RegionLevel
from policykb.answers.agency_names import agencies_called, agencies_like, other_names
from policykb.answers.named import MOST_LOOKED_AT, asked, bearers_of, region_asked
from policykb.insight.agency_directory import (
    NOWHERE,
    Listed,
    all_listed,
    busiest,
    by_kind,
    by_place,
    by_province,
    lies_in,
    places_in,
)
from policykb.insight.publicity import is_public
from policykb.views.page import remembered

MOST_AT_ONCE: Final = 150  # agencies that are shown without folding
SHOWN: Final = 6  # of a folded province
SHOWN_OF_KIND: Final = 60
PER_PAGE: Final = 120


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the query string asks of the directory, and what is wrong with it."""

    region: Region | None = None
    is_nowhere: bool = False  # only agencies without a region
    kind: str = ""
    words: str = ""
    errors: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The place asked for, in words."""
        return self.region.name if self.region else "未载地区" if self.is_nowhere else ""

    @property
    def kind_label(self) -> str:
        return str(AgencyKind(self.kind).label) if self.kind else ""

    def narrowed(self, agencies: Sequence[Listed]) -> list[Listed]:
        """Those of the place and kind."""
        return [
            agency
            for agency in agencies
            if (not self.region or lies_in(agency, self.region))
            and not (self.is_nowhere and agency.region)
            and self.kind in ("", agency.kind)
        ]


@remembered
def agency_list(request: HttpRequest) -> HttpResponse:
    """The agencies that have duties. ?q= shows those one of whose names holds the words, ?region= those of a place,
    ?kind= those of a kind; ?agency= goes straight to the one of that name."""
    if words := asked(request, "agency"):
        return go_to(request, words)
    conditions = read_conditions(request)
    agencies = all_listed()
    if conditions.words:
        return found_by_name(request, conditions, agencies)
    within = conditions.narrowed(agencies)
    if conditions.kind:
        title = f"{conditions.place}{conditions.kind_label}"
        return listing(request, conditions, by_place(within), title=title)
    if conditions.region or conditions.is_nowhere:
        return place(request, conditions, within)
    return overview(request, conditions, within)


def read_conditions(request: HttpRequest) -> Conditions:
    """The conditions of the query string."""
    errors, region = [], None
    is_nowhere = asked(request, "region") == NOWHERE
    try:
        region = None if is_nowhere else region_asked(request)
    except NotUnderstood as error:
        errors.append(str(error))
    kind = asked(request, "kind")
    kind = next((str(value) for value, label in AgencyKind.choices if kind in (value, label)), kind)
    if kind and kind not in AgencyKind.values:
        errors.append(f"没有“{shortened(kind)}”这种类别，只有 {'、'.join(AgencyKind.labels)}。")
        kind = ""
    return Conditions(region, is_nowhere, kind, asked(request, "q"), tuple(errors))


def go_to(request: HttpRequest, words: str) -> HttpResponse:
    """To the agency that the words name, of several to the only one with duties; else those to choose from."""
    agencies = {agency.pk: agency for agency in all_listed()}
    named = bearers_of(words)
    with_duties = [agencies[agency.pk] for agency in named if agency.pk in agencies]
    if not with_duties:
        named = [agency for agency in named[:MOST_LOOKED_AT] if is_public(agency)]
    if len(with_duties or named) == 1:
        return redirect((with_duties or named)[0])
    if named:
        found = with_duties or [unlisted(agency) for agency in named]
        said = f"“{shortened(words)}”可指 {len(found)} 个机构，请选一个。"
        return listing(request, Conditions(words=words), by_place(found), said=said, title="同名的机构")
    near = [agencies[key] for key in (agencies_called(words) or agencies_like(words)) if key in agencies]
    said = f"本库没有“{shortened(words)}”这个机构。{'名称相近的有：' if near else ''}"
    return listing(request, Conditions(words=words), busiest(near), said=said, title="查找机构", is_known=False)


def unlisted(agency: Agency) -> Listed:
    """An agency without any task, as the directory would list it."""
    code = agency.region_id or ""
    return Listed(agency.pk, agency.name, agency.slug, agency.kind, code, "", code, 0)


def found_by_name(request: HttpRequest, conditions: Conditions, agencies: Sequence[Listed]) -> HttpResponse:
    """Those of the place and kind one of whose names holds the words, those whose official one does first."""
    within = {agency.pk: agency for agency in conditions.narrowed(agencies)}
    found = [within[key] for key in agencies_called(conditions.words) if key in within]
    ordered = sorted(busiest(found), key=lambda agency: conditions.words not in agency.name)
    title = f"名称含“{shortened(conditions.words)}”的{conditions.place}{conditions.kind_label or '机构'}"
    said = "" if found else f"没有{title}，或库内文件没有给它任务。"
    return listing(request, conditions, ordered, said=said, title=title)


def listing(
    request: HttpRequest,
    conditions: Conditions,
    agencies: Sequence[Listed],
    *,
    title: str,
    said: str = "",
    is_known: bool = True,
) -> HttpResponse:
    """A list of agencies, paged."""
    page = Paginator(agencies, PER_PAGE).get_page(request.GET.get("page"))
    names = other_names([agency.pk for agency in page if conditions.words not in agency.name], conditions.words)
    context = {
        "shape": "list",
        "title": title,
        "said": said,
        "page": page,
        "rows": [replace(agency, other_name=names.get(agency.pk, "")) for agency in page],
    }
    status = 200 if agencies or is_known else 404
    return answer(request, conditions, len(agencies), context, status=status)


def place(request: HttpRequest, conditions: Conditions, agencies: Sequence[Listed]) -> HttpResponse:
    """The agencies of one place: its own by kind, then the places within it and its collectives."""
    bodies = [agency for agency in agencies if not agency.is_group]
    code = conditions.region.code if conditions.region else ""
    within = places_in(bodies, conditions.region) if conditions.region else {}
    names = Region.objects.in_bulk(within)
    is_few = len(agencies) <= MOST_AT_ONCE
    context = {
        "shape": "place",
        "title": conditions.place,
        "kinds": [
            (kind, AgencyKind(kind).label, found[: None if is_few else SHOWN_OF_KIND], len(found))
            for kind, found in by_kind(agency for agency in bodies if agency.region == code).items()
        ],
        "places": [(names[each], within[each]) for each in sorted(within)],
        "below": by_place(agency for agency in bodies if agency.region != code) if is_few else [],
        "groups": busiest(agency for agency in agencies if agency.is_group),
        "group_limit": SHOWN_OF_KIND,
    }
    return answer(request, conditions, len(bodies), context)


def overview(request: HttpRequest, conditions: Conditions, agencies: Sequence[Listed]) -> HttpResponse:
    """All agencies: as they are where they are few, else the provinces folded and the collectives apart."""
    if len(agencies) <= MOST_AT_ONCE:
        provinces = by_province(agencies)
        names = Region.objects.in_bulk(filter(None, provinces))
        directory = {names.get(code): parts_of(found) for code, found in provinces.items()}
        return answer(request, conditions, len(agencies), {"shape": "whole", "directory": directory})
    provinces = by_province(agency for agency in agencies if not agency.is_group)
    names = Region.objects.in_bulk(filter(None, provinces))
    groups = busiest(agency for agency in agencies if agency.is_group)
    context = {
        "shape": "folded",
        "provinces": [(names.get(code), len(found), busiest(found)[:SHOWN]) for code, found in provinces.items()],
        "groups": groups[:SHOWN],
        "group_count": len(groups),
    }
    return answer(request, conditions, len(agencies), context)


def parts_of(agencies: Sequence[Listed]) -> dict[str, list[Listed]]:
    """The agencies of a province by kind; those of its cities and counties come after."""
    own = by_kind(agency for agency in agencies if agency.is_own)
    below = by_place(agency for agency in agencies if not agency.is_own)
    return {str(AgencyKind(kind).label): found for kind, found in own.items()} | (
        {"市（州）、县": below} if below else {}
    )


def answer(
    request: HttpRequest, conditions: Conditions, count: int, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The page in one of its shapes."""
    is_part = bool(context.get("title"))
    parts = {
        "asked": conditions,
        "errors": conditions.errors,
        "count": count,
        "crumbs": [("机构", reverse("agencies:list")), *crumbs_within(conditions, context)]
        if is_part
        else [("机构", "")],
    }
    return TemplateResponse(request, "agencies/agency_list.html", parts | context, status=status)


def crumbs_within(conditions: Conditions, context: dict[str, Any]) -> list[tuple[str, str]]:
    """The breadcrumbs below the directory: the province of a city, the place of a kind, then the page itself."""
    region, directory = conditions.region, reverse("agencies:list")
    above = region.parent if region and region.parent and region.level != RegionLevel.PROVINCE else None
    line = [above] if above and above.level != RegionLevel.NATIONAL else []
    line += [region] if region and context["shape"] == "list" else []
    return [*((each.name, f"{directory}?region={each.code}") for each in line), (context["title"], "")]
