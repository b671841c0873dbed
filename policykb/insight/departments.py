"""All tasks in; how many the bodies of each province and line of government have duties in, out: where a matrix of
hundreds of documents begins.

The line of a body (条线) is told from its official name: 青海省发展和改革委员会 and 大通县发展和改革局 are both of
发展改革. One that no pattern knows is of the line of its own name without the place.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from documents.models import Agency, AgencyKind, AgencyPattern, Region
from documents.registry.region_tree import outermost
from documents.tag_sets.sets import Kind

COLUMNS: Final = 12
MOST_LINKED: Final = 20  # bodies that an address names
NATION: Final = "000000"

Body = tuple[int, str]  # an agency's key and address


@dataclass(frozen=True, slots=True)
class Cell:
    """The number of tasks in which bodies have duties; `query` names these bodies, "" for too many."""

    count: int
    query: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A province, or the nation: a cell for each line, and the number of tasks of all its bodies."""

    region: Region
    cells: list[Cell]
    count: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Lines as columns, those with most tasks first, and provinces as rows."""

    lines: list[str]
    rows: list[PlaceRow]


def find_overview(tasks: Kind) -> Overview:
    """The numbers of all provinces."""
    counts, lines = tasks.counts("a"), line_names()
    found: dict[str, dict[str, list[Body]]] = defaultdict(lambda: defaultdict(list))
    totals: Counter[str] = Counter()
    bodies = Agency.objects.filter(pk__in=[*map(int, counts)]).exclude(kind=AgencyKind.GROUP).order_by()
    for pk, slug, name, code, place in bodies.values_list("pk", "slug", "name", "region", "region__name"):
        own = name.removeprefix(place or "") or name
        line = lines.get(own, own)
        found[outermost(code or NATION)][line].append((pk, slug))
        totals[line] += counts[str(pk)]
    shared = [name for name, _ in totals.most_common() if sum(name in here for here in found.values()) > 1]
    columns = shared[:COLUMNS]
    regions = Region.objects.in_bulk(found)
    rows = [row_of(tasks, regions[code], found[code], columns) for code in sorted(found) if code in regions]
    return Overview(columns, rows)


def line_names() -> dict[str, str]:
    """The lines of bodies, by their official names without the place."""
    patterns = AgencyPattern.objects.order_by("pk").values_list("official", "line")
    return {official.removeprefix("{region}"): line for official, line in patterns}


def row_of(tasks: Kind, region: Region, bodies: dict[str, list[Body]], lines: list[str]) -> PlaceRow:
    """A province with its numbers."""
    every = [body for some in bodies.values() for body in some]
    return PlaceRow(region, [cell_of(tasks, bodies.get(name, [])) for name in lines], count_of(tasks, every))


def cell_of(tasks: Kind, bodies: list[Body]) -> Cell:
    """The number of tasks of these bodies."""
    query = urlencode([("agency", slug) for _, slug in bodies]) if len(bodies) <= MOST_LINKED else ""
    return Cell(count_of(tasks, bodies), query)


def count_of(tasks: Kind, bodies: list[Body]) -> int:
    """In how many tasks one of them has a duty."""
    return len(tasks.any(f"a{pk}" for pk, _ in bodies))
