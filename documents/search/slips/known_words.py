"""A stretch of a query in; the known words that may have been meant by it, with how far they are, out.

A slip is a word that sounds the same (绿电之连), one character wrong by sound or shape (氢能治金), two characters
swapped (源网储荷), one left out (海仓), one doubled (碳足足迹) or one too many (虚拟的电厂).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from documents.search.slips.similar import distance, shapes
from documents.search.slips.sounds import slurred, spellings

LONGEST = 16
SWAPPED = DOUBLED = 0.8
DROPPED, EXTRA = 1.2, 2.0
UNLIKE = 3.0  # one character wrong that has neither sound nor shape in common: 碳脚迹


class KnownWords:
    """Words, to be found with a slip in them."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(word for word in words if 2 <= len(word) <= LONGEST)
        self.by_gap: dict[str, list[str]] = defaultdict(list)
        self.by_sound: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self.words):
            for read in {key_of(spelling) for spelling in spellings(word)}:
                self.by_sound[read].append(word)
            if len(word) > 2:
                for gap in set(gaps(word)):
                    self.by_gap[gap].append(word)

    def near(self, typed: str) -> dict[str, float]:
        """The words that may have been meant, each with how far it is from what is typed.

        >>> KnownWords(["绿电直连", "海外仓"]).near("绿电之连"), KnownWords(["海外仓"]).near("海仓")
        ({'绿电直连': 1.0}, {'海外仓': 1.2})
        """
        if typed in self.words:
            return {}
        found = {word: apart(typed, word) for word in self._candidates(typed)}
        return {word: far for word, far in found.items() if far < float("inf")}

    def _candidates(self, typed: str) -> Iterator[str]:
        for spelling in spellings(typed):
            yield from self.by_sound.get(key_of(spelling), ())
        if len(typed) > 1:
            yield from self.by_gap.get(typed, ())
        if len(typed) == 2:
            yield from (word for word in like_in_shape(typed) if word in self.words)
        for gap in gaps(typed) if len(typed) > 2 else ():
            yield from self.by_gap.get(gap, ())
            if len(gap) > 2 and gap in self.words:
                yield gap


def gaps(word: str) -> list[str]:
    """The word without each of its characters."""
    return [word[:place] + word[place + 1 :] for place in range(len(word))]


def like_in_shape(word: str) -> Iterator[str]:
    """The word with each of its characters exchanged for those of a like shape."""
    for place, character in enumerate(word):
        for other in shapes().get(character, ()):
            yield word[:place] + other + word[place + 1 :]


def is_one_slip(typed: str, meant: str) -> bool:
    """Whether one letter was exchanged, left out or added, or two swapped.

    >>> is_one_slip("photovotaic", "photovoltaic"), is_one_slip("hydorgen", "hydrogen"), is_one_slip("window", "wind")
    (True, True, False)
    """
    if len(typed) == len(meant):
        places = [place for place, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
        first, last = places[0] if places else 0, places[-1] + 1 if places else 0
        return len(places) == 1 or (len(places) == last - first == 2 and typed[first:last] == meant[first:last][::-1])
    return meant in gaps(typed) or typed in gaps(meant)


def key_of(spelling: Iterable[str]) -> str:
    """Words that sound much the same have the same key."""
    return " ".join(map(slurred, spelling))


def apart(typed: str, meant: str) -> float:
    """How far a word is from what is typed: the slips it takes; infinite where it is none of those known.

    >>> apart("源网储荷", "源网荷储"), apart("碳足足迹", "碳足迹"), apart("碳脚迹", "碳足迹"), apart("绿电", "光伏")
    (0.8, 0.8, 3.0, inf)
    """
    if len(typed) == len(meant):
        return substituted(typed, meant)
    if len(typed) == len(meant) - 1:
        return DROPPED if typed in gaps(meant)[1:-1] else float("inf")
    if len(typed) == len(meant) + 1 and meant in gaps(typed):
        is_doubled = any(
            typed[place] == typed[place + 1] and gap == meant for place, gap in enumerate(gaps(typed)[:-1])
        )
        return DOUBLED if is_doubled else EXTRA
    return float("inf")


def substituted(typed: str, meant: str) -> float:
    """The same for two words of one length."""
    places = [place for place, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
    if len(places) == 2 and places[1] == places[0] + 1:
        first, second = places
        if typed[first] == meant[second] and typed[second] == meant[first]:
            return SWAPPED
    if 2 * len(places) > len(typed):
        return float("inf")
    far = sum(distance(typed[place], meant[place]) for place in places)
    return UNLIKE if far == float("inf") and len(places) == 1 and len(typed) > 2 else far
