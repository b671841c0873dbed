"""A Query and filters → what the index holds of them: how many, in which order, with which facets.

The ladder: entries where every term stands as typed, then those with all words, then, only where these are too few,
those with any. The database finds the best candidates of each step; ranking reads them and puts them in order.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Max
from django.db.models.expressions import RawSQL
from django.db.models.functions import Left

from documents.models import SearchEntry
from documents.search.engines import FIELDS, engine
from documents.search.expressions import Node, all_of, any_of, tag
from documents.search.query import Part, Query
from documents.search.ranking import ENOUGH, Candidate, candidate, rank, rarity

CANDIDATES = 50  # of each step are read for ranking; beyond, the database's own order holds
COUNTED = 2000  # entries whose facets are counted
READ_AT_MOST = 90
COMMON = 5000  # a frequency beyond which a word is simply common
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
    """What a query finds. The counts of `facets` are by tag, and exact unless `is_capped`."""

    total: int
    complete: int  # of these, how many have all words; the others are listed after them
    step: Step
    hits: list[tuple[int, float]]  # (entry, score), of one page
    tags: dict[str, Counter[str]]  # facet → tag → number; "" for facets that no filter narrows
    kinds: dict[str, int]  # whichever kinds are asked for
    is_capped: bool


def retrieve(query: Query, filters: Filters, *, order: str = "relevance", limit: int = 20, offset: int = 0) -> Found:
    """One page of what matches, with counts."""
    with engine().session():
        return retrieve_page(query, filters, order, limit, offset)


def retrieve_page(query: Query, filters: Filters, order: str, limit: int, offset: int) -> Found:
    """What `retrieve` gives, within a session."""
    index = engine()
    narrow = all_of(narrowing(filters))
    node = query.words_step()
    total = complete = index.count(all_of([node, narrow]))
    step = Step.WORDS if total >= FEW or len(query.loose_parts) < 2 else Step.ANY
    if step == Step.ANY:
        node = query.any_step()
        total = index.count(all_of([node, narrow]))
    if order == "date":
        listed, hits = total, [(id, 0.0) for id in index.ordered(all_of([node, narrow]), limit, offset)]
    else:
        hits = ranked_hits(query, narrow, step, total, limit + offset)
        listed = max(total, min(len(hits), PAGE)) if step == Step.WORDS else total
        hits = hits[:listed][offset : offset + limit]
    tags, is_capped = count_tags(node, filters)
    return Found(listed, complete, step, hits, tags, count_kinds(node, filters), is_capped)


def narrowing(filters: Filters, but: str = "") -> list[Node]:
    """What the filters ask of an entry, all but one facet's."""
    return [any_of(map(tag, tags)) for facet, tags in filters.items() if tags and facet != but]


def ranked_hits(query: Query, narrow: Node, step: Step, total: int, wanted: int) -> list[tuple[int, float]]:
    """The best `wanted` hits of the steps down to `step`, each entry once; where all words give less than a page,
    those that have most of them follow."""
    index = engine()
    is_short = total < PAGE and len(query.loose_parts) > 1
    rarities = measure(query, step == Step.ANY or is_short)
    parts = [(part.node, rarities[part]) for part in query.parts]
    steps = [query.phrase_step(), query.words_step()]
    if step == Step.ANY or is_short:
        steps.append(query.any_step())
        parts += [(part.node, value) for part, value in rarities.items() if part not in query.parts]
    found: dict[int, None] = {}
    wanted = max(wanted, PAGE)  # so that the number of hits is the same on every page
    depth = max(CANDIDATES, wanted)
    for node in dict.fromkeys(steps):
        is_complete = node == query.words_step() and total <= depth
        node = all_of([node, narrow])
        found |= dict.fromkeys(index.some(node, depth) if is_complete else index.ranked(node, parts, depth))
    best = rank(query, rarities, read(list(found)[:READ_AT_MOST]))
    if step == Step.WORDS:
        best = [each for each in best if each.coverage >= ENOUGH]
    rest = [(id, 0.0) for id in list(found)[READ_AT_MOST:]]
    return [*((each.id, each.score) for each in best), *rest][:wanted]


def measure(query: Query, is_loose: bool) -> dict[Part, float]:
    """How rare each part of the query is."""
    parts = list(dict.fromkeys([*query.parts, *query.loose_parts])) if is_loose else list(query.parts)
    if len(parts) < 2:
        return dict.fromkeys(parts, 1.0)
    entries = SearchEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    frequencies = engine().frequencies([part.node for part in parts], COMMON)
    return {part: rarity(number, entries) for part, number in zip(parts, frequencies, strict=True)}


def read(ids: Sequence[int]) -> list[Candidate]:
    """The entries' words, for ranking."""
    rows = SearchEntry.objects.filter(pk__in=ids).values_list("pk", "kind", "tags", *FIELDS[:-1], Left("body", READ))
    return [candidate(id, kind, tags, dict(zip(FIELDS, texts, strict=True))) for id, kind, tags, *texts in rows]


def count_tags(node: Node, filters: Filters) -> tuple[dict[str, Counter[str]], bool]:
    """How many hits carry each tag; for a facet that is filtered by, as if it were not."""
    counted: dict[str, Counter[str]] = {}
    is_capped = False
    for facet in ("", *(name for name, tags in filters.items() if tags and name != "kind")):
        number, tags = engine().tags(all_of([node, *narrowing(filters, but=facet)]), COUNTED)
        counted[facet] = Counter(tags.split())
        is_capped = is_capped or number >= COUNTED
    return counted, is_capped


def count_kinds(node: Node, filters: Filters) -> dict[str, int]:
    """How many hits there are of each kind; of very many only that they are."""
    kinds = SearchEntry.Kind.values
    narrow = narrowing(filters, but="kind")
    numbers = engine().frequencies([all_of([node, tag(f"k{kind}"), *narrow]) for kind in kinds], COMMON)
    return dict(zip(kinds, numbers, strict=True))


def matching(query: Query, kind: str) -> RawSQL:
    """The ids of the records of this kind that have all words, to stand in a query over the records."""
    hits, parameters = engine().subquery(all_of([query.words_step(), tag(f"k{kind}")]))
    table = SearchEntry._meta.db_table
    return RawSQL(f"SELECT object_id FROM {table} WHERE kind = %s AND id IN ({hits})", [kind, *parameters])
