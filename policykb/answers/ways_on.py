"""A query that no entry answers whole in; what helps its reader on out: its words one by one, the nearest query that is
answered, the conditions to drop, words near those that stand nowhere, documents of the region asked for.

Every way is a search or a page that exists, with its true count. All of it costs two questions to the index and a few
to the tables, however long the query is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from documents.models import Document
from documents.search.counting import Filters, narrowed
from documents.search.expressions import Node
from documents.search.lookups import how_many
from documents.search.queries.lexicon import current_lexicon
from documents.search.queries.near_names import near_names
from documents.search.queries.parsing import parse_query
from documents.search.queries.query import Lexicon, Part, Query, QueryTerm
from documents.search.retrieval import COMMON
from documents.search.words.segmenter import segmenter
from policykb.answers.bodies_named import settle_bodies
from policykb.answers.named_parts import named_parts, with_parts
from policykb.answers.regions_named import regions_held, settle_regions

MOST_PARTS: Final = 12  # of a query that are told one by one
MOST_NAMES: Final = 2  # regions and bodies among them: what a name means is looked up
MOST_NEAR: Final = 5
NEAR_LOOKED_AT: Final = 10
DOCUMENTS: Final = 3


@dataclass(frozen=True, slots=True)
class Way:
    """Words that can be searched instead, and how many entries hold them all."""

    words: str
    count: int

    @property
    def told(self) -> str:
        """The count in words; beyond COMMON it is not counted."""
        return f"{self.count} 项" if self.count < COMMON else f"{COMMON} 项以上"


@dataclass(frozen=True, slots=True)
class WaysOn:
    """`parts` are the words of the query that occur, `missing` those that stand nowhere, `near` names like these.
    `lifted` tells how many entries have all words without one condition, by its facet, "" without any. `documents` are
    the newest, of the region asked for where `is_of_region`."""

    parts: Sequence[Way] = ()
    missing: Sequence[str] = ()
    nearest: Way | None = None
    lifted: Mapping[str, Way] = field(default_factory=dict)
    near: Sequence[Way] = ()
    documents: Sequence[Document] = ()
    is_of_region: bool = False

    @property
    def apart(self) -> bool:
        """Whether the words say more one by one than together."""
        return len(self.parts) + len(self.missing) > 1


@dataclass(frozen=True, slots=True)
class AsSearched:
    """Reads words as the search page does if they are typed; `names` is the whole dictionary, `held` are the regions
    with documents."""

    names: Lexicon
    lexicon: Lexicon
    held: set[str]
    plain: bool
    asked_as: dict[frozenset[Part], dict[Part, Part]] = field(default_factory=dict)  # names together → each as asked

    @classmethod
    def now(cls, *, plain: bool) -> "AsSearched":
        """With the dictionary and the regions of the base."""
        names = current_lexicon()
        return cls(names, replace(names, meanings={}) if plain else names, regions_held(), plain)

    def node(self, words: str) -> Node:
        """What has all of these words."""
        query = parse_query(words, self.lexicon, segmenter(), plain=self.plain)
        return (query if self.plain else self.settled(query)).words_step()

    def settled(self, query: Query) -> Query:
        """The query with its regions and bodies as they are asked for; the same ones are looked up once."""
        named = frozenset(part for part in named_parts(query) if is_name(part))
        if named and named not in self.asked_as:
            asked, _ = settle_regions(settle_bodies(query)[0], self.held)
            pairs = zip(named_parts(query), named_parts(asked), strict=True)
            self.asked_as[named] = {part: instead for part, instead in pairs if part in named}
        return with_parts(query, self.asked_as.get(named, {}))

    def node_of(self, part: Part) -> Node:
        """What is found if the part is searched alone, which may be read otherwise than beside other words."""
        is_read = part.reading or part.choices or any(tag[0] == "d" for tag in part.tags)
        return part.node if is_read else self.node(part.text)


def ways_on(query: Query, filters: Filters, typed: str, *, plain: bool = False) -> WaysOn:
    """What helps on where nothing under these filters (facet → tags) has all words of the query, which was typed so;
    `plain` as for `search`."""
    reader = AsSearched.now(plain=plain)
    parts = told_parts(query)
    pieces = [part for part in query.loose_parts if part not in parts][:MOST_PARTS]
    conditions = [*filters, *([""] if len(filters) > 1 else [])]
    wider = [narrowed(query.words_step(), filters if name else {}, but=name) for name in conditions]
    counts = how_many([*wider, *(reader.node_of(part) for part in (*parts, *pieces))], COMMON)
    lifted = {name: Way(str(query), count) for name, count in zip(conditions, counts, strict=False) if count}
    held = dict(zip((*parts, *pieces), counts[len(wider) :], strict=True))
    missing = [part for part in parts if not held[part]]
    nearest, near = look_nearer(query, held, missing, reader)
    documents, is_of_region = documents_beside(query, filters)
    return WaysOn(
        parts=[Way(as_typed(part.text, typed), held[part]) for part in that_occur(parts, held)],
        missing=[as_typed(part.text, typed) for part in missing],
        nearest=nearest,
        lifted=lifted,
        near=near,
        documents=documents,
        is_of_region=is_of_region,
    )


def is_name(part: Part) -> bool:
    """Whether it names a region or a body."""
    return bool(part.region or part.agencies or part.body)


def told_parts(query: Query) -> list[Part]:
    """The parts of the query that are told one by one."""
    names = [part for part in query.parts if is_name(part)]
    return [part for part in query.parts if part not in names[MOST_NAMES:]][:MOST_PARTS]


def as_typed(words: str, typed: str) -> str:
    """Folded words with the letters as they were typed, where they were typed so: CBAM."""
    place = typed.lower().find(words)
    return typed[place : place + len(words)] if place >= 0 else words


def that_occur(parts: Iterable[Part], held: Mapping[Part, int]) -> Iterator[Part]:
    """The parts that stand somewhere; for one that does not, its pieces that do."""
    for part in parts:
        yield from (each for each in ([part] if held[part] else part.pieces) if held.get(each))


def look_nearer(
    query: Query, held: Mapping[Part, int], missing: Sequence[Part], reader: AsSearched
) -> tuple[Way | None, list[Way]]:
    """The nearest query of several words that is answered, and the names near the missing parts."""
    nearer = [str(each) for each in nearer_queries(query, held, missing)]
    looked_at = [near_names(part.text, reader.names, NEAR_LOOKED_AT) for part in missing if not part.tags]
    names = list(dict.fromkeys(name for found in looked_at for name in found))[:NEAR_LOOKED_AT]
    counts = how_many([reader.node(words) for words in (*nearer, *names)], COMMON)
    answered = (Way(words, count) for words, count in zip(nearer, counts, strict=False) if count)
    near = [Way(name, count) for name, count in zip(names, counts[len(nearer) :], strict=True) if count]
    return next(answered, None), near[:MOST_NEAR]


def nearer_queries(query: Query, held: Mapping[Part, int], missing: Sequence[Part]) -> Iterator[Query]:
    """The query without what stands nowhere, then without one word more, the rarest first; at least two parts are
    left, and who and where."""
    left = [part for part in query.parts if part not in missing]
    if missing and len(left) > 1:
        yield without(query, missing)
    if len(left) > 2:
        words = (part for part in left if part in held and not is_name(part))
        rarest = sorted(words, key=lambda part: held[part])
        yield from (without(query, [*missing, part]) for part in rarest)


def without(query: Query, dropped: Sequence[Part]) -> Query:
    """The query without these parts; a term that loses one falls into the others."""
    terms: list[QueryTerm] = []
    for term in query.terms:
        if any(part in dropped for part in term.parts):
            left = [part for part in term.parts if part in query.parts and part not in dropped]
            terms += [QueryTerm(part.text, (part,)) for part in left]
        else:
            terms.append(term)
    return replace(query, terms=tuple(terms), readings=())


def documents_beside(query: Query, filters: Filters) -> tuple[list[Document], bool]:
    """The newest documents of the regions asked for, else the newest of all; and whether they are of the regions."""
    codes = {part.region for part in query.parts if part.region}
    codes |= {tag[1:] for tag in filters.get("region", ())}
    newest = Document.objects.published().select_related("region").order_by("-ingested_at", "-pk")
    found = list(newest.filter(region__code__in=codes)[:DOCUMENTS]) if codes else []
    return (found, True) if found else (list(newest[:DOCUMENTS]), False)
