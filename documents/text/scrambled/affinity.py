"""Sentences in; how alike their words are out: the cosine of their pairs of characters, rare pairs weighing more."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import pairwise
from math import log, sqrt

Vector = dict[str, float]
WORD_CHARACTER = re.compile(r"[\w+%]")


class Affinity:
    """Compares texts by their pairs of characters, weighted by how few of `texts` hold them (TF-IDF)."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.total = len(texts) + 1
        self.holders = Counter(pair for text in texts for pair in set(pairs(text)))

    def vector(self, text: str) -> Vector:
        """The pairs of a text with their weights, as a vector of length 1 (0 for a text without pairs)."""
        counts = Counter(pairs(text))
        weights = {pair: (1 + log(n)) * log(self.total / (self.holders[pair] + 0.5)) for pair, n in counts.items()}
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {pair: weight / length for pair, weight in weights.items()}


def pairs(text: str) -> list[str]:
    """Two characters after another, at each place where both belong to words.

    >>> pairs("风电、光伏")
    ['风电', '光伏']
    """
    return [a + b for a, b in pairwise(text) if WORD_CHARACTER.match(a) and WORD_CHARACTER.match(b)]


def cosine(one: Vector, other: Vector) -> float:
    """How alike two vectors are: from 0, no pair in common, to 1, the same pairs.

    >>> cosine({"风电": 1.0}, {"风电": 0.6, "光伏": 0.8})
    0.6
    """
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other.get(pair, 0.0) for pair, weight in one.items())


def nearness(one: Vector, others: Iterable[Vector], best: int = 4) -> float:
    """The sum of the highest cosines with `others`, `best` at most, divided by `best`; 0 where there are none."""
    nearest = nlargest(best, (cosine(one, other) for other in others))
    return sum(nearest) / best if nearest else 0.0
