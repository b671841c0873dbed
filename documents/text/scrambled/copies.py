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
SHARE_OF_TEXT = 0.05  # twins among all sentences, for a doubt
SHARE_OF_COPIES = 0.1  # and for two copies
MOST_COPIES = 6  # of one sentence that are told apart
SHARE_IN_ORDER = 0.9
FEWEST_RUNS = 5  # stretches of second copies apart from one another
SHARE_OF_OVERLAP = 0.15  # of the stretch with first copies and the stretch with second ones
SHARE_OF_STRAYS = 0.05  # of the pairs at either end, which may repeat for another reason, as a title does


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
    """The twins, where all says that the text is two copies interleaved: many sentences stand twice, in one order, and
    the second ones among the first. None where it is not, or sentences repeat for another reason."""
    places = _places(sentences)
    pairs = sorted((found[0], found[1]) for found in places if len(found) == 2)
    kept = _kept(pairs, len(sentences))
    if len(kept) < SHARE_OF_COPIES * len(sentences) or not kept:
        return None
    stray = {second: first for first, second in set(pairs).difference(kept)}
    kept = sorted([*kept, *_fitting(places, kept)])
    return Twins(dict(kept), {second: first for first, second in kept}, stray)


def may_be_copies(sentences: Sequence[Sentence]) -> bool:
    """Whether something says so, but not enough to put the text in another order."""
    pairs = sorted((found[0], found[1]) for found in _places(sentences) if len(found) == 2)
    return bool(_kept(pairs, len(sentences)))


def _kept(pairs: Sequence[tuple[int, int]], total: int) -> list[tuple[int, int]]:
    """The pairs that are in order, where nearly all are and second ones stand among first ones; else none."""
    if len(pairs) < max(FEWEST, SHARE_OF_TEXT * total):
        return []
    kept = [pairs[index] for index in longest_chain([second for _, second in pairs])]
    return kept if len(kept) >= SHARE_IN_ORDER * len(pairs) and _are_interleaved(kept) else []


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
        if len(sentence.words.text) >= SHORTEST and not sentence.is_cell:
            places[sentence.key].append(index)
    once = [found[0] for found in places.values() if len(found) == 1]
    near = near_pairs([sentences[index].key for index in once])
    return [found for found in places.values() if len(found) > 1] + [[once[a], once[b]] for a, b in near]


def _are_interleaved(pairs: Sequence[tuple[int, int]]) -> bool:
    """Whether second copies stand among the first ones in many places (not so where a copy was appended)."""
    seconds = [second for _, second in pairs]
    runs = 1 + sum(b - a > 1 for a, b in pairwise(seconds))
    strays = max(2, int(SHARE_OF_STRAYS * len(pairs)))
    inner = pairs[strays : len(pairs) - strays]
    begin, end = max(inner[0]), min(inner[-1])
    apart = sum(second - first > 2 for first, second in pairs)
    overlap = (end - begin) / max(1, inner[-1][1] - inner[0][0])
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
