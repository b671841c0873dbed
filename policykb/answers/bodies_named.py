"""A query that names bodies in; the same query as the base can answer it, and which bodies it lacks, out.

Of the agencies that bear a name only those count that stand in a document. Where none does, a name that says no place
means those of the same line (生环厅). One that says where (云南省发改委) is then only a word, no demand unless a text
has it, and those elsewhere are offered.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from documents.models import Agency, SearchEntry
from documents.search.lookups import unknown
from documents.search.queries.body_names import Where
from documents.search.queries.lexicon import current_lexicon
from documents.search.queries.proper_names import tags_of_agencies
from documents.search.queries.query import Part, Query
from documents.search.queries.read_as import Reading
from policykb.answers.named_parts import named_parts, with_parts, with_words

MOST_LOOKED_AT = 2000  # agencies of one name and of its line
MOST_NEAR = 6


@dataclass(frozen=True, slots=True)
class AbsentAgency:
    """A body of which there is no task: its official name, and the agencies of its line elsewhere, each with the query
    that has it in the place of the name."""

    name: str
    near: Sequence[tuple[Agency, str]]
    is_sought: bool  # what mentions it is listed


def settle_bodies(query: Query) -> tuple[Query, list[AbsentAgency]]:
    """The query with each body that it names asked for by those on record that stand in a document."""
    named = list(dict.fromkeys(part for part in named_parts(query) if part.agencies or part.body))
    if not named:
        return query, []
    near = {part: near_of(part) for part in named}
    seen = with_a_part(id for part in named for id in (*part.agencies, *near[part]))
    asked_as, readings, absent = {}, [], []
    for part in named:
        here = [id for id in part.agencies if id in seen]
        alike = [id for id in near[part] if id in seen]
        if not here and alike and not says_where(part):
            here = alike
        if here:
            asked_as[part] = of_agencies(part, here)
            readings += read_as(part, here)
        else:
            absent.append((part, alike))
    nowhere = unknown([part.text for part, _ in absent]) if absent else set()
    for part, _ in absent:
        asked_as[part] = replace(part, tags=(), agencies=(), is_common=part.text in nowhere)
    settled = replace(with_parts(query, asked_as), readings=(*query.readings, *readings))
    is_alone = len(query.every_part) == 1
    return settled, [told_absent(query, part, alike, is_alone or part.text not in nowhere) for part, alike in absent]


def near_of(part: Part) -> tuple[int, ...]:
    """The agencies of the same line as those that a part names."""
    return part.body.near if part.body else current_lexicon().bodies.like(part.agencies)


def says_where(part: Part) -> bool:
    """Whether a name says of which place or level the body is."""
    return part.body.is_placed if part.body else not current_lexicon().bodies.lines(part.text)


def with_a_part(ids: Iterable[int]) -> set[int]:
    """Those of these agencies that issue a document or stand in a duty."""
    asked = list(dict.fromkeys(ids))[:MOST_LOOKED_AT]
    entries = SearchEntry.objects.filter(kind=SearchEntry.Kind.AGENCY, object_id__in=asked)
    return set(entries.values_list("object_id", flat=True)) if asked else set()


def of_agencies(part: Part, ids: Sequence[int]) -> Part:
    """The part for these agencies alone."""
    return replace(part, tags=tags_of_agencies(ids), agencies=tuple(ids))


def read_as(part: Part, ids: Sequence[int]) -> list[Reading]:
    """What is said of a name that is a former one or no agency's own: 环保局 is 生态环境厅."""
    is_former = part.body.is_former if part.body else is_former_name(part.text)
    if part.body is None and not is_former:
        return []
    names = [
        name_in_region(agency) for agency in Agency.objects.select_related("region").filter(pk__in=ids[:MOST_NEAR])
    ]
    told = "、".join(dict.fromkeys(names))
    if part.text in told:
        return []
    return [Reading(part.text, told, "former agency" if is_former else "agency")]


def is_former_name(name: str) -> bool:
    """Whether a name is known as one that no line of government has today."""
    return all((lines := current_lexicon().bodies.lines(name)).values()) and bool(lines)


def name_in_region(agency: Agency) -> str:
    """The name without that of the region: 生态环境厅."""
    return agency.name.removeprefix(agency.region.name) if agency.region else agency.name


def told_absent(query: Query, part: Part, alike: Sequence[int], is_sought: bool) -> AbsentAgency:
    """What is said of a name that no agency with a part bears."""
    near = Agency.objects.in_bulk(alike[:MOST_NEAR])
    name = part.body.official if part.body else official_of(part)
    offered = [(near[id], with_words(query, part, near[id].name)) for id in alike[:MOST_NEAR] if id in near]
    return AbsentAgency(name, offered, is_sought)


def official_of(part: Part) -> str:
    """The official name of a name on record: that of the one agency that bears it, else that of its line."""
    names = list(Agency.objects.filter(pk__in=part.agencies[:2]).values_list("name", flat=True))
    meant = current_lexicon().bodies.meant(part.text, Where()) if len(names) != 1 else None
    return meant[1].official if meant else names[0] if len(names) == 1 else part.text
