"""Sentences in; pairs of copies that differ in a few characters, as where a page was recognised twice, out."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from heapq import nsmallest

SHORTEST, LONGEST = 20, 3000  # characters of a sentence that can be known again with some of them wrong
ALIKE = 0.88
GRAM = 5
SAMPLE = 6  # of a sentence's grams, by which its copy is looked for
MOST_ALIKE = 6  # sentences that share a gram


def near_pairs(keys: Sequence[str]) -> list[tuple[int, int]]:
    """The places of two keys that are alike, and like no other key; keys are sentences without white space.

    >>> sentence = "加快发展风电和光伏，推进零碳园区的建设。"
    >>> near_pairs([sentence, "强化保障。", sentence.replace("的", "旳")])
    [(0, 2)]
    """
    pairs = [pair for pair in sorted(_candidates(keys)) if _are_alike(keys[pair[0]], keys[pair[1]])]
    times = Counter(place for pair in pairs for place in pair)
    return [pair for pair in pairs if times[pair[0]] == times[pair[1]] == 1]


def _candidates(keys: Sequence[str]) -> set[tuple[int, int]]:
    """Pairs of places whose keys are about as long and share one of the few short runs of characters looked at."""
    sharing: defaultdict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        if SHORTEST <= len(key) <= LONGEST:
            for gram in nsmallest(SAMPLE, {key[at : at + GRAM] for at in range(len(key) - GRAM + 1)}):
                sharing[gram].append(place)
    return {
        (first, second)
        for places in sharing.values()
        if len(places) <= MOST_ALIKE
        for at, first in enumerate(places)
        for second in places[at + 1 :]
        if abs(len(keys[first]) - len(keys[second])) * 10 <= len(keys[first])
    }


def _are_alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other)  # passes over signs that are very common in a long sentence
    return all(ratio() >= ALIKE for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))
