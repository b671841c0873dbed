"""Sentences in; which of them are the same sentence (twins), if the text is two copies interleaved, out."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.text.scrambled.loose_sentences import Sentence
from documents.text.scrambled.near import near_pairs

SHORTEST = 6  # characters of a sentence that can be evidence
FEWEST = 12  # twins
SHARE_OF_TEXT = 0.1  # twins among all sentences
MOST_COPIES = 6  # of one sentence that are told apart
SHARE_IN_ORDER = 0.9
FEWEST_RUNS = 5  # stretches of second copies apart from one another
SHARE_OF_OVERLAP = 0.2  # of the stretch with first copies and the stretch with second ones


@dataclass(frozen=True, slots=True)
class Twins:
    """The sentences that a text has twice, by their places in the source: `second` maps the place of the first copy to
    that of the second, `first` the other way.

    `stray` maps second to first copies that are out of order, as where the copies overtake each other: one is dropped.
    """

    second: dict[int, int]
    first: dict[int, int]
    stray: dict[int, int]


def find_twins(sentences: Sequence[Sentence]) -> Twins | None:
    """The twins, where the text is two copies interleaved; None where it is not, or sentences repeat for another
    reason."""
    places = _places(sentences)
    pairs = sorted((found[0], found[1]) for found in places if len(found) == 2)
    if len(pairs) < max(FEWEST, SHARE_OF_TEXT * len(sentences)):
        return None
    chain = longest_chain([second for _, second in pairs])
    kept = [pairs[index] for index in chain]
    if len(kept) < SHARE_IN_ORDER * len(pairs) or not _are_interleaved(kept):
        return None
    stray = {second: first for first, second in set(pairs).difference(kept)}
    kept = sorted([*kept, *_fitting(places, kept)])
    return Twins(dict(kept), {second: first for first, second in kept}, stray)


def _fitting(places: Sequence[list[int]], kept: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Pairs among sentences that the document itself repeats: those of which only one fits between the pairs around."""
    for found in places:
        taken: set[int] = set()
        for first in found if 2 < len(found) <= MOST_COPIES else ():
            at = bisect_left(kept, (first, 0))
            low = kept[at - 1][1] if at else -1
            high = kept[at][1] if at < len(kept) else low
            fitting = [second for second in found if max(low, first) < second < high and second not in taken]
            if first not in taken and len(fitting) == 1:
                taken.update((first, fitting[0]))
                yield first, fitting[0]


def _places(sentences: Sequence[Sentence]) -> list[list[int]]:
    """The places of each sentence that the text has more than once, also with a few other characters."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, sentence in enumerate(sentences):
        if len(sentence.words.text) >= SHORTEST:
            places[sentence.key].append(index)
    once = [found[0] for found in places.values() if len(found) == 1]
    near = near_pairs([sentences[index].key for index in once])
    return [found for found in places.values() if len(found) > 1] + [[once[a], once[b]] for a, b in near]


def _are_interleaved(pairs: Sequence[tuple[int, int]]) -> bool:
    """Whether second copies stand among the first ones in many places (not so where a copy was appended)."""
    seconds = [second for _, second in pairs]
    runs = 1 + sum(b - a > 1 for a, b in pairwise(seconds))
    begin, end = max(pairs[0][0], seconds[0]), min(pairs[-1][0], seconds[-1])
    apart = sum(second - first > 2 for first, second in pairs)
    overlap = (end - begin) / max(1, seconds[-1] - pairs[0][0])
    return runs >= FEWEST_RUNS and overlap >= SHARE_OF_OVERLAP and apart * 2 >= len(pairs)


def longest_chain(values: Sequence[int]) -> list[int]:
    """The places of a longest increasing subsequence, left to right.

    >>> longest_chain([1, 9, 2, 3])
    [0, 2, 3]
    """
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        rank = bisect_left(tops, value)
        before.append(ends[rank - 1] if rank else -1)
        if rank == len(tops):
            tops.append(value)
            ends.append(index)
        else:
            tops[rank], ends[rank] = value, index
    chain: list[int] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(index)
        index = before[index]
    return chain[::-1]
