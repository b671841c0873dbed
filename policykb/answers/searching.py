"""What a person typed → one page of hits, with facets and what was understood."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pyroaring import BitMap

from documents.models import Agency, Document, SearchEntry, Term
from documents.search.counting import Counts
from documents.search.lookups import unknown
from documents.search.queries.body_names import BodyNames
from documents.search.queries.lexicon import current_lexicon
from documents.search.queries.meanings import SYNONYM
from documents.search.queries.misspelled import Correction, corrected, is_worth_asking
from documents.search.queries.naming import known_documents, plain_numbers
from documents.search.queries.parsing import parse_query
from documents.search.queries.query import Lexicon, Query
from documents.search.queries.read_as import Reading
from documents.search.queries.syntax import cleaned
from documents.search.retrieval import Found, matching_keys, retrieve
from documents.search.tally import Tally
from documents.search.words.segmenter import segmenter
from documents.tag_sets.current import current_sets
from policykb.answers.alike import make_alike_hits
from policykb.answers.bodies_named import AbsentAgency, settle_bodies
from policykb.answers.facets import Facets, facets_of, role_groups, tags_of
from policykb.answers.hits import Hit, entries_with_records, make_hits
from policykb.answers.own_names import Asked, asked_names
from policykb.answers.regions_named import AbsentRegion, settle_regions

NOTHING_COUNTED = Counts({"": Tally()}, {}, {})
BEFORE_ALIKE = 10  # hits that have some of the words stand before those that have none


@dataclass(frozen=True, slots=True)
class Understood:
    """The agencies, documents and topics that the query names; their pages are offered before the hits."""

    agencies: Sequence[Agency] = ()
    documents: Sequence[Document] = ()
    topics: Sequence[Term] = ()
    absent_regions: Sequence[AbsentRegion] = ()  # those of which there is no document
    absent_agencies: Sequence[AbsentAgency] = ()  # those of which there is no task
    asked: Sequence[Asked] = ()  # whose own body or place is to be asked

    @property
    def lacking(self) -> Sequence[AbsentAgency | AbsentRegion]:
        """What the base lacks of what the query names."""
        return [*self.absent_agencies, *self.absent_regions]

    @property
    def instead(self) -> str:
        """What is listed where something is lacking."""
        if any(each.is_sought for each in self.lacking):
            return "提到它的内容"
        return "不限机构的结果" if self.absent_agencies else "其他地区的结果"


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits.

    All `total` of them have all words or, where nothing has (`is_partial`), some of them; `kinds` and `facets` count
    exactly these. At most `listed` can be listed. `is_approximate`: there are more than can be counted. `beside`, on
    the last page of few: hits that lack a word, which nothing counts. `alike`, on the first page of hits none of which
    has all words: a few that have none, but mean nearly what is asked; nothing counts them. `is_by_meaning`: the hits
    are in the order of words and meaning.
    """

    total: int = 0
    listed: int = 0
    is_partial: bool = False
    is_approximate: bool = False
    hits: Sequence[Hit] = ()
    beside: Sequence[Hit] = ()
    alike: Sequence[Hit] = ()
    is_by_meaning: bool = False
    facets: Facets = field(default_factory=dict)
    counts: Counts = NOTHING_COUNTED  # of all values, of which the facets name the commonest
    kinds: Mapping[str, int] = field(default_factory=dict)
    understood: Understood = field(default_factory=Understood)
    read_as: str = ""  # the query that these are the hits of, where the one typed is misspelled and finds nothing
    others: Sequence[str] = ()  # queries that may have been meant instead, the likeliest first
    readings: Sequence[Reading] = ()  # what was typed and is read as something else
    plain: bool = False  # whether the words are searched as they stand
    query: Query = field(default_factory=Query)  # as it was read

    @property
    def complete(self) -> int:
        """How many have all words."""
        return 0 if self.is_partial else self.total

    @property
    def first(self) -> Sequence[Hit]:
        """The hits that stand before what is alike."""
        return self.hits[:BEFORE_ALIKE] if self.alike else self.hits

    @property
    def rest(self) -> Sequence[Hit]:
        """The hits that stand after it."""
        return self.hits[len(self.first) :]

    @property
    def shown(self) -> Sequence[Hit]:
        """All hits in the order of the page."""
        return (*self.first, *self.alike, *self.rest, *self.beside)

    @property
    def did_you_mean(self) -> str:
        """A query with which more may be found; "" where the one typed is read so already."""
        return self.others[0] if self.others and not self.read_as else ""


