"""The registry's rows ↔ the plain values that the gazetteer is built from."""

from collections.abc import Iterable
from typing import Any

from documents.agencies import AgencyEntry, Gazetteer, RegionEntry
from documents.agencies import AgencyPattern as PatternEntry
from documents.models import Agency, AgencyAddress, AgencyName, AgencyPattern, Change, LineName, Region, WordPair
from documents.records.reconcile import create
from documents.records.writing import tell, writing
from documents.registry.directory import agency_slug, taken_slugs

SHIPPED = "随附名录"  # the reason noted in the history of a record
BATCH = 1000


def gazetteer_from_database() -> Gazetteer:
    """A gazetteer of everything staff and fixtures have put into the database."""
    return Gazetteer(
        [region_entry(region) for region in Region.objects.all()],
        [agency_entry(agency) for agency in Agency.objects.filter(is_reviewed=True).prefetch_related("names")],
        [
            PatternEntry(pattern.line, pattern.level, pattern.official, tuple(pattern.names), pattern.kind)
            for pattern in AgencyPattern.objects.order_by("pk")
        ],
    )


def region_entry(region: Region) -> RegionEntry:
    """A region as a plain value."""
    return RegionEntry(
        region.code,
        region.name,
        region.short_name,
        region.level,
        region.parent_id or "",
        tuple(region.names),
        region.abbreviation,
    )


def agency_entry(agency: Agency) -> AgencyEntry:
    """An agency with its names as a plain value."""
    names = agency.names.all()
    return AgencyEntry(
        agency.name,
        agency.kind,
        agency.region_id,
        tuple(name.name for name in names if name.kind == AgencyName.Kind.SHORT),
        tuple(name.name for name in names if name.kind == AgencyName.Kind.FORMER),
    )


@writing(cause=Change.Cause.REGISTRY)
def store_registry(known: Gazetteer) -> dict[str, int]:
    """Add what the database lacks; return how many rows of which sort were added. What is there stays as it is, so that
    staff may change it."""
    return {
        "regions": add_missing(Region, "code", [region_row(entry) for entry in known.regions]),
        "agencies": add_agencies(known.agencies),
        "agency patterns": add_patterns(known.patterns),
    }


def region_row(entry: RegionEntry) -> dict[str, Any]:
    """The columns of a region."""
    return {
        "code": entry.code,
        "name": entry.name,
        "short_name": entry.short_name,
        "level": entry.level,
        "parent_id": entry.parent or None,
        "names": list(entry.names),
        "abbreviation": entry.abbreviation,
    }


def add_missing(model: type[Any], key: str, rows: list[dict[str, Any]]) -> int:
    """Insert the rows whose key is not stored yet."""
    known = set(model.objects.values_list(key, flat=True))
    missing = [model(**row) for row in rows if row[key] not in known]
    add(model, missing)
    return len(missing)


def add(model: type[Any], rows: list[Any]) -> None:
    """Insert rows of the shipped registry. Their change is told once for each sort."""
    if failed := create(model, rows, SHIPPED):
        raise next(iter(failed.values()))
    if rows:
        tell(rows[0], Change.Kind.CREATED)


def add_agencies(entries: Iterable[AgencyEntry]) -> int:
    """Insert the agencies whose official name is not stored yet, with their other names; not those that staff merged
    into another or renamed."""
    known = {
        *Agency.objects.values_list("name", flat=True),
        *AgencyAddress.objects.values_list("name", flat=True),
    }
    new = list({entry.name: entry for entry in entries if entry.name not in known}.values())
    start, taken = Agency.objects.count(), taken_slugs()
    agencies = []
    for order, entry in enumerate(new):
        slug = agency_slug(entry.name, taken)
        taken.add(slug)
        agencies.append(
            Agency(name=entry.name, slug=slug, kind=entry.kind, region_id=entry.region, sort_key=start + order)
        )
    add(Agency, agencies)
    keys = dict(Agency.objects.values_list("name", "pk"))
    other_names = {
        (keys[entry.name], name): kind
        for entry in new
        for kind, names in ((AgencyName.Kind.SHORT, entry.names), (AgencyName.Kind.FORMER, entry.former))
        for name in names
    }
    names = [AgencyName(agency_id=pk, name=name, kind=kind) for (pk, name), kind in other_names.items()]
    add(AgencyName, names)
    return len(new)


def add_patterns(entries: Iterable[PatternEntry]) -> int:
    """Insert the patterns whose line of government and tier are not stored yet."""
    known = set(AgencyPattern.objects.values_list("line", "level"))
    new = [
        AgencyPattern(
            line=entry.line, level=entry.level, official=entry.official, names=list(entry.names), kind=entry.kind
        )
        for entry in entries
        if (entry.line, entry.level) not in known
    ]
    add(AgencyPattern, new)
    return len(new)


def add_word_pairs(pairs: Iterable[WordPair]) -> int:
    """Insert the pairs of words that are not stored yet, whatever became of those that are. They are thousands: the
    history of a pair begins with its first edit."""
    known = set(WordPair.objects.values_list("typed", "official"))
    new = [pair for pair in pairs if (pair.typed, pair.official) not in known]
    WordPair.objects.bulk_create(new, batch_size=BATCH)
    if new:
        tell(new[0], Change.Kind.CREATED)
    return len(new)


def add_line_names(names: Iterable[LineName]) -> int:
    """Insert the names of lines of government that are not stored yet; their history begins with their first edit."""
    known = set(LineName.objects.values_list("line", "name"))
    new = [each for each in names if (each.line, each.name) not in known]
    LineName.objects.bulk_create(new, batch_size=BATCH)
    if new:
        tell(new[0], Change.Kind.CREATED)
    return len(new)
