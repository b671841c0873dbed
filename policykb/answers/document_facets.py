"""The conditions of the document list in; its filter panel and its groups, each value with how many documents it leaves
under the other conditions, out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyroaring import BitMap

from documents.models import Agency, DocumentKind, Validity
from documents.registry.region_tree import is_outermost, outermost, region_tree, within
from policykb.answers.document_conditions import ALL, DUTIES, GROUPS, LINKS, UNDATED, DocumentConditions
from tasks.filter_panel import Choice, Facet

SHOWN: Final = 10  # values a facet shows; those chosen are always shown


@dataclass(frozen=True, slots=True)
class Group:
    """A group of kinds, or all, with its number of documents under the other conditions."""

    value: str
    label: str
    count: int
    is_chosen: bool


def find_groups(conditions: DocumentConditions) -> list[Group]:
    """The groups that have documents, and all; none where there is but one."""
    documents, keys = conditions.sets.of("document"), conditions.keys("group", "kind")
    sets = {value: documents.any(f"j{kind}" for kind in kinds) for value, (_, kinds) in GROUPS.items()}
    found = [
        Group(value, GROUPS[value][0], keys.intersection_cardinality(some), value == conditions.group)
        for value, some in sets.items()
        if some
    ]
    return [*found, Group(ALL, "全部文件", len(keys), not conditions.group)] if len(found) > 1 else []


def issuer_names(keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """By key the addresses and names of agencies."""
    agencies = Agency.objects.filter(pk__in=list(keys)).values_list("pk", "slug", "name")
    return {str(pk): (slug, name) for pk, slug, name in agencies}


def year_names(years: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Years, and what has none, as the page calls them."""
    return {year: (year, "未载成文日期" if year == UNDATED else f"{year}年") for year in years}


def find_facets(conditions: DocumentConditions) -> list[Facet]:
    """The conditions of the panel, in their order on the page."""
    kinds = {value: str(label) for value, label in DocumentKind.choices if is_offered(conditions, value)}
    labels = {value: str(label) for value, label in Validity.choices}
    return [
        region_facet(conditions),
        year_facet(conditions),
        few(conditions, "kind", "种类", kinds, counts_of(conditions, "kind", "j")),
        issuer_facet(conditions),
        few(conditions, "validity", "时效", labels, count(conditions, "validity", conditions.by_validity)),
        few(conditions, "duties", "责任分工", DUTIES, count(conditions, "duties", conditions.by_duties)),
        few(conditions, "link", "官方原文", LINKS, counts_of(conditions, "link", "l")),
    ]


def counts_of(conditions: DocumentConditions, name: str, letter: str) -> dict[str, int]:
    """How many documents each value of a condition leaves under the others."""
    return conditions.sets.of("document").counts(letter, conditions.keys(name))


def count(conditions: DocumentConditions, name: str, sets: Mapping[str, BitMap]) -> dict[str, int]:
    """The same for values whose sets are given."""
    within = conditions.keys(name)
    return {value: within.intersection_cardinality(keys) for value, keys in sets.items()}


def is_offered(conditions: DocumentConditions, kind: str) -> bool:
    """Whether the list has such texts at all, or they are asked for."""
    in_group = not conditions.group or kind in GROUPS[conditions.group][1]
    is_there = bool(conditions.sets.of("document")[f"j{kind}"])
    return (in_group and is_there) or kind in conditions.given.get("kind", ())


def few(
    conditions: DocumentConditions, name: str, label: str, labels: Mapping[str, str], counts: Mapping[str, int]
) -> Facet:
    """A condition with all its values."""
    chosen = conditions.given.get(name, ())
    choices = (Choice(value, words, counts.get(value, 0), value in chosen) for value, words in labels.items())
    return Facet(name, label, tuple(choices))


def region_facet(conditions: DocumentConditions) -> Facet:
    """The provinces with most documents and the country; a chosen one with what lies within it."""
    counts = counts_of(conditions, "region", "g")
    chosen = {region.pk for region in conditions.given.get("region", ())}
    provinces = {code: number for code, number in counts.items() if is_outermost(code)}
    first = {*ranked(provinces)[:SHOWN], *map(outermost, chosen)}
    tree = region_tree({*first, *chosen, *within(counts, chosen)}, chosen, counts)
    choices = (Choice(code, name, counts.get(code, 0), code in chosen, depth=depth) for code, name, depth in tree)
    return Facet("region", "地区", tuple(choices), len(provinces.keys() - first))


def year_facet(conditions: DocumentConditions) -> Facet:
    """The latest years, then what has no date."""
    counts = counts_of(conditions, "year", "i")
    chosen = conditions.given.get("year", ())
    latest = sorted(filter(str.isdecimal, counts), reverse=True)[:SHOWN]
    keys = sorted({*latest, *filter(str.isdecimal, chosen)}, reverse=True)
    keys += [UNDATED] if UNDATED in counts or UNDATED in chosen else []
    choices = (Choice(key, words, counts.get(key, 0), key in chosen) for key, (_, words) in year_names(keys).items())
    return Facet("year", "成文年份", tuple(choices), len(counts.keys() - {*keys}))


def issuer_facet(conditions: DocumentConditions) -> Facet:
    """Those that issued most."""
    counts = counts_of(conditions, "issuer", "a")
    chosen = {str(agency.pk) for agency in conditions.given.get("issuer", ())}
    names = issuer_names({*ranked(counts)[:SHOWN], *chosen})
    keys = sorted(names, key=lambda key: (-counts.get(key, 0), int(key)))
    choices = (Choice(*names[key], counts.get(key, 0), key in chosen) for key in keys)
    return Facet("issuer", "发文机关", tuple(choices), len(counts.keys() - names.keys()))


def ranked(counts: Mapping[str, int]) -> list[str]:
    """The keys, those with the highest counts first."""
    return sorted(counts, key=lambda key: (-counts[key], int(key)))
