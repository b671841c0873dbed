"""The list of targets: narrowed by time and kind, sorted, on scales; and as a file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone

from documents.exchange.formulas import as_cell
from policykb.failures.errors import error_page
from policykb.insight.same_targets import find_same
from policykb.machines.batches import AT_A_TIME
from policykb.machines.conditions import TARGETS, takes
from policykb.machines.downloads import download
from policykb.machines.exports import csv_lines
from policykb.pictures.scales import Scale, make_scale
from policykb.templatetags.wording import amount, by_precision
from policykb.views.page import read_only, remembered, site_of
from tasks.filters import YEAR
from tasks.models import Target
from tasks.models.targets import TargetQuerySet

PER_PAGE = 100
ORDERS = {"year": "年份", "indicator": "指标", "document": "文件"}
TIMES = {"": "全部", "past": "已过", "this-year": "今年到期", "ahead": "以后", "none": "未写年份"}
KINDS = {"": "全部", "quantified": "定量", "qualitative": "定性"}


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions in the query string; a wrong value is named in `errors` and not applied."""

    q: str = ""
    year: str = ""
    time: str = ""
    kind: str = ""
    order: str = "year"
    errors: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        """What a file of these targets is called: 指标-2030年-定量."""
        year = f"{self.year}年" if self.year.isdecimal() else "未写年份" if self.year else ""
        words = (self.q, year, self.time and TIMES[self.time], self.kind and KINDS[self.kind])
        return "-".join(["指标", *filter(None, words)])

    def narrow(self, targets: TargetQuerySet, today: date) -> TargetQuerySet:
        """The targets that meet the conditions."""
        if self.q:
            targets = targets.about(self.q)
        if self.year:
            targets = targets.in_year(int(self.year)) if self.year.isdecimal() else targets.filter(deadline=None)
        if self.time:
            targets = targets.at_time(self.time, today)
        if self.kind:
            targets = targets.filter(value__isnull=self.kind == "qualitative")
        return targets


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target with its group, its scale, and the same indicator in other documents."""

    target: Target
    group: object
    scale: Scale | None
    elsewhere: Sequence[Target] = ()


def parse_conditions(request: HttpRequest) -> Conditions:
    """The conditions in the query string."""
    given = {name: request.GET.get(name, "").replace("\0", "") for name in ("q", "year", "time", "kind", "order")}
    errors = []
    if given["year"] and given["year"] != "none" and not YEAR.fullmatch(given["year"]):
        errors.append(f"期限年份请写四位数字，例如 2030；“{given['year'][:20]}”不是年份。")
        given["year"] = ""
    for name, known, word in (("time", TIMES, "时间"), ("kind", KINDS, "类别"), ("order", ORDERS, "排序")):
        if given[name] and given[name] not in known:
            errors.append(f"没有“{given[name][:20]}”这种{word}。")
            given[name] = ""
    given["q"] = given["q"].strip()[:200]
    return Conditions(**{**given, "order": given["order"] or "year"}, errors=tuple(errors))


@remembered
def target_list(request: HttpRequest) -> HttpResponse:
    """The targets under the conditions, in groups."""
    conditions, today = parse_conditions(request), timezone.localdate()
    targets = conditions.narrow(Target.objects.published(), today)
    page = Paginator(targets.with_place().in_order(conditions.order), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "conditions": conditions,
        "today": today,
        "page": page,
        "rows": as_rows(page, conditions.order),
        "counts": targets.counts(today),
        "in_all": Target.objects.published().counts(today),
        "orders": ORDERS,
        "times": TIMES,
        "kinds": KINDS,
        "is_narrowed": bool(conditions.q or conditions.year or conditions.time or conditions.kind),
        "query_text": "",
        "crumbs": [("指标", "")],
    }
    return TemplateResponse(request, "targets/target_list.html", context)


def as_rows(targets: Iterable[Target], order: str) -> list[TargetRow]:
    """The targets with their groups."""
    groups = {
        "year": lambda target: target.deadline.year if target.deadline else None,
        "document": lambda target: target.document,
        "indicator": lambda target: "",
    }
    targets = list(targets)
    same = find_same(targets)
    return [TargetRow(target, groups[order](target), scale_of(target), same.get(target.pk, ())) for target in targets]


def scale_of(target: Target) -> Scale | None:
    """The scale of a target."""
    return make_scale(target.comparator, target.value, target.value_high, target.unit)


HEADINGS = ("指标", "目标", "数值", "上限", "单位", "基期年", "期限", "原文", "文件", "发文字号", "条号", "网址")


@read_only
@takes(*TARGETS)
def target_export(request: HttpRequest) -> HttpResponseBase:
    """The targets under the same query string as CSV, in parts. A wrong condition gives a 400."""
    conditions = parse_conditions(request)
    if conditions.errors:
        return error_page(request, 400, "下载的条件有错。", "".join(conditions.errors))
    targets = conditions.narrow(Target.objects.published(), timezone.localdate())
    keys = list(targets.in_order(conditions.order).values_list("pk", flat=True))
    return download(
        request, csv_parts(keys, site_of(request)), "text/csv; charset=utf-8", f"{conditions.file_name}.csv"
    )


def csv_parts(keys: Sequence[int], site: str) -> Iterator[bytes]:
    """The targets with these keys, in their order, as CSV."""
    yield csv_lines([HEADINGS]).encode("utf-8-sig")
    for start in range(0, len(keys), AT_A_TIME):
        part = keys[start : start + AT_A_TIME]
        found = Target.objects.published().with_place().in_bulk(part)
        yield csv_lines(cells(found[key], site) for key in part if key in found).encode()


def cells(target: Target, site: str) -> list[str]:
    """A target's row in the file."""
    place = target.task or target.section
    words = [
        target.indicator,
        amount(target) or "定性",
        "" if target.value is None else f"{target.value.normalize():f}",
        "" if target.value_high is None else f"{target.value_high.normalize():f}",
        target.unit,
        str(target.baseline_year or ""),
        by_precision(target.deadline, target.precision),
        target.quote,
        target.document.title,
        target.document.document_number,
        place.number if place else "",
    ]
    return [*map(as_cell, words), site + (place or target.document).get_absolute_url()]
