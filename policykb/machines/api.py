"""The read-only JSON API: lists in pages, narrowed by the conditions of the site's own lists."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from documents.models import Agency, AgencyKind, Document, Region
from policykb.answers import matching_tasks
from policykb.insight.publicity import with_public_names
from policykb.machines.contract import Json
from policykb.machines.stored import document_of, document_record, head_record, target_record, task_record, where
from policykb.views.page import remembered, site_of
from policykb.views.targets import parse_conditions
from tasks.filters import TaskFilter
from tasks.models import Target, Task

PER_PAGE = 20
MOST_PER_PAGE = 100


@remembered
def explanation(request: HttpRequest) -> HttpResponse:
    """What the API offers, with addresses to try."""
    context = {
        "crumbs": [("接口", "")],
        "most": MOST_PER_PAGE,
        "per_page": PER_PAGE,
        "site": site_of(request),
        "document": Document.objects.for_listing().first(),
        "task": Task.objects.published().select_related("document").in_document_order().first(),
    }
    return TemplateResponse(request, "api.html", context)


@remembered
def documents(request: HttpRequest) -> HttpResponse:
    """The documents. Conditions: q (number or words of the title), region."""
    errors, found = narrow_by_region(request, Document.objects.for_listing().with_task_counts())
    if words := request.GET.get("q", "").replace("\0", "").strip()[:200]:
        found = found.cited_as(words)
    return listing(request, found, document_entry, errors)


@remembered
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about one document."""
    found = Document.objects.for_reading().filter(slug=slug).first()
    return answer(document_record(found)) if found else answer({"errors": ["没有这份文件。"]}, 404)


@remembered
def tasks(request: HttpRequest) -> HttpResponse:
    """The tasks, under the conditions of the task list."""
    narrowed = TaskFilter(request.GET, matching_tasks)
    errors = [error for messages in narrowed.errors.values() for error in messages]
    found = narrowed.qs.for_listing().with_inherited()
    ordered = found.by_deadline(timezone.localdate()) if narrowed.order == "deadline" else found.in_document_order()
    return listing(request, ordered, task_record, errors)


@remembered
def task(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One task."""
    found = Task.objects.published().for_listing().with_inherited().filter(document__slug=slug, key=key).first()
    if not found:
        return answer({"errors": ["没有这项任务。"]}, 404)
    return answer(task_record(found, site_of(request)))


@remembered
def agencies(request: HttpRequest) -> HttpResponse:
    """The agencies that have duties. Conditions: region, kind, q (part of the name)."""
    errors, found = narrow_by_region(request, with_public_names(Agency.objects.with_duties()), "region")
    kind = request.GET.get("kind", "")
    if kind and kind not in AgencyKind.values:
        errors.append(f"没有“{kind[:20]}”这种类别，只有 {'、'.join(AgencyKind.values)}。")
    elif kind:
        found = found.filter(kind=kind)
    if words := request.GET.get("q", "").replace("\0", "").strip()[:100]:
        found = found.filter(name__contains=words)
    return listing(request, found.order_by("region", "sort_key", "pk"), agency_entry, errors)


@remembered
def targets(request: HttpRequest) -> HttpResponse:
    """The targets, under the conditions of the page of targets."""
    conditions = parse_conditions(request)
    found = conditions.narrow(Target.objects.published(), timezone.localdate())
    return listing(request, found.with_place().in_order(conditions.order), target_entry, conditions.errors)


def narrow_by_region(request: HttpRequest, found: Any, field: str = "region") -> tuple[list[str], Any]:
    """The records of the region asked for, and the errors in the query string."""
    code = request.GET.get("region", "").replace("\0", "")[:20]
    if not code:
        return [], found
    if not Region.objects.filter(code=code).exists():
        return [f"没有“{code}”这个地区；地区写六位代码，例如 630000。"], found
    return [], found.filter(**{field: code})


def listing(
    request: HttpRequest, found: QuerySet, entry: Callable[[Any, str], Json], errors: Iterable[str]
) -> HttpResponse:
    """One page of a list; errors in the query string give a 400 that names them."""
    problems = list(errors)
    numbers = {
        name: positive_number(request.GET.get(name, ""), usual) for name, usual in (("page", 1), ("per_page", PER_PAGE))
    }
    problems += [f"{name} 要写正整数。" for name, value in numbers.items() if not value]
    if problems:
        return answer({"errors": problems}, 400)
    paginator = Paginator(found, min(numbers["per_page"], MOST_PER_PAGE))
    if numbers["page"] > paginator.num_pages:
        return answer({"errors": [f"没有第 {numbers['page']} 页，共 {paginator.num_pages} 页。"]}, 404)
    page, site = paginator.page(numbers["page"]), site_of(request)
    return answer(
        {
            "count": paginator.count,
            "page": page.number,
            "pages": paginator.num_pages,
            "next": address(request, page.number + 1) if page.has_next() else None,
            "previous": address(request, page.number - 1) if page.has_previous() else None,
            "results": [entry(record, site) for record in page],
        }
    )


def positive_number(words: str, usual: int) -> int:
    """A number from the query string: the default where there is none, 0 where it is no positive whole number."""
    if not words:
        return usual
    return int(words) if words.isascii() and words.isdigit() and len(words) < 8 else 0


def answer(content: Json, status: int = 200) -> HttpResponse:
    """JSON that any site may read."""
    response = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def address(request: HttpRequest, page: int) -> str:
    """The address of another page of the same list."""
    query = request.GET.copy()
    query["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def document_entry(document: Document, site: str) -> Json:
    """A document's head, with the address of the rest."""
    return {
        "slug": document.slug,
        "url": site + document.get_absolute_url(),
        **head_record(document, document.issuing_agencies.all()),
        "task_count": document.task_count,  # type: ignore[attr-defined]
    }


def agency_entry(agency: Agency, site: str) -> Json:
    """An agency with its names and the number of its tasks by role."""
    return {
        "slug": agency.slug,
        "url": site + agency.get_absolute_url(),
        "name": agency.name,
        "names": [name.name for name in agency.names.all()],
        "kind": agency.kind,
        "region": agency.region.name if agency.region else None,
        "task_count": agency.task_count,  # type: ignore[attr-defined]
        **{role: getattr(agency, f"{role}_count") for role in ("lead", "support", "implement")},
    }


def target_entry(target: Target, site: str) -> Json:
    """A target with its document and task."""
    place = target.task or target.section or target.document
    return {
        "url": site + place.get_absolute_url(),
        **document_of(target.document),
        **where(target),
        **target_record(target),
    }
