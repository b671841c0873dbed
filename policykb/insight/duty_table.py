"""Documents in; which agencies have how many duties in each of them, by role, out: the rows and columns of a matrix."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from documents.models import Agency, Document, Region
from tasks.models import Responsibility


@dataclass(slots=True)
class MatrixRow:
    """The numbers of an agency's duties in each document, by role."""

    agency: Agency
    cells: dict[int, dict[str, int]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(count for cell in self.cells.values() for count in cell.values())


def make_rows(documents: Iterable[Document]) -> list[MatrixRow]:
    """The agencies with duties in these documents: by region, those with most duties first."""
    duties = Responsibility.objects.published().filter(task__document__in=[document.pk for document in documents])
    counts = list(duties.counted())
    agencies = Agency.objects.select_related("region").in_bulk({count["agency"] for count in counts})
    rows: dict[int, MatrixRow] = {}
    for count in counts:
        row = rows.setdefault(count["agency"], MatrixRow(agencies[count["agency"]]))
        row.cells.setdefault(count["task__document"], {})[count["role"]] = count["count"]
    return sorted(rows.values(), key=lambda row: (place_of(row), -row.total, row.agency.name))


def place_of(row: MatrixRow) -> tuple[bool, str]:
    """The sort key of a row's region: those without one last."""
    return row.agency.region_id is None, row.agency.region_id or ""


def columns_of(documents: Sequence[Document], rows: Iterable[MatrixRow]) -> list[tuple[Document, list[str]]]:
    """The documents, each with the roles that any of the rows has in it, in a fixed order."""
    roles = Responsibility.Role.values
    held: dict[int, set[str]] = {}
    for row in rows:
        for key, cell in row.cells.items():
            held.setdefault(key, set()).update(cell)
    return [(document, [role for role in roles if role in held.get(document.pk, ())]) for document in documents]


def by_region(rows: Iterable[MatrixRow]) -> dict[Region | None, list[MatrixRow]]:
    """The rows under the regions of their agencies."""
    groups: dict[Region | None, list[MatrixRow]] = {}
    for row in rows:
        groups.setdefault(row.agency.region, []).append(row)
    return groups
