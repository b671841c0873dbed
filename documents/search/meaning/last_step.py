"""The last step of a search, where no entry has all words: the entries nearest in meaning. Those that have some of the
words help to order the hits; a few of those that have none stand apart.

Reciprocal ranks are added up (Cormack and others, 2009). On judged queries the order by words and meaning together is
better than either; used where entries have all words, meaning harms.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from documents.search.engines import engine
from documents.search.expressions import EVERYTHING, NOTHING, Node, Without, all_of, any_of, tag
from documents.search.meaning.filling import KINDS
from documents.search.meaning.nearest import Near, nearest
from documents.search.queries.query import Part, Query, QueryTerm
from documents.search.ranking import NUMERIC
from documents.structure.document_number import DOCUMENT_NUMBER

ORDERED: Final = 50  # of the nearest, that take part in the order
APART: Final = 5
SMOOTHING: Final = 10  # how little the first places count more than the next


@dataclass(frozen=True, slots=True)
class Meant:
    """The nearest entries: `ordered` have some of the words, `apart` none."""

    ordered: Sequence[int] = ()
    apart: Sequence[Near] = ()


NOTHING_MEANT: Final = Meant()


def ask_meaning(query: Query, filters: Mapping[str, Sequence[str]], *, is_first: bool = True) -> Meant:
    """What is nearest in meaning under the filters (facet → tags) and under the names in the query: those of a place or
    a body are not a matter of meaning. What stands apart, only on the first page. Nothing for names and numbers alone,
    for phrases, and where the model is off."""
    kinds = filters.get("kind", ())
    if not is_a_matter_of_meaning(query) or (kinds and not {f"k{kind}" for kind in KINDS} & set(kinds)):
        return NOTHING_MEANT
    found = nearest(words_of(query), condition(query, filters))[:ORDERED]
    held = engine().among([near.entry for near in found], query.any_step()) if found else set()
    return Meant(
        [near.entry for near in found if near.entry in held],
        [near for near in found if near.entry not in held][: APART if is_first else 0],
    )


def is_a_matter_of_meaning(query: Query) -> bool:
    """Whether the query has words of its own, beside names, numbers and what is asked for letter by letter."""
    terms = [term for term in query.terms if not term.is_phrase and not DOCUMENT_NUMBER.fullmatch(term.text)]
    return any(is_word(leaf) for term in terms for part in term.parts for leaf in part.leaves)


def is_word(part: Part) -> bool:
    """Whether a part is no name and no number."""
    return not part.tags and len(part.text) > 1 and not (NUMERIC.fullmatch(part.text) and not part.text.isalpha())


def words_of(query: Query) -> str:
    """What is wanted, as a person would say it: without what is not wanted, and without brackets."""
    return " ".join(words_of_term(term) for term in query.terms)


def words_of_term(term: QueryTerm) -> str:
    """A term as typed; of a group, its words."""
    if any(part.choices for part in term.parts):
        return " ".join(leaf.text for part in term.parts for leaf in part.leaves)
    return term.text


def condition(query: Query, filters: Mapping[str, Sequence[str]]) -> Node:
    """The filters, the names that the query asks for, and nothing that it excludes."""
    wanted = [any_of(map(tag, tags)) for facet, tags in filters.items() if tags and facet != "kind"]
    wanted += [part.node for part in query.parts if all(leaf.tags for leaf in part.leaves)]
    unwanted = any_of(part.exact_node for part in query.excluded)
    return all_of(wanted) if unwanted == NOTHING else Without(all_of(wanted) if wanted else EVERYTHING, unwanted)


def blended(words: Iterable[int], meant: Iterable[int]) -> list[int]:
    """One order of two, by words and by meaning; of what stands equal, words come first.

    >>> blended([1, 2, 3], [3, 4])
    [3, 1, 2, 4]
    """
    scores = Counter[int]()
    for ranking in (words, meant):
        for place, entry in enumerate(ranking, 1):
            scores[entry] += 1 / (SMOOTHING + place)  # type: ignore[assignment]
    return sorted(scores, key=lambda entry: -scores[entry])
