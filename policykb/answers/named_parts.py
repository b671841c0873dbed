"""A query and other parts for some of its own in; the query that has these in their place out."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from documents.search.queries.query import Part, Query

LONGEST_TERM = 24  # characters; a longer one is a sentence of a text, which mentions places and bodies


def named_parts(query: Query) -> Iterator[Part]:
    """The parts of terms that are no sentences."""
    return (part for term in query.terms if len(term.text) <= LONGEST_TERM for part in term.parts)


def with_parts(query: Query, instead: Mapping[Part, Part]) -> Query:
    """The query with other parts in the place of these, in all terms that are no sentences."""
    terms = tuple(
        replace(term, parts=tuple(instead.get(part, part) for part in term.parts))
        if len(term.text) <= LONGEST_TERM
        else term
        for term in query.terms
    )
    return replace(query, terms=terms)


def with_words(query: Query, part: Part, words: str) -> str:
    """The query as typed with these words in the place of a part."""
    terms = (
        replace(term, text=term.text.replace(part.text, words, 1)) if part in term.parts else term
        for term in query.terms
    )
    return str(replace(query, terms=tuple(terms)))
