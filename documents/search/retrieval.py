"""A Query and filters → what the index holds of them: how many, in which order, with which facets.

The ladder: entries where every term stands as typed, then those with all words, then, only where these are too few,
those with any. The database finds the best candidates of each step; ranking reads them and puts them in order.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models.expressions import RawSQL
from django.db.models.functions import Left

from documents.models import SearchEntry
from documents.search.engines import CHOSEN_FROM, COUNTED, FIELDS, engine
from documents.search.expressions import Node, all_of, any_of, tag
from documents.search.queries.query import Part, Query
from documents.search.ranking import ENOUGH, Candidate, candidate, rank, rarity
from documents.search.size import number_of_entries

CANDIDATES = 50  # of each step are read for ranking; beyond, the database's own order holds
READ_AT_MOST = 90
COMMON = 5000  # a frequency beyond which a word is simply common
MOST = 100_000  # hits beyond these are not counted
FEW = 3  # fewer hits than this with all words, and any word will do
PAGE = 10  # fewer than this, and those with most words follow
READ = 6000  # characters of a body that ranking reads


class Step(StrEnum):
    """The loosest step whose hits are counted."""

    WORDS = "words"
    ANY = "any"


Filters = Mapping[str, Sequence[str]]  # facet → tags, of which one must hold; facets all must


@dataclass(frozen=True, slots=True)
class Found:
    """What a query finds. `total` and `complete` are counted up to MOST, `tags` and `kinds` up to less, which
    `is_capped` tells. The best `listed` can be listed."""

    total: int
    complete: int  # of these, how many have all words; the others are listed after them
    listed: int
    step: Step
    hits: list[tuple[int, float]]  # (entry, score), of one page
    tags: dict[str, Counter[str]]  # facet → tag → number; "" for facets that no filter narrows
    kinds: dict[str, int]  # whichever kinds are asked for
    is_capped: bool


@dataclass(frozen=True, slots=True)
class Sight:
    """What one step finds under the filters: its node, how many, their tags, the best."""

    node: Node
    total: int
    tags: str
    best: Sequence[int]


def retrieve(query: Query, filters: Filters, *, order: str = "relevance", limit: int = 20, offset: int = 0) -> Found:
    """One page of what matches, with counts."""
    with engine().session():
        return retrieve_page(query, filters, order, limit, offset)


def retrieve_page(query: Query, filters: Filters, order: str, limit: int, offset: int) -> Found:
    """What `retrieve` gives, within a session."""
    wanted = max(limit + offset, PAGE)  # so that the number of hits is the same on every page
    depth = max(CANDIDATES, wanted)
    rarities = measure(query.parts)
    words = look(query.words_step(), filters, rarities, depth)
    loose = None
    if words.total < PAGE and query.can_be_loosened:
        rarities = measure([*query.parts, *query.loose_parts])
        loose = look(query.any_step(), filters, rarities, depth, some_may_lack=True)
    step = Step.ANY if loose and words.total < FEW else Step.WORDS
    sight = loose if loose and step == Step.ANY else words
    total = sight.total
    if order == "date":
        hits = [(id, 0.0) for id in engine().ordered(narrowed(sight.node, filters), limit, offset)]
    else:
        found = [*words.best, *(loose.best if loose else ())]
        phrase = query.phrase_step()
        if words.total > depth and phrase != words.node:  # else they are all there
            found = [*engine().ranked(narrowed(phrase, filters), weighed(rarities), depth), *found]
        hits = ranked_hits(query, rarities, found, step)[:wanted]
        total = max(total, min(len(hits), PAGE)) if step == Step.WORDS else total
        hits = hits[:total][offset : offset + limit]
    listed = total if order == "date" else min(total, CHOSEN_FROM)
    tags, is_capped = count_tags(sight, filters)
    return Found(
        total, words.total, listed, step, hits, tags, count_kinds(sight, filters), is_capped or sight.total >= MOST
    )


def narrowing(filters: Filters, but: str = "") -> list[Node]:
    """What the filters ask of an entry, all but one facet's."""
    return [any_of(map(tag, tags)) for facet, tags in filters.items() if tags and facet != but]


