"""A query in which something is misspelled → the query that was meant."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from documents.search.engines import engine
from documents.search.expressions import substring
from documents.search.lexicon import current_lexicon
from documents.search.parsing import parse_query, segments
from documents.search.query import Lexicon, Query, Term
from documents.search.segmenter import segmenter
from documents.search.spelling import Vocabulary

MOST_TRIED = 12  # near words of one term that are looked up


def corrected(query: Query) -> str:
    """The query with one term changed to what is known and found; "" where there is none, or no need: a term is
    misspelled where a stretch of it, of whole words, stands nowhere and is no name that we know."""
    with engine().session():
        for term in query.terms:
            for meant in meanings(term):
                terms = (replace(each, text=meant) if each == term else each for each in query.terms)
                tried = str(replace(query, terms=tuple(terms)))
                node = parse_query(tried, current_lexicon(), segmenter()).words_step()
                if any(engine().frequencies([node], 1)):
                    return tried
    return ""


def meanings(term: Term) -> Iterator[str]:
    """The term with a misspelled stretch replaced, the likeliest first."""
    if term.is_phrase or any(part.tags for part in term.parts if part.text == term.text):
        return
    lexicon = current_lexicon()
    near = list(islice(vocabulary_of(lexicon).near(segments(term.text, lexicon, segmenter())), MOST_TRIED))
    stretches = list(dict.fromkeys(stretch for stretch, _ in near))
    if stretches:
        numbers = engine().frequencies([substring(stretch) for stretch in stretches], 1)
        unknown = {stretch for stretch, number in zip(stretches, numbers, strict=True) if not number}
        yield from (meant for stretch, meant in near if stretch in unknown)


@lru_cache(maxsize=1)
def vocabulary_of(lexicon: Lexicon) -> Vocabulary:
    """The words that may be meant: terms, their synonyms, and the names of agencies."""
    return Vocabulary([*lexicon.synonyms, *lexicon.agencies])
