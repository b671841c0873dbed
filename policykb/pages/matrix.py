"""Who does what in which document: agencies × documents with numbers of duties; and who works with whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from documents.models import Agency, Document, Region
from policykb.pages.page import remembered
from tasks.models import Responsibility

COLUMNS_SHOWN = 12
ROWS_SHOWN = 200
LEAST = 3  # duties that an agency needs to be shown without being asked for
PAIRS_SHOWN = 12
ALL_PAIRS = 200


@dataclass(slots=True)
class Row:
    """An agency's duties in each document, by role."""

    agency: Agency
    cells: dict[int, dict[str, int]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(count for cell in self.cells.values() for count in cell.values())


@remembered
def matrix(request: HttpRequest) -> HttpResponse:
    """Agencies × documents. ?region= keeps one region's documents, ?all=1 shows agencies with few duties too."""
    region = Region.objects.filter(code=request.GET.get("region", "").replace("\0", "")[:6]).first()
    duties = Responsibility.objects.published().in_region(region)
    documents = list(Document.objects.for_listing().filter(pk__in=duties.values("task__document")))
    rows = make_rows(duties.filter(task__document__in=documents[:COLUMNS_SHOWN]))
    is_whole = request.GET.get("all") == "1" or not any(row.total >= LEAST for row in rows)
    context = {
        "documents": documents[:COLUMNS_SHOWN],
        "document_count": len(documents),
        "groups": by_region([row for row in rows if is_whole or row.total >= LEAST][:ROWS_SHOWN]),
        "agency_count": len(rows),
        "least": LEAST,
        "is_whole": is_whole,
        "region": region,
        "regions": Region.objects.filter(documents__isnull=False).distinct().order_by("code"),
        "without": Document.objects.for_listing().without_duties(),
        "pairs": find_pairs(duties, ALL_PAIRS if request.GET.get("pairs") == "all" else PAIRS_SHOWN),
        "all_pairs": request.GET.get("pairs") == "all",
        "crumbs": [("矩阵", "")],
    }
    return TemplateResponse(request, "matrix.html", context)


def make_rows(duties: Iterable[Responsibility]) -> list[Row]:
    """The agencies with their numbers, those with most duties first."""
    counts = list(duties.counted())  # type: ignore[attr-defined]
    agencies = Agency.objects.select_related("region").in_bulk({count["agency"] for count in counts})
    rows: dict[int, Row] = {}
    for count in counts:
        row = rows.setdefault(count["agency"], Row(agencies[count["agency"]]))
        row.cells.setdefault(count["task__document"], {})[count["role"]] = count["count"]
    return sorted(rows.values(), key=lambda row: (-row.total, row.agency.name))


def by_region(rows: Iterable[Row]) -> dict[Region | None, list[Row]]:
    """The rows under the regions of their agencies."""
    groups: dict[Region | None, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.agency.region, []).append(row)
    return dict(sorted(groups.items(), key=lambda group: (group[0] is None, group[0].code if group[0] else "")))


def find_pairs(duties: Iterable[Responsibility], limit: int) -> list[tuple[Agency, Agency, int]]:
    """The agencies most often in one task, with the number of tasks; collectives left out."""
    pairs = list(duties.pairs()[:limit])  # type: ignore[attr-defined]
    agencies = Agency.objects.in_bulk({pk for one, other, _ in pairs for pk in (one, other)})
    return [(agencies[one], agencies[other], count) for one, other, count in pairs]
