"""Parts of a query and the text of an entry in; how much of the query one sentence of it says, out."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from documents.search.queries.query import Part

Weighed = Sequence[tuple[Part, float]]  # parts of a query, each with its rarity

SENTENCE = re.compile("[。;!?]")  # the ends of folded sentences


def closeness(parts: Weighed, text: str) -> float:
    """The rarity of those parts that stand in one sentence of the folded text, of which it takes two: the sentence
    that says it, not words scattered over a section.

    >>> parts = [(Part("牧区", ("牧区",)), 1.0), (Part("供电", ("供电",)), 2.0)]
    >>> closeness(parts, "解决牧区供电问题。"), closeness(parts, "建设牧区。保障供电。")
    (3.0, 0.0)
    """
    held = [(rare, said) for part, rare in parts if not part.tags and (said := words_in(part, text))]
    if len(held) < 2:
        return 0.0
    ends = [mark.start() for mark in SENTENCE.finditer(text)]
    there: dict[int, list[float]] = {}  # the rarities of what stands in each sentence
    for rare, words in held:
        for sentence in {bisect_left(ends, place) for word in words for place in places_of(word, text)}:
            there.setdefault(sentence, []).append(rare)
    return max((sum(rarities) for rarities in there.values() if len(rarities) > 1), default=0.0)


def places_of(word: str, text: str) -> Iterator[int]:
    """Where a word begins in the text."""
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


def words_in(part: Part, text: str) -> Sequence[str]:
    """Those words of the part, or of a group's choices, that stand in the text."""
    return [word for word in words_of(part) if word in text]


def words_of(part: Part) -> Iterable[str]:
    """The words of the part, or of a group's choices."""
    yield from part.words
    for choice in part.choices:
        for each in choice.parts:
            yield from each.words
