"""A query in which something is misspelled → the query that was meant."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from documents.search.lookups import is_found, questions, unknown
from documents.search.queries.parsing import parse_query, segments
from documents.search.queries.query import Lexicon, Query, QueryTerm
from documents.search.queries.spelling import Vocabulary
from documents.search.words.segmenter import segmenter

MOST_TRIED = 12  # near words of one term that are looked up
LONGEST_TERM = 40  # characters; what is longer is no term but a text


def corrected(query: Query, lexicon: Lexicon) -> str:
    """The query with one misspelled term put right; "" where none is, or nothing near it is found. A term is misspelled
    where whole words of it stand nowhere in the base and are no name on record."""
    for term in query.terms:
        if near := near_words(term, lexicon):
            with questions():
                if meant := first_found(query, term, near, lexicon):
                    return meant
    return ""


def near_words(term: QueryTerm, lexicon: Lexicon) -> list[tuple[str, str]]:
    """Stretches of a term that may be misspelled, and what the term then means, the likeliest first."""
    if (
        term.is_phrase
        or len(term.text) > LONGEST_TERM
        or any(part.tags for part in term.parts if part.text == term.text)
    ):
        return []
    return list(islice(vocabulary_of(lexicon).near(segments(term.text, lexicon, segmenter())), MOST_TRIED))


def first_found(query: Query, term: QueryTerm, near: Sequence[tuple[str, str]], lexicon: Lexicon) -> str:
    """The first query with a near word that is found, in the place of a stretch that is not."""
    stand_nowhere = unknown(list(dict.fromkeys(stretch for stretch, _ in near)))
    for stretch, text in near:
        terms = tuple(replace(each, text=text) if each == term else each for each in query.terms)
        meant = str(replace(query, terms=terms))
        if stretch in stand_nowhere and is_found(parse_query(meant, lexicon, segmenter())):
            return meant
    return ""


@lru_cache(maxsize=1)
def vocabulary_of(lexicon: Lexicon) -> Vocabulary:
    """The words that may be meant: terms, their synonyms, and the names of agencies."""
    return Vocabulary([*lexicon.synonyms, *lexicon.agencies])