def narrowed(node: Node, filters: Filters, but: str = "") -> Node:
    """The node under the filters, all but one facet's."""
    return all_of([node, *narrowing(filters, but)])


def look(
    node: Node, filters: Filters, rarities: Mapping[Part, float], depth: int, *, some_may_lack: bool = False
) -> Sight:
    """What a step finds, with its best `depth`."""
    asked = narrowed(node, filters)
    survey = engine().survey(asked, weighed(rarities), depth, some_may_lack=some_may_lack)
    total = survey.number if survey.number < CHOSEN_FROM else engine().frequencies([asked], MOST)[0]
    return Sight(node, total, survey.tags, survey.best)


def weighed(rarities: Mapping[Part, float]) -> list[tuple[Node, float]]:
    """The parts as an engine ranks by them."""
    return [(part.node, value) for part, value in rarities.items()]


def measure(parts: Iterable[Part]) -> dict[Part, float]:
    """How rare each of these parts is."""
    parts = list(dict.fromkeys(parts))
    if len(parts) < 2:
        return dict.fromkeys(parts, 1.0)
    entries = number_of_entries()
    frequencies = engine().frequencies([part.node for part in parts], COMMON)
    return {part: rarity(number, entries) for part, number in zip(parts, frequencies, strict=True)}


def ranked_hits(
    query: Query, rarities: Mapping[Part, float], found: Iterable[int], step: Step
) -> list[tuple[int, float]]:
    """Each entry once, the best first; where all words give less than a page, those that have most of them follow."""
    found = list(dict.fromkeys(found))
    best = rank(query, rarities, load_candidates(found[:READ_AT_MOST]))
    if step == Step.WORDS:
        best = [each for each in best if each.coverage >= ENOUGH]
    return [*((each.id, each.score) for each in best), *((id, 0.0) for id in found[READ_AT_MOST:])]


def load_candidates(ids: Sequence[int]) -> list[Candidate]:
    """The entries' words, for ranking."""
    rows = SearchEntry.objects.filter(pk__in=ids).values_list("pk", "kind", "tags", *FIELDS[:-1], Left("body", READ))
    return [candidate(id, kind, tags, dict(zip(FIELDS, texts, strict=True))) for id, kind, tags, *texts in rows]


def count_tags(sight: Sight, filters: Filters) -> tuple[dict[str, Counter[str]], bool]:
    """How many hits carry each tag; for a facet that is filtered by, as if it were not."""
    counted = {"": Counter(sight.tags.split())}
    most = sight.total
    for facet in (name for name, tags in filters.items() if tags and name != "kind"):
        number, tags = engine().tags(narrowed(sight.node, filters, but=facet))
        counted[facet] = Counter(tags.split())
        most = max(most, number)
    return counted, most >= COUNTED


def count_kinds(sight: Sight, filters: Filters) -> dict[str, int]:
    """How many hits there are of each kind; of very many only that they are."""
    chosen = filters.get("kind", ())
    known = {chosen[0]: sight.total} if len(chosen) == 1 else {}
    others = [each for each in (f"k{kind}" for kind in SearchEntry.Kind.values) if each not in known]
    node = narrowed(sight.node, filters, but="kind")
    numbers = engine().frequencies([all_of([node, tag(each)]) for each in others], COMMON)
    counted = known | dict(zip(others, numbers, strict=True))
    return {kind: counted[f"k{kind}"] for kind in SearchEntry.Kind.values}


def matching(query: Query, kind: str) -> RawSQL:
    """The ids of the records of this kind that have all words, to stand in a query over the records."""
    hits, parameters = engine().subquery(all_of([query.words_step(), tag(f"k{kind}")]))
    table = SearchEntry._meta.db_table
    statement = engine().once(f"SELECT object_id FROM {table} WHERE kind = %s AND id IN ({hits})")
    return RawSQL(statement, [kind, *parameters])
