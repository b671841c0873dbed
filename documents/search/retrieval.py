"""A Query and filters → what the index holds of them: how many, in which order, with which facets.

What has all words is what is found. Where nothing has, what has some is; where little has, a few of these stand beside
it, uncounted. The database finds the best candidates; ranking reads them and puts them in order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models.functions import Left
from pyroaring import BitMap

from documents.models import SearchEntry
from documents.search.counting import MOST, Counts, Filters, count, counted_many, narrowed
from documents.search.engines import CHOSEN_FROM, FIELDS, ROUGH, engine
from documents.search.expressions import Node
from documents.search.meaning.last_step import NOTHING_MEANT, Meant, ask_meaning, blended
from documents.search.queries.query import Part, Query
from documents.search.ranking import ENOUGH, Candidate, candidate, rank, rarity
from documents.search.size import asked_once, number_of_entries
from documents.search.tally import Tally

CANDIDATES = 50  # of what is found are read for ranking; beyond, the database's own order holds
LACKING = 100  # so many where words may be lacking: what an engine ranks by tells less of such entries
PHRASES = 40  # and so many of those that hold the words as typed
COMMON = 5000  # a frequency beyond which a word is simply common
FEW = 10  # fewer hits than this with all words, and some with most words stand beside them
BESIDE = 10  # so many at most
READ = 6000  # characters of a body that ranking reads

Groups = Mapping[str, Sequence[str]]  # name → tags, of which one must be held
Scored = Sequence[tuple[int, float]]  # entry and score, the best first


@dataclass(frozen=True, slots=True)
class Found:
    """What a query finds: one page, `hits`, of `total` entries, counted up to MOST, of which the best `listed` can be
    listed. All of them have all words or, where nothing has under whatever filters (`is_partial`), some. `counts`
    speak of exactly these, unless there are more than can be counted (`is_approximate`). `beside`, on the last page of
    few that have all words: some that lack a word. `meant`, where nothing has all: what is nearest in meaning."""

    total: int
    listed: int
    is_partial: bool
    is_approximate: bool
    hits: Scored
    counts: Counts
    rarities: Mapping[Part, float]  # of what was asked for
    beside: Scored = ()
    meant: Meant = NOTHING_MEANT

    @property
    def complete(self) -> int:
        """How many have all words."""
        return 0 if self.is_partial else self.total

    @property
    def entries(self) -> list[int]:
        """The keys of all entries that a page shows."""
        return [*(entry for entry, _ in (*self.hits, *self.beside)), *(near.entry for near in self.meant.apart)]


@dataclass(frozen=True, slots=True)
class Sight:
    """What a condition finds under the filters: how many, counted up to one more than MOST, the tags of all these, the
    best, of which `to_read` are read for ranking."""

    node: Node
    total: int
    tally: Tally
    best: Sequence[int]
    to_read: int


def retrieve(
    query: Query,
    filters: Filters,
    *,
    order: str = "relevance",
    limit: int = 20,
    offset: int = 0,
    groups: Groups | None = None,
    by_meaning: bool = False,
) -> Found:
    """One page of what matches, with counts; also of groups of tags. `by_meaning`: where nothing has all words, what is
    near in meaning may help."""
    with engine().session(), asked_once():
        return retrieve_page(query, filters, order, limit, offset, groups or {}, by_meaning)


def retrieve_page(
    query: Query, filters: Filters, order: str, limit: int, offset: int, groups: Groups, by_meaning: bool
) -> Found:
    """What `retrieve` gives, within a session."""
    rarities = measure(query.parts)
    sight = look(query.words_step(), filters, rarities, limit + offset)
    is_wanting = not sight.total and not exists(query.words_step())
    is_partial = is_wanting and query.can_be_loosened
    if sight.total < FEW and query.can_be_loosened:
        rarities = measure([*query.parts, *query.loose_parts])
    beside: Scored = ()
    if is_partial:
        sight = look(query.any_step(), filters, rarities, limit + offset, some_may_lack=True)
    elif sight.total < FEW and offset <= sight.total <= offset + limit and query.can_be_loosened:
        beside = beside_these(query, filters, rarities, sight.best)
    is_by_meaning = by_meaning and is_wanting and order != "date"
    meant = ask_meaning(query, filters, is_first=not offset) if is_by_meaning else NOTHING_MEANT
    total = min(sight.total, MOST)
    return Found(
        total=total,
        listed=total if order == "date" else min(total, CHOSEN_FROM),
        is_partial=is_partial,
        is_approximate=sight.total > MOST,
        hits=hits_of(query, filters, rarities, sight, meant, order, limit, offset),
        counts=count(sight.node, filters, sight.tally, groups),
        rarities=rarities,
        beside=beside,
        meant=meant,
    )


def hits_of(
    query: Query,
    filters: Filters,
    rarities: Mapping[Part, float],
    sight: Sight,
    meant: Meant,
    order: str,
    limit: int,
    offset: int,
) -> Scored:
    """One page of what was found."""
    if order == "date":
        return [(id, 0.0) for id in engine().ordered(narrowed(sight.node, filters), limit, offset)]
    return in_order(query, filters, rarities, sight, meant)[: min(sight.total, MOST)][offset : offset + limit]


def exists(node: Node) -> bool:
    """Whether anything matches."""
    return any(engine().frequencies([node], 1))


def look(
    node: Node, filters: Filters, rarities: Mapping[Part, float], limit: int, *, some_may_lack: bool = False
) -> Sight:
    """What a condition finds, with its best `limit` and with all that are to be read."""
    asked, to_read = narrowed(node, filters), LACKING if some_may_lack else CANDIDATES
    survey = engine().survey(asked, weighed(rarities), max(limit, to_read), some_may_lack=some_may_lack)
    total, tally = (survey.number, survey.tally) if survey.tally is not None else counted_many(asked)
    return Sight(node, total, tally, survey.best, ROUGH if survey.is_rough else to_read)


def beside_these(query: Query, filters: Filters, rarities: Mapping[Part, float], full: Sequence[int]) -> Scored:
    """The best entries that have most of the query, but are not among those that have all."""
    asked = narrowed(query.any_step(), filters)
    found = engine().ranked(asked, weighed(rarities), LACKING, some_may_lack=True)
    best = rank(query, rarities, load_candidates([id for id in found if id not in full]))
    return [(each.id, each.score) for each in best if each.coverage >= ENOUGH][:BESIDE]


def in_order(query: Query, filters: Filters, rarities: Mapping[Part, float], sight: Sight, meant: Meant) -> Scored:
    """What is found, the best first: those most promising are read, and the same ones for every page."""
    head = list(sight.best[: sight.to_read])
    phrase = query.phrase_step()
    if sight.total > sight.to_read and phrase != sight.node:  # else they are all there
        head = [*engine().ranked(narrowed(phrase, filters), [(phrase, 1.0)], PHRASES, by_title=True), *head]
    best = rank(query, rarities, load_candidates(list(dict.fromkeys(head))))
    scores = {each.id: each.score for each in best}
    first = blended(scores, meant.ordered) if meant.ordered else list(scores)
    return [(id, scores.get(id, 0.0)) for id in dict.fromkeys((*first, *sight.best))]


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


def load_candidates(ids: Sequence[int]) -> list[Candidate]:
    """The entries' words, for ranking."""
    rows = SearchEntry.objects.filter(pk__in=ids).values_list("pk", "kind", "tags", *FIELDS[:-1], Left("body", READ))
    return [candidate(id, kind, tags, dict(zip(FIELDS, texts, strict=True))) for id, kind, tags, *texts in rows]


def matching_keys(query: Query, kind: str) -> BitMap:
    """The keys of the records of this kind that have all words."""
    return engine().keys(query.words_step(), kind)