def search(
    text: str,
    *,
    kinds: Collection[str] | None = None,
    filters: Mapping[str, Sequence[str]] | None = None,
    order: str = "relevance",
    limit: int = 20,
    offset: int = 0,
    plain: bool = False,
    today: date | None = None,
) -> Results:
    """The hits for any text. `filters` narrow by document, agency and topic (slugs), region (code), role and year;
    `order` is "relevance" or "date". `plain`: the words as they stand, nothing read as something else. `today` tells
    which year 今年 is."""
    lexicon = current_lexicon()
    query = understand(text, lexicon, today=today, plain=plain)
    if not query.terms and not query.excluded:
        return Results(plain=plain)
    query, lacking = (query, {}) if plain else settled(query)
    found = find(query, filters or {}, kinds, order, limit, offset, plain)
    is_asked = not plain and is_worth_asking(query, found.complete)
    meant = corrected(query, lexicon, is_found=found.complete > 0) if is_asked else Correction()
    if not meant.text:
        return replace(results_of(query, found, filters or {}, lacking), others=meant.others, plain=plain)
    read, lacking = settled(understand(meant.text, lexicon, today=today))
    found = find(read, filters or {}, kinds, order, limit, offset)
    results = results_of(read, found, filters or {}, lacking)
    readings = tuple(dict.fromkeys((*query.readings, *meant.readings, *results.readings)))
    return replace(results, read_as=meant.text, others=meant.others, readings=readings)


def find(
    query: Query,
    filters: Mapping[str, Sequence[str]],
    kinds: Collection[str] | None,
    order: str,
    limit: int,
    offset: int,
    plain: bool = False,
) -> Found:
    """What the index holds of the query under the filters."""
    named = [id for part in query.leaves for id in part.agencies]
    narrow, groups = tags_of(filters, kinds, named), role_groups(filters, named)
    return retrieve(query, narrow, order=order, limit=limit, offset=offset, groups=groups, by_meaning=not plain)


def settled(query: Query) -> tuple[Query, dict[str, Any]]:
    """The query as the base can answer it, and what of it the base lacks, as Understood has it."""
    query, agencies = settle_bodies(query)
    query, regions = settle_regions(query)
    return query, {"absent_agencies": agencies, "absent_regions": regions}


def results_of(query: Query, found: Found, filters: Mapping[str, Sequence[str]], lacking: Mapping[str, Any]) -> Results:
    """What was found, with the records and their words; and what of the query the base lacks."""
    facets = facets_of(found.counts, filters)
    asked = asked_names(query, facets.get("agency", ()))
    understood = replace(name_understood(query), **lacking, asked=asked)
    known = entries_with_records(found.entries, query)
    return Results(
        total=found.total,
        listed=found.listed,
        is_partial=found.is_partial,
        is_approximate=found.is_approximate,
        hits=make_hits(found.hits, known, query, found.rarities, lacking=found.is_partial),
        beside=make_hits(found.beside, known, query, found.rarities, lacking=True),
        alike=make_alike_hits(found.meant.apart, known, query),
        is_by_meaning=bool(found.meant.ordered),
        facets=facets,
        counts=found.counts,
        kinds=found.counts.kinds,
        understood=understood,
        readings=query.readings,
        query=query,
    )


def matching_tasks(text: str, *, today: date | None = None, plain: bool = False) -> BitMap:
    """The keys of the published tasks that contain all words of the query; of all tasks where it has none."""
    query = understand(text, today=today, plain=plain)
    if not query.terms and not query.excluded:
        return current_sets().of("task").every
    return matching_keys(query, SearchEntry.Kind.TASK)


def best_tasks(
    text: str, filters: Mapping[str, Sequence[str]], limit: int, *, today: date | None = None, plain: bool = False
) -> list[int]:
    """The keys of the tasks that match best, in order."""
    query = understand(text, today=today, plain=plain)
    if not query.terms and not query.excluded:
        return []
    found = retrieve(query, tags_of(filters, [SearchEntry.Kind.TASK]), limit=limit)
    entries = SearchEntry.objects.in_bulk([entry for entry, _ in found.hits])
    return [entries[entry].object_id for entry, _ in found.hits if entry in entries]


def understand(text: str, lexicon: Lexicon | None = None, *, today: date | None = None, plain: bool = False) -> Query:
    """Read the query with this dictionary; where none is given, with that of the database. `today` and `plain` are as
    for `search`."""
    lexicon = lexicon or current_lexicon()
    segmenter().learn(lexicon.words)
    text = plain_numbers(cleaned(text))
    documents = known_documents(text)
    lexicon = replace(lexicon, meanings={}, bodies=BodyNames()) if plain else lexicon
    return parse_query(text, lexicon, segmenter(), documents, today=today, plain=plain, stands=stands)


def stands(text: str) -> bool:
    """Whether a folded text stands anywhere in the base."""
    return not unknown([text])


def name_understood(query: Query) -> Understood:
    """The agencies, documents and topics that the query names."""
    agencies = [id for part in query.leaves for id in part.agencies]
    documents = [int(tag[1:]) for part in query.leaves for tag in part.tags if tag[:1] == "d"]
    meant = {word for part in query.leaves for word, weight in part.weighed_words if weight >= SYNONYM}
    words = meant | {part.text for part in query.leaves} if query.terms else set()
    topics = Term.objects.topics().filter(name__in=words) if words else []
    return Understood(
        agencies=in_order(Agency.objects.select_related("region"), agencies),
        documents=in_order(Document.objects.published().select_related("region"), documents),
        topics=list(topics),
    )


def in_order(queryset: Any, pks: Sequence[int]) -> list[Any]:
    """The records with these keys, in their order; asks the database only where there are any."""
    found = queryset.in_bulk(list(dict.fromkeys(pks))[:20]) if pks else {}
    return [found[pk] for pk in dict.fromkeys(pks) if pk in found]
