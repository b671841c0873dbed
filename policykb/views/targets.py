"""The register of targets: narrowed by indicator, time and kind, sorted, on scales; and as a file."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from policykb.failures.errors import error_page
from policykb.insight.register import goals_by_document, valued_rows
from policykb.machines.conditions import TARGETS, takes
from policykb.machines.tables import TABLES, table_file
from policykb.machines.target_table import target_table
from policykb.views.page import read_only, remembered, site_of
from tasks.filters import YEAR
from tasks.models import Target
from tasks.models.targets import TargetQuerySet

PER_PAGE = 100
ORDERS = {"year": "年份", "indicator": "指标", "document": "文件"}
TIMES = {"": "全部", "past": "已过", "this-year": "今年到期", "ahead": "以后", "none": "未写年份"}
KINDS = {"": "全部", "quantified": "定量", "qualitative": "定性"}
ALL = [("指标", "")]
MOST_IN_WORKBOOK = 10_000


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions in the query string; a wrong value is named in `errors` and not applied."""

    q: str = ""
    indicator: str = ""
    year: str = ""
    time: str = ""
    kind: str = ""
    order: str = "year"
    errors: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        """What a file of these targets is called: 指标-2030年-定量."""
        year = f"{self.year}年" if self.year.isdecimal() else "未写年份" if self.year else ""
        words = (self.indicator, self.q, year, self.time and TIMES[self.time], self.kind and KINDS[self.kind])
        return "-".join(["指标", *filter(None, words)])

    def narrow(self, targets: TargetQuerySet, today: date) -> TargetQuerySet:
        """The targets that meet the conditions."""
        if self.q:
            targets = targets.about(self.q)
        if self.indicator:
            targets = targets.of_indicator(self.indicator)
        if self.year:
            targets = targets.in_year(int(self.year)) if self.year.isdecimal() else targets.filter(deadline=None)
        if self.time:
            targets = targets.at_time(self.time, today)
        if self.kind:
            targets = targets.filter(value__isnull=self.kind == "qualitative")
        return targets


def parse_conditions(request: HttpRequest) -> Conditions:
    """The conditions in the query string."""
    given = {name: request.GET.get(name, "").replace("\0", "") for name in TARGETS}
    errors = []
    if given["year"] and given["year"] != "none" and not YEAR.fullmatch(given["year"]):
        errors.append(f"期限年份请写四位数字，例如 2030；“{given['year'][:20]}”不是年份。")
        given["year"] = ""
    for name, known, word in (("time", TIMES, "时间"), ("kind", KINDS, "类别"), ("order", ORDERS, "排序")):
        if given[name] and given[name] not in known:
            errors.append(f"没有“{given[name][:20]}”这种{word}。")
            given[name] = ""
    given |= {name: given[name].strip()[:300] for name in ("q", "indicator")}
    return Conditions(**{**given, "order": given["order"] or "year"}, errors=tuple(errors))


@remembered
def target_list(request: HttpRequest) -> HttpResponse:
    """The targets under the conditions, in groups."""
    conditions, today = parse_conditions(request), timezone.localdate()
    targets = conditions.narrow(Target.objects.published(), today)
    ordered = targets.with_place().values_first(conditions.order)
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    context = {
        "conditions": conditions,
        "today": today,
        "page": page,
        "rows": valued_rows(shown, conditions.order),
        "goals": goals_by_document(shown),
        "counts": targets.counts(today),
        "in_all": Target.objects.published().counts(today),
        "orders": ORDERS,
        "times": TIMES,
        "kinds": KINDS,
        "is_narrowed": any((conditions.q, conditions.indicator, conditions.year, conditions.time, conditions.kind)),
        "formats": TABLES,
        "query_text": "",
        "crumbs": [("指标", reverse("targets:list")), (conditions.indicator, "")] if conditions.indicator else ALL,
    }
    return TemplateResponse(request, "targets/target_list.html", context)


@read_only
@takes(*TARGETS)
def target_export(request: HttpRequest, format: str) -> HttpResponseBase:
    """The targets under the same query string as CSV or XLSX. A wrong condition gives a 400."""
    if format not in TABLES:
        raise Http404
    conditions = parse_conditions(request)
    if conditions.errors:
        return error_page(request, 400, "下载的条件有错。", "".join(conditions.errors))
    targets = conditions.narrow(Target.objects.published(), timezone.localdate())
    keys = list(targets.in_order(conditions.order).values_list("pk", flat=True))
    if format == "xlsx" and len(keys) > MOST_IN_WORKBOOK:
        too_many = f"共 {len(keys)} 项，XLSX 至多 {MOST_IN_WORKBOOK} 项；请改用 CSV，或添加条件。"
        return error_page(request, 403, "指标太多，装不进一个 XLSX。", too_many)
    return table_file(request, target_table(keys, site_of(request)), format, conditions.file_name)
