"""A query that says 我局 or 我们县, and the facets of its hits, in; whose own body or place that may be out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from documents.models import Agency, Document, Region, RegionLevel, SearchEntry
from documents.search.queries.query import Query
from policykb.answers.named_parts import named_parts, with_words

OFFERED: Final = 6
LEVELS: Final = {
    "省": RegionLevel.PROVINCE, "市": RegionLevel.CITY, "州": RegionLevel.CITY, "县": RegionLevel.COUNTY,
    "区": RegionLevel.COUNTY, "旗": RegionLevel.COUNTY,
}  # fmt: skip
# What the names of such bodies end with
ENDINGS: Final[dict[str, tuple[str, ...]]] = {
    "局": ("局",), "厅": ("厅",), "委": ("委员会",), "委员会": ("委员会",), "办": ("办公室",), "办公室": ("办公室",),
    "公司": ("公司",), "企业": ("公司",), "园区": ("园区", "开发区", "管理委员会"), "部门": ("厅", "局", "委员会"),
    "单位": ("厅", "局", "委员会", "公司"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A word that only who types it can explain (我局), and names that may be meant, each with the query that has it in
    the place of the word."""

    typed: str
    is_place: bool
    choices: Sequence[tuple[str, str]]


def asked_names(query: Query, agencies: Sequence[tuple[str, str, int]]) -> list[Asked]:
    """What is to be asked. `agencies` are those of the hits, the commonest first, as facets have them."""
    asked = []
    for part in dict.fromkeys(part for part in named_parts(query) if part.asks):
        is_place = part.asks in LEVELS
        names = places_of_level(part.asks) if is_place else bodies_ending(ENDINGS[part.asks], agencies)
        asked.append(Asked(part.text, is_place, [(name, with_words(query, part, name)) for name in names]))
    return asked


def places_of_level(word: str) -> list[str]:
    """The regions of a level that have documents, or agencies with a part in some; those whose names end so first."""
    held = Document.objects.published().order_by().values("region")
    with_agencies = agencies_seen().order_by().values("region")
    regions = Region.objects.filter(level=LEVELS[word])
    found = [*regions.filter(pk__in=held), *regions.filter(pk__in=with_agencies)]
    names = dict.fromkeys(region.name for region in found)
    return sorted(names, key=lambda name: not name.endswith(word))[:OFFERED]


def bodies_ending(endings: tuple[str, ...], agencies: Sequence[tuple[str, str, int]]) -> list[str]:
    """The commonest agencies of the hits whose names end so; where these are few, others that stand in documents."""
    names = dict.fromkeys(name for _, name, _ in agencies if name.endswith(endings))
    if len(names) < OFFERED:
        names |= dict.fromkeys(others(endings))
    return list(names)[:OFFERED]


def others(endings: tuple[str, ...]) -> Iterator[str]:
    """Agencies with a part whose names end so, in the order of the directory."""
    for ending in endings:
        yield from agencies_seen().filter(name__endswith=ending).values_list("name", flat=True)[:OFFERED]


def agencies_seen() -> QuerySet[Agency]:
    """The agencies that issue a document or stand in a duty."""
    entries = SearchEntry.objects.filter(kind=SearchEntry.Kind.AGENCY).order_by()
    return Agency.objects.filter(pk__in=entries.values("object_id"))
