"""Filters from an address in, tags of the index out; counts by tag in, facets with names out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from documents.models import Agency, Document, SearchEntry, Term
from documents.registry.region_tree import is_outermost, outermost, region_tree, within
from documents.search.counting import Counts
from documents.search.tally import Tally
from tasks.models import Responsibility

Facets = Mapping[str, Sequence[tuple[str, str, int]]]  # name → (value in the address, words on the page, number)
MOST = 30  # values of one facet
LETTERS = {"region": "g", "document": "d", "agency": "a", "year": "y", "topic": "t"}  # facets that may have many
NAMED_BY: Mapping[Any, Sequence[str]] = {Agency: ["name"], Document: ["document_number", "title"], Term: ["name"]}


def tags_of(
    filters: Mapping[str, Sequence[str]], kinds: Collection[str] | None, named: Sequence[int] = ()
) -> dict[str, list[str]]:
    """The tags that the filters ask for, by facet. A value that does not exist becomes a tag that no entry has. Roles
    are those of the agencies filtered by, else of those `named` in the query, else of any."""
    agencies = pks_of(Agency, filters.get("agency", ()))
    roles = [role for role in filters.get("role", ()) if role in Responsibility.Role.values]
    bearers = agencies or named
    tags = {
        "document": [f"d{pk}" for pk in pks_of(Document, filters.get("document", ()))],
        "agency": [f"a{pk}" for pk in agencies],
        "role": [tag for role in roles for tag in tags_of_role(role, bearers)],
        "region": [f"g{code}" for code in filters.get("region", ()) if code.isalnum()],
        "year": [f"y{year}" for year in filters.get("year", ()) if year.isalnum()],
        "topic": [f"t{pk}" for pk in pks_of(Term, filters.get("topic", ()))],
        "kind": [f"k{kind}" for kind in kinds or () if kind in SearchEntry.Kind.values],
    }
    given = {**filters, "kind": kinds or ()}
    return {name: found or ["nothing"] for name, found in tags.items() if given.get(name)}


def tags_of_role(role: str, bearers: Sequence[int]) -> list[str]:
    """What an entry carries in which one of these agencies has the role; any agency, where none is given."""
    return [f"a{pk}.{role}" for pk in bearers] or [f"o{role}"]


def role_groups(filters: Mapping[str, Sequence[str]], named: Sequence[int]) -> dict[str, list[str]]:
    """What is counted for each role of the agencies that `tags_of` would filter by, if any."""
    bearers = pks_of(Agency, filters.get("agency", ())) or named
    return {role: tags_of_role(role, bearers) for role in Responsibility.Role.values} if bearers else {}


def pks_of(model: Any, slugs: Sequence[str]) -> list[int]:
    """The primary keys of the records with these slugs."""
    return list(model.objects.filter(slug__in=slugs).values_list("pk", flat=True)) if slugs else []


def facets_of(counts: Counts, filters: Mapping[str, Sequence[str]]) -> Facets:
    """The facets of the hits, the commonest value first. A value that is filtered by is included even without hits."""

    return {
        "document": records(numbers_of(counts, "document"), Document, filters.get("document", ())),
        "region": regions(numbers_of(counts, "region"), filters.get("region", ())),
        "agency": records(numbers_of(counts, "agency"), Agency, filters.get("agency", ())),
        "role": roles(tally_for(counts, "role"), counts.groups),
        "year": years(numbers_of(counts, "year"), filters.get("year", ())),
        "topic": records(numbers_of(counts, "topic"), Term, filters.get("topic", ())),
    }


def tally_for(counts: Counts, name: str) -> Tally:
    """What was counted for one facet."""
    return counts.tags.get(name, counts.tags[""])


def numbers_of(counts: Counts, name: str) -> Mapping[str, int]:
    """How many hits each value of one of LETTERS leaves, by its key."""
    return tally_for(counts, name).of(LETTERS[name])


def records(numbers: Mapping[str, int], model: Any, chosen: Sequence[str]) -> list[tuple[str, str, int]]:
    """A facet whose values are records with slugs."""
    common = sorted(numbers, key=lambda pk: (-numbers[pk], int(pk)))[:MOST]
    named = model.objects.only("slug", *NAMED_BY[model])
    found = list(named.filter(pk__in=common)) if common else []
    missing = set(chosen) - {record.slug for record in found}
    found += named.filter(slug__in=missing) if missing else []
    return ranked((record.slug, label(record), numbers.get(str(record.pk), 0)) for record in found)


def label(record: Any) -> str:
    """What a facet calls a record; a document is called by its number."""
    return str(record.name)


def regions(numbers: Mapping[str, int], chosen: Sequence[str]) -> list[tuple[str, str, int]]:
    """The facet of regions, by code: the provinces, and what lies in a chosen one behind it."""
    shown = {*filter(is_outermost, numbers), *map(outermost, chosen), *chosen, *within(numbers, chosen)}
    tree = region_tree(shown, chosen, numbers) if shown else ()
    return [(code, name, numbers.get(code, 0)) for code, name, _ in tree]


def roles(tally: Tally, groups: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """The facet of roles: of the agencies that were asked about, else of all."""
    numbers = groups or {role: tally[f"o{role}"] for role in Responsibility.Role.values}
    return [(role.value, str(role.label), numbers[role.value]) for role in Responsibility.Role]


def years(counted: Mapping[str, int], chosen: Sequence[str]) -> list[tuple[str, str, int]]:
    """The facet of years of deadlines, the earliest first."""
    numbers = dict.fromkeys((year for year in chosen if year.isdigit()), 0) | dict(counted)
    return [(year, f"{year}年", numbers[year]) for year in sorted(numbers)]


def ranked(values: Iterable[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """The values, the commonest first, then by name."""
    return sorted(values, key=lambda value: (-value[2], value[1]))
