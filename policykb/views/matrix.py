"""The matrix of agencies × documents with numbers of duties; and who works with whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from tablib import Dataset

from documents.exchange.formulas import as_cell
from documents.exchange.typed import NotUnderstood
from documents.models import Agency, Document, Region
from documents.models.documents import DocumentQuerySet
from policykb.answers.named import region_asked
from policykb.failures.errors import error_page
from policykb.insight.totals import pairs_in
from policykb.machines.conditions import takes
from policykb.machines.downloads import file_header
from policykb.views.page import read_only, remembered
from tasks.models import Responsibility

COLUMNS_SHOWN = 12
ROWS_SHOWN = 200
LEAST = 3  # duties that an agency needs to be shown without being asked for
PAIRS_SHOWN = 12
SILENT_SHOWN = 3  # documents without duties that have a column
SILENT_NAMED = 12


@dataclass(slots=True)
class MatrixRow:
    """The numbers of an agency's duties in each document, by role."""

    agency: Agency
    cells: dict[int, dict[str, int]] = field(default_factory=dict)

    def has(self, document: Document, role: str) -> bool:
        """Whether the agency has the role in the document."""
        return role in self.cells.get(document.pk, {})

    @property
    def total(self) -> int:
        return sum(count for cell in self.cells.values() for count in cell.values())


@dataclass(frozen=True, slots=True)
class Table:
    """The rows and columns shown, and the number of all there are."""

    documents: list[Document]
    rows: list[MatrixRow]
    document_count: int
    agency_count: int
    is_whole: bool

    @property
    def columns(self) -> list[tuple[Document, list[str]]]:
        """The documents, each with the roles that any agency shown has in it, in a fixed order."""
        return [
            (
                document,
                [role for role in Responsibility.Role.values if any(row.has(document, role) for row in self.rows)],
            )
            for document in self.documents
        ]


@remembered
def matrix(request: HttpRequest) -> HttpResponse:
    """The matrix. ?region= shows one region's documents, ?all=1 also agencies with few duties."""
    region, errors = read_region(request)
    table, silent = make_table(request, region), documents_in(region).without_duties()
    named = list(silent[:SILENT_NAMED])
    silent_columns, others = named[:SILENT_SHOWN], named[SILENT_SHOWN:]
    context = {
        "table": table,
        "columns": table.columns,
        "groups": by_region(table.rows),
        "least": LEAST,
        "region": region,
        "errors": errors,
        "regions": regions_with_documents(),
        "silent": silent_columns,
        "silent_others": others,
        "silent_count": silent.count(),
        "silent_named": SILENT_NAMED,
        "column_count": 2 + len(table.documents) + len(silent_columns),
        "pairs": name_pairs(pairs_in(region)[:PAIRS_SHOWN]),
        "crumbs": [("矩阵", "")],
    }
    return TemplateResponse(request, "matrix.html", context)


@read_only
@takes("region", "all")
def matrix_export(request: HttpRequest) -> HttpResponse:
    """The table for the same query string as CSV, with three columns a document."""
    asked, errors = read_region(request)
    if errors:
        return error_page(request, 400, "下载的条件有错。", "".join(errors))
    table = make_table(request, asked)
    roles = Responsibility.Role
    heads = [f"{document.title} {role.label}" for document in table.documents for role in roles]
    file = Dataset(headers=["地区", "机构", *map(as_cell, heads), "合计"])
    for region, rows in by_region(table.rows).items():
        for row in rows:
            counts = [row.cells.get(document.pk, {}).get(role, 0) for document in table.documents for role in roles]
            file.append([region.name if region else "", as_cell(row.agency.name), *counts, row.total])
    content = file.export("csv").encode("utf-8-sig")
    name = "-".join(filter(None, ("矩阵", asked.name if asked else "", "" if table.is_whole else f"{LEAST}项以上")))
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=file_header(f"{name}.csv"))


def read_region(request: HttpRequest) -> tuple[Region | None, list[str]]:
    """The region that the query string names, None for none, and what is wrong with it."""
    try:
        return region_asked(request), []
    except NotUnderstood as error:
        return None, [str(error)]


def regions_with_documents() -> QuerySet[Region]:
    """The regions one can choose."""
    return Region.objects.filter(documents__isnull=False).distinct().order_by("code")


def make_table(request: HttpRequest, region: Region | None) -> Table:
    """The table for the query string."""
    duties = Responsibility.objects.published().in_region(region)
    documents = documents_in(region).filter(pk__in=duties.values("task__document"))
    shown = list(documents[:COLUMNS_SHOWN])
    rows = make_rows(duties.filter(task__document__in=shown))
    is_whole = request.GET.get("all") == "1" or not any(row.total >= LEAST for row in rows)
    chosen = [row for row in rows if is_whole or row.total >= LEAST][:ROWS_SHOWN]
    return Table(shown, chosen, documents.count(), len(rows), is_whole)


def documents_in(region: Region | None) -> DocumentQuerySet:
    """The documents of a region; all where none is given."""
    documents = Document.objects.for_listing()
    return documents.filter(region=region) if region else documents


def make_rows(duties: Iterable[Responsibility]) -> list[MatrixRow]:
    """The agencies with their numbers, those with most duties first."""
    counts = list(duties.counted())  # type: ignore[attr-defined]
    agencies = Agency.objects.select_related("region").in_bulk({count["agency"] for count in counts})
    rows: dict[int, MatrixRow] = {}
    for count in counts:
        row = rows.setdefault(count["agency"], MatrixRow(agencies[count["agency"]]))
        row.cells.setdefault(count["task__document"], {})[count["role"]] = count["count"]
    return sorted(rows.values(), key=lambda row: (-row.total, row.agency.name))


def by_region(rows: Iterable[MatrixRow]) -> dict[Region | None, list[MatrixRow]]:
    """The rows under the regions of their agencies."""
    groups: dict[Region | None, list[MatrixRow]] = {}
    for row in rows:
        groups.setdefault(row.agency.region, []).append(row)
    return dict(sorted(groups.items(), key=lambda group: (group[0] is None, group[0].code if group[0] else "")))


def name_pairs(pairs: Iterable[tuple[int, int, int]]) -> list[tuple[Agency, Agency, int]]:
    """The pairs with agencies instead of keys."""
    pairs = list(pairs)
    agencies = Agency.objects.in_bulk({pk for one, other, _ in pairs for pk in (one, other)})
    return [(agencies[one], agencies[other], count) for one, other, count in pairs]
