"""The task list: a query string in; the tasks under its conditions, as a page or as a file, out."""

from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from documents.models import Agency
from policykb.answers import Results, is_plain, narrowed_tasks, readings_of
from policykb.answers.listed import in_order
from policykb.answers.task_values import MANY, every_value
from policykb.failures.errors import error_page
from policykb.insight.rows import as_rows
from policykb.insight.validity import ended_keys
from policykb.machines.batches import in_parts
from policykb.machines.columns import Listing
from policykb.machines.conditions import TASKS, takes
from policykb.machines.downloads import download
from policykb.machines.exports import FORMATS
from policykb.machines.feeds import task_feed
from policykb.views.facet_values import value_page
from policykb.views.page import read_only, remembered, site_of
from tasks.filter_panel import find_facets
from tasks.filters import TARGETS, WITHOUT_YEAR, TaskFilter
from tasks.models import Responsibility, Task

TASKS_PER_PAGE = 20
CHIPS_COUNTED = 8


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition in force, the query string without it, and the number of tasks without it, if counted."""

    label: str
    value: str
    without: str
    count: int | None = None

    def __str__(self) -> str:
        return self.value


@remembered
def task_list(request: HttpRequest) -> HttpResponse:
    """The tasks under the conditions of the query string. ?facet= shows every value of a condition."""
    tasks = narrowed_tasks(request.GET)
    if request.GET.get("facet") in MANY:
        return value_page(request, every_value(tasks, request.GET["facet"]), find_chips(tasks))
    page = Paginator(in_order(tasks), TASKS_PER_PAGE).get_page(request.GET.get("page"))
    agency = sole_agency(tasks)
    rows = as_rows(Task.objects.rows(page), agency)
    words = tasks.conditions.get("q", "")
    context = {
        "filter": tasks,
        "errors": list(chain(*tasks.errors.values())),
        "page": page,
        "rows": rows,
        "ended": ended_keys(tasks.sets, timezone.localdate()),
        "agency": agency,
        "facets": find_facets(tasks),
        "has_every_value": True,
        "chips": find_chips(tasks) if page.paginator.count else counted(find_chips(tasks)),
        "orders": tasks.orders,
        "formats": {name: name.upper() for name in FORMATS},
        "in_all": len(tasks.sets.of("task").every),
        "crumbs": [("任务", "")],
        "query_text": words,
        "results": Results(readings=readings_of(tasks), plain=bool(words) and is_plain(request.GET)),
    }
    return TemplateResponse(request, "tasks/task_list.html", context)


@read_only
@takes(*TASKS)
def task_export(request: HttpRequest, format: str) -> HttpResponseBase:
    """The tasks of the list under the same query string, of all pages, as a file. A wrong condition gives a 400,
    because a file could not show that it was not applied."""
    if format not in FORMATS:
        raise Http404(f"没有 {format} 这种格式，只有 {'、'.join(FORMATS)}。")
    tasks, kind = narrowed_tasks(request.GET), FORMATS[format]
    if tasks.errors:
        return error_page(request, 400, "下载的条件有错。", "".join(map(str, chain(*tasks.errors.values()))))
    keys = in_order(tasks)[:]
    if kind.most is not None and len(keys) > kind.most:
        context = {"format": format.upper(), "most": kind.most, "count": len(keys), "formats": unlimited()}
        return TemplateResponse(request, "tasks/export_too_long.html", context, status=403)
    conditions = tuple(chip.value for chip in find_chips(tasks))
    listing = Listing(
        agency=sole_agency(tasks),
        site=site_of(request),
        conditions=conditions,
        address=f"{request.build_absolute_uri(reverse('tasks:list'))}?{request.GET.urlencode()}",
        day=timezone.localdate(),
        count=len(keys),
    )
    name = "-".join(["任务", *conditions])  # 任务-青海省能源局-牵头
    return download(request, kind.write(in_parts(keys), listing), kind.content_type, f"{name}.{format}")


@remembered
@takes(*TASKS)
def task_list_feed(request: HttpRequest) -> HttpResponse:
    """The tasks of the list under the same query string, the latest changed first. A wrong condition gives a 400."""
    tasks = narrowed_tasks(request.GET)
    if tasks.errors:
        return error_page(request, 400, "订阅的条件有错。", "".join(chain(*tasks.errors.values())))
    words = "、".join(map(str, find_chips(tasks)))
    link = f"{reverse('tasks:list')}?{request.GET.urlencode()}"
    return task_feed(request, f"任务：{words or '全部'}", link, tasks.qs)


def unlimited() -> dict[str, str]:
    """The file formats that take any number of tasks."""
    return {name: name.upper() for name, kind in FORMATS.items() if kind.most is None}


def sole_agency(tasks: TaskFilter) -> Agency | None:
    """The agency the list is about, None where there is not exactly one."""
    agencies = list(tasks.conditions.get("agency", ()))
    return agencies[0] if len(agencies) == 1 else None


def find_chips(tasks: TaskFilter) -> list[Chip]:
    """The conditions in force, one chip for each value."""
    chips = []
    for name, values in tasks.conditions.items():
        for value in [values] if isinstance(values, str) else values:
            key, word = condition_words(name, value)
            chips.append(Chip(str(tasks.filters[name].label), word, query_without(tasks, name, key)))
    return chips


def counted(chips: list[Chip]) -> list[Chip]:
    """The chips, each with the number of tasks without it; for a list that is empty."""
    left = [len(narrowed_tasks(QueryDict(chip.without[1:])).keys()) for chip in chips[:CHIPS_COUNTED]]
    return [replace(chip, count=count) for chip, count in zip_longest(chips, left)]


def condition_words(name: str, value: Any) -> tuple[str, str]:
    """A condition's value, as in the query string and as on the page."""
    if not isinstance(value, str):
        return getattr(value, "code", None) or value.slug, value.name
    if name == "role":
        return value, str(Responsibility.Role(value).label)
    words = WITHOUT_YEAR if name == "year" else TARGETS if name == "target" else {}
    return value, words.get(value, f"{value}年" if name == "year" else value)


def query_without(tasks: TaskFilter, name: str, key: str) -> str:
    """The query string without one value, for the first page."""
    query = tasks.data.copy()
    query.setlist(name, [value for value in query.getlist(name) if value != key])
    query.pop("page", None)
    return "?" + query.urlencode()
