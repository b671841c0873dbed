"""Records in; one page of them as JSON, with the addresses of the pages beside it, out."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from policykb.failures.for_machines import as_json, json_errors
from policykb.machines.contract import Json
from policykb.machines.linked_data import terms
from policykb.views.page import site_of

PER_PAGE = 20
MOST_PER_PAGE = 100

Entries = Callable[[Iterable[Any], str], Iterable[Json]]  # records and the site's address → what is told of each


def listing(
    request: HttpRequest,
    found: QuerySet | Sequence[Any],
    entries: Callable[[Iterable[Any], str], Iterable[Json]],
    errors: Iterable[str],
    told: Json | None = None,
) -> HttpResponse:
    """One page of a list, with what else is told; errors in the query string give a 400 that names them."""
    problems = list(errors)
    numbers = {
        name: positive_number(request.GET.get(name, ""), usual) for name, usual in (("page", 1), ("per_page", PER_PAGE))
    }
    problems += [f"{name} 要写正整数。" for name, value in numbers.items() if not value]
    if problems:
        return json_errors(problems, 400)
    paginator = Paginator(found, min(numbers["per_page"], MOST_PER_PAGE))
    if numbers["page"] > paginator.num_pages:
        return json_errors([f"没有第 {numbers['page']} 页，共 {paginator.num_pages} 页。"], 404)
    page, site = paginator.page(numbers["page"]), site_of(request)
    return as_json(
        {
            "count": paginator.count,
            "page": page.number,
            "pages": paginator.num_pages,
            "next": address(request, page.number + 1) if page.has_next() else None,
            "previous": address(request, page.number - 1) if page.has_previous() else None,
            "license": terms(site),
            **(told or {}),
            "results": list(entries(page, site)),
        }
    )


def one_by_one(entry: Callable[[Any, str], Json]) -> Entries:
    """The entries of records of which each is written by itself."""
    return lambda records, site: (entry(record, site) for record in records)


def positive_number(words: str, usual: int) -> int:
    """A number from the query string: the default where there is none, 0 where it is no positive whole number."""
    if not words:
        return usual
    return int(words) if words.isascii() and words.isdigit() and len(words) < 8 else 0


def address(request: HttpRequest, page: int) -> str:
    """The address of another page of the same list."""
    query = request.GET.copy()
    query["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
