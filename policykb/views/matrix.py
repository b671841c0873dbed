"""The matrix of agencies × documents with numbers of duties; where there are hundreds of documents it begins with
provinces × lines of government."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from pyroaring import BitMap
from tablib import Dataset

from documents.exchange.formulas import as_cell
from documents.exchange.typed import NotUnderstood, shortened
from documents.models import Agency, Document, Region
from documents.registry.region_tree import is_outermost, region_options
from documents.tag_sets.current import current_sets
from documents.tag_sets.sets import Sets
from policykb.answers.documents_listed import by_day
from policykb.answers.named import region_asked
from policykb.failures.errors import error_page
from policykb.insight.departments import find_overview
from policykb.insight.duty_table import MatrixRow, by_region, columns_of, make_rows
from policykb.insight.paired import find_pairs
from policykb.machines.conditions import takes
from policykb.machines.downloads import file_header
from policykb.views.page import read_only, remembered
from tasks.models import Responsibility

COLUMNS_SHOWN = 12
ROWS_SHOWN = 100
OFFERED = 36  # documents that one can choose as columns; the others are on later pages of columns
LEAST = 3  # duties that an agency needs to be shown without being asked for
PAIRS_SHOWN = 12
SILENT_SHOWN = 3  # documents without duties that have a column
SILENT_NAMED = 12
FEW_PROVINCES = 3  # with documents: so many stand in one table


@dataclass(frozen=True)
class Scope:
    """What the matrix is about: the documents of a region, or all; `errors` tell what was wrong with the query."""

    request: HttpRequest
    region: Region | None
    errors: list[str]
    sets: Sets

    @cached_property
    def documents(self) -> BitMap:
        """The keys of the documents."""
        documents = self.sets.of("document")
        return documents[f"g{self.region.pk}"] if self.region else documents.every

    @cached_property
    def naming(self) -> BitMap:
        """The keys of those that name who has to act."""
        tasks = self.sets.of("task")
        return BitMap(map(int, tasks.counts("d", tasks.every - tasks["onone"]))) & self.documents

    @cached_property
    def tasks(self) -> BitMap:
        """The keys of the tasks."""
        tasks = self.sets.of("task")
        return tasks[f"g{self.region.pk}"] if self.region else tasks.every

    def newest(self, keys: BitMap) -> list[int]:
        """These documents, the newest first, undated ones last."""
        return list(by_day(keys, self.sets.of("document"), is_newest_first=True))

    @cached_property
    def chosen(self) -> list[int]:
        """The documents that the query string names as columns, as many as are shown; what is wrong with it is told."""
        slugs = [slug.replace("\0", "") for slug in dict.fromkeys(self.request.GET.getlist("document")) if slug]
        if len(slugs) > COLUMNS_SHOWN:
            self.errors.append(f"一次最多比 {COLUMNS_SHOWN} 份文件，其余 {len(slugs) - COLUMNS_SHOWN} 份没有列出。")
        slugs = slugs[:COLUMNS_SHOWN]
        found = dict(Document.objects.published().filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {}
        self.errors.extend(f"本库没有“{shortened(slug)}”这份文件。" for slug in slugs if slug not in found)
        self.errors.extend(
            f"“{shortened(slug)}”没有列责任单位，或不是这个地区的。"
            for slug, key in found.items()
            if key not in self.naming
        )
        return self.newest(self.naming & BitMap(found.values()))

    @cached_property
    def columns(self) -> Page:
        """The documents of this page of columns."""
        keys = self.chosen or self.newest(self.naming)
        return Paginator(keys, COLUMNS_SHOWN).get_page(self.request.GET.get("columns"))

    @property
    def begins_with_places(self) -> bool:
        """Whether there is too much for one table."""
        provinces = sum(map(is_outermost, self.sets.of("document").counts("g")))
        is_bare = self.region is None and not self.chosen and "columns" not in self.request.GET
        return is_bare and len(self.naming) > COLUMNS_SHOWN and provinces > FEW_PROVINCES


@remembered
def matrix(request: HttpRequest) -> HttpResponse:
    """The matrix. ?region= shows a region's documents, ?document= certain ones, ?columns= a later page of them, ?all=1
    also agencies with few duties."""
    scope = read_scope(request)
    if scope.begins_with_places:
        return TemplateResponse(request, "matrix_places.html", places_context(scope))
    documents = in_order(scope.columns)
    rows, whole, count = shown_rows(request, make_rows(documents))
    page = Paginator(rows, ROWS_SHOWN).get_page(request.GET.get("page"))
    context = {
        **common_context(scope),
        "documents": documents,
        "columns": columns_of(documents, rows),
        "columns_page": scope.columns,
        "groups": by_region(page),
        "page": page,
        "is_whole": whole,
        "agency_count": count,
        "least": LEAST,
        "offered": offered(scope),
        "pairs": name_pairs(find_pairs(scope.sets.of("task"), scope.tasks).found[:PAIRS_SHOWN]),
        **silent_context(scope, len(documents)),
    }
    return TemplateResponse(request, "matrix.html", context)


def common_context(scope: Scope) -> dict[str, object]:
    """What both pages show."""
    return {
        "region": scope.region,
        "errors": scope.errors,
        "options": region_options(scope.sets.of("document").counts("g"), scope.region),
        "naming_count": len(scope.naming),
        "crumbs": [("矩阵", "")],
    }


def places_context(scope: Scope) -> dict[str, object]:
    """The values of the page of provinces and lines."""
    return common_context(scope) | {"overview": find_overview(scope.sets.of("task"))}


def silent_context(scope: Scope, columns: int) -> dict[str, object]:
    """The documents that name nobody: a few with a column, where all the others are shown too; others by name."""
    silent = scope.newest(scope.documents - scope.naming)
    is_all_shown = columns == len(scope.naming)
    named = in_order(silent[:SILENT_NAMED]) if is_all_shown else []
    return {
        "silent": named[:SILENT_SHOWN],
        "silent_others": named[SILENT_SHOWN:],
        "silent_count": len(silent),
        "silent_named": SILENT_NAMED if is_all_shown else 0,
        "column_count": 2 + columns + len(named[:SILENT_SHOWN]),
    }


def offered(scope: Scope) -> list[tuple[str, str, str, bool]]:
    """The documents that one can choose as columns: address, title, year, and whether it is chosen; none where all are
    shown."""
    if len(scope.naming) <= COLUMNS_SHOWN:
        return []
    keys = [*dict.fromkeys([*scope.chosen, *scope.newest(scope.naming)[:OFFERED]])]
    rows = Document.objects.filter(pk__in=keys).order_by().values_list("pk", "slug", "title", "issued_on")
    found = {pk: (slug, title, f"{day.year}" if day else "") for pk, slug, title, day in rows}
    return [(*found[key], key in scope.chosen) for key in keys if key in found]


def in_order(keys: Iterable[int]) -> list[Document]:
    """The documents with these keys, in this order."""
    keys = list(keys)
    found = Document.objects.for_listing().in_bulk(keys)
    return [found[key] for key in keys if key in found]


def shown_rows(request: HttpRequest, rows: list[MatrixRow]) -> tuple[list[MatrixRow], bool, int]:
    """The rows that are shown, whether these are all, and how many there are in all."""
    many = [row for row in rows if row.total >= LEAST]
    is_whole = request.GET.get("all") == "1" or not many
    return rows if is_whole else many, is_whole, len(rows)


@read_only
@takes("region", "document", "columns", "all")
def matrix_export(request: HttpRequest) -> HttpResponse:
    """The table for the same query string as CSV, all its rows, with three columns a document."""
    scope = read_scope(request)
    documents = in_order(scope.columns)
    if scope.errors:
        return error_page(request, 400, "下载的条件有错。", "".join(scope.errors))
    rows, is_whole, _ = shown_rows(request, make_rows(documents))
    roles = Responsibility.Role
    heads = [f"{document.title} {role.label}" for document in documents for role in roles]
    file = Dataset(headers=["地区", "机构", *map(as_cell, heads), "合计"])
    for region, group in by_region(rows).items():
        for row in group:
            counts = [row.cells.get(document.pk, {}).get(role, 0) for document in documents for role in roles]
            file.append([region.name if region else "", as_cell(row.agency.name), *counts, row.total])
    content = file.export("csv").encode("utf-8-sig")
    place = scope.region.name if scope.region else ""
    name = "-".join(filter(None, ("矩阵", place, "" if is_whole else f"{LEAST}项以上")))
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=file_header(f"{name}.csv"))


def read_scope(request: HttpRequest) -> Scope:
    """What the query string asks for."""
    region, errors = read_region(request)
    return Scope(request, region, errors, current_sets())


def read_region(request: HttpRequest) -> tuple[Region | None, list[str]]:
    """The region that the query string names, None for none, and what is wrong with it."""
    try:
        return region_asked(request), []
    except NotUnderstood as error:
        return None, [str(error)]


def name_pairs(pairs: Iterable[tuple[int, int, int]]) -> list[tuple[Agency, Agency, int]]:
    """The pairs with agencies instead of keys."""
    pairs = list(pairs)
    agencies = Agency.objects.in_bulk({pk for one, other, _ in pairs for pk in (one, other)})
    return [(agencies[one], agencies[other], count) for one, other, count in pairs]
