"""The register of targets: narrowed by indicator, time, kind, place and topic, sorted, on scales; and as a file."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from policykb.answers.target_conditions import KINDS, ORDERS, TIMES, TargetConditions, read_target_conditions
from policykb.failures.errors import error_page
from policykb.insight.place_offers import CountedRegions, Offers, find_offers
from policykb.insight.register import goals_by_document, valued_rows
from policykb.insight.target_order import TargetList
from policykb.machines.conditions import TARGETS, takes
from policykb.machines.tables import TABLES, table_file
from policykb.machines.target_table import target_table
from policykb.views.page import read_only, remembered, site_of
from tasks.models import Target

PER_PAGE = 50
EVERY = [("指标", "")]
MOST_IN_WORKBOOK = 10_000


@remembered
def target_list(request: HttpRequest) -> HttpResponse:
    """The targets under the conditions, in groups. Without conditions it opens at what is still to come."""
    today = timezone.localdate()
    conditions = read_target_conditions(request, today).opened
    page = Paginator(TargetList(conditions.keys(), conditions.sets, conditions.order), PER_PAGE).get_page(
        request.GET.get("page")
    )
    shown = targets_in_order(list(page))
    context = {
        "conditions": conditions,
        "today": today,
        "page": page,
        "rows": valued_rows(shown, conditions.order),
        "goals": goals_by_document(shown),
        "counts": kinds_of(conditions),
        "choices": conditions.counts(),
        "in_all": len(conditions.sets.of("target").every),
        "orders": ORDERS,
        "times": TIMES,
        "kinds": KINDS,
        "offers": regions_offered(request, conditions),
        "formats": TABLES,
        "query_text": "",
        "crumbs": [("指标", reverse("targets:list")), (conditions.indicator, "")] if conditions.indicator else EVERY,
    }
    return TemplateResponse(request, "targets/target_list.html", context)


def targets_in_order(keys: list[int]) -> list[Target]:
    """The targets with these keys, in their order."""
    found = Target.objects.published().with_place().in_bulk(keys)
    return [found[key] for key in keys if key in found]


def kinds_of(conditions: TargetConditions) -> dict[str, int]:
    """How many targets under all conditions have a value, and how many do not."""
    keys = conditions.keys()
    quantified = keys.intersection_cardinality(conditions.sets.of("target")["qquantified"])
    return {"quantified": quantified, "qualitative": len(keys) - quantified}


def regions_offered(request: HttpRequest, conditions: TargetConditions) -> Offers:
    """The regions by which the list can be narrowed, with how many targets each leaves under the other conditions."""
    counts = conditions.sets.of("target").counts("g", within=conditions.keys(["region"]))
    query = request.GET.copy()
    for name in ("page", "region"):
        query.pop(name, None)
    start = f"?{query.urlencode()}&region=" if query else "?region="
    chosen = [conditions.region.pk] if conditions.region else []
    return find_offers(CountedRegions.read(counts), chosen, lambda code: f"{start}{code}")


@read_only
@takes(*TARGETS)
def target_export(request: HttpRequest, format: str) -> HttpResponseBase:
    """The targets under the same query string as CSV or XLSX. A wrong condition gives a 400."""
    if format not in TABLES:
        raise Http404
    conditions = read_target_conditions(request, timezone.localdate())
    if conditions.errors:
        return error_page(request, 400, "下载的条件有错。", "".join(conditions.errors))
    keys = list(TargetList(conditions.keys(), conditions.sets, conditions.order)[:])
    if format == "xlsx" and len(keys) > MOST_IN_WORKBOOK:
        too_many = f"共 {len(keys)} 项，XLSX 至多 {MOST_IN_WORKBOOK} 项；请改用 CSV，或添加条件。"
        return error_page(request, 403, "指标太多，装不进一个 XLSX。", too_many)
    return table_file(request, target_table(keys, site_of(request)), format, conditions.file_name)
