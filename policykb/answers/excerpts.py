"""A query and a record found by it → the words that are marked in it, and the stretch that a page shows of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from documents.models import SearchEntry
from documents.search.queries.query import Part, Query
from documents.search.snippets import Mark, Segment, Sought, excerpt, find_marks, worth
from documents.search.words.folding import fold

TYPED = 1.5  # a term as typed, relative to its words
PIECE = 0.5  # a piece of a word, relative to the word, where its rarity is not known

SoughtWords = Mapping[str, Sought]


def sought_words(query: Query, rarities: Mapping[Part, float]) -> dict[str, Sought]:
    """What is marked, with its worth in an excerpt: the words, the terms as typed, the pieces of words. One rare word
    is worth more than several common ones."""

    def value(part: Part) -> float:
        return rarities.get(part, 1.0) ** 2

    found: dict[str, Sought] = {}
    for term in query.terms:
        whole = frozenset([term.text]) if len(term.parts) > 1 else frozenset()
        for part in (part for part in term.parts if part in query.parts):
            for leaf in part.leaves:
                for word, weight in leaf.weighed_words:
                    found.setdefault(word, Sought(leaf.text, weight * value(part), whole - {word}))
    for term in query.terms:
        found.setdefault(term.text, Sought(term.text, TYPED * sum(map(value, term.parts))))
    for part in query.parts:
        wholes = frozenset([*part.words, *(term.text for term in query.terms if part in term.parts)])
        for piece in part.pieces:
            worth = value(piece) if piece in rarities else PIECE * value(part)
            for word, weight in piece.weighed_words:
                found.setdefault(word, Sought(piece.text, weight * worth, wholes - {word}))
    return found


def excerpt_of(
    entry: SearchEntry, record: Any, query: Query, sought: SoughtWords, in_body: Sequence[Mark]
) -> list[Segment]:
    """The best stretch of the body, whose marks are `in_body`, or of the clause on who is to do it, as printed: of that
    with the worthier words. The headings above only where neither has a word; the names that an agency is found by are
    never shown."""
    marked = [(entry.body, in_body, sought)]
    if clause := getattr(record, "responsibility_text", ""):
        named = {**sought, **names_of_duties(record, query)}
        marked.append((clause, find_marks(clause, list(named)), named))
    text, marks, words = max(marked, key=lambda each: worth_of(each[1], each[2]))
    if marks:
        return excerpt(text, marks, words)
    heading = find_marks(entry.heading, list(sought)) if not entry.body else ()
    return excerpt(entry.body or entry.heading, heading, sought)


def worth_of(marks: Sequence[Mark], sought: SoughtWords) -> float:
    """What all marks of a text are worth."""
    return worth((word for _, _, word in marks), sought)


def names_of_duties(record: Any, query: Query) -> dict[str, Sought]:
    """The agencies that the query names, as the clause names them."""
    asked = {pk: part for part in query.leaves for pk in part.agencies}
    duties = [duty for duty in record.shown_duties if duty.agency_id in asked and duty.as_written]
    return {fold(duty.as_written): Sought(asked[duty.agency_id].text, 1.0) for duty in duties}
