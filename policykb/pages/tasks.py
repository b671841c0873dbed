"""The task list: a query string in, the tasks it leaves out, as a page or as a file."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from documents.models import Agency
from policykb.pages.rows import as_rows
from tasks.facets import find_facets
from tasks.filters import ORDERS, TARGETS, WITHOUT_YEAR, TaskFilter
from tasks.models import Responsibility, Task
from tasks.models.tasks import TaskQuerySet

TASKS_PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition in force, and the query string of the list without it."""

    label: str
    value: str
    without: str


@require_safe
def task_list(request: HttpRequest) -> HttpResponse:
    """Tasks, narrowed by the query string."""
    tasks = TaskFilter(request.GET)
    page = Paginator(in_order(tasks), TASKS_PER_PAGE).get_page(request.GET.get("page"))
    agency = sole_agency(tasks)
    context = {
        "filter": tasks,
        "page": page,
        "rows": as_rows(page, agency),
        "agency": agency,
        "facets": list(find_facets(tasks)),
        "chips": find_chips(tasks),
        "orders": ORDERS,
        "in_all": Task.objects.published().count(),
        "crumbs": [("任务", "")],
        "query_text": tasks.conditions.get("q", ""),
    }
    return TemplateResponse(request, "tasks/task_list.html", context)


def in_order(tasks: TaskFilter) -> TaskQuerySet:
    """The tasks left, ready to be listed, in the order asked for."""
    found = tasks.qs.for_listing()
    return found.by_deadline(timezone.localdate()) if tasks.order == "deadline" else found.in_document_order()


def sole_agency(tasks: TaskFilter) -> Agency | None:
    """The agency the list is about, if it is about one."""
    agencies = list(tasks.conditions.get("agency", ()))
    return agencies[0] if len(agencies) == 1 else None


def find_chips(tasks: TaskFilter) -> list[Chip]:
    """The conditions in force, one chip a value."""
    chips = []
    for name, values in tasks.conditions.items():
        for value in [values] if isinstance(values, str) else values:
            key, word = named(name, value)
            chips.append(Chip(str(tasks.filters[name].label), word, query_without(tasks, name, key)))
    return chips


def named(name: str, value: Any) -> tuple[str, str]:
    """A condition's value as in the query string, and as on the page."""
    if not isinstance(value, str):
        return getattr(value, "code", None) or value.slug, value.name
    if name == "role":
        return value, str(Responsibility.Role(value).label)
    words = WITHOUT_YEAR if name == "year" else TARGETS if name == "target" else {}
    return value, words.get(value, f"{value}年" if name == "year" else value)


def query_without(tasks: TaskFilter, name: str, key: str) -> str:
    """The query string with one value less, on its first page."""
    query = tasks.data.copy()
    query.setlist(name, [value for value in query.getlist(name) if value != key])
    query.pop("page", None)
    return "?" + query.urlencode()
