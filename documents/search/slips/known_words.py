"""A stretch of a query in; the known words that may have been meant by it, with how far they are, out.

A slip is a word that sounds the same (绿电之连), one character wrong by sound or shape (氢能治金), two characters
swapped (源网储荷), one left out (海仓), one doubled (碳足足迹) or one too many (虚拟的电厂).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from documents.search.slips.similar import distance
from documents.search.slips.sounds import slurred, spellings

LONGEST = 16
LEAST_SOUND = 4  # characters of a word of which two may be wrong
SWAPPED = DOUBLED = 0.8
DROPPED, EXTRA = 1.2, 2.0
UNLIKE = 3.0  # one of four characters wrong that has neither sound nor shape in common: 虚拟大厂


class KnownWords:
    """Words, to be found with a slip in them: one slip leaves the first half or the second half of a word as it is,
    unless it swaps the characters between them; words that only sound the same have the same sound."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(word for word in words if 2 <= len(word) <= LONGEST)
        self.by_half: dict[str, list[str]] = defaultdict(list)
        self.by_sound: dict[int, list[str]] = defaultdict(list)
        for word in sorted(self.words):
            for half in halves(word, len(word)):
                self.by_half[half].append(word)
            if len(word) >= LEAST_SOUND:
                for sound in {sound_of(spelling) for spelling in spellings(word)}:
                    self.by_sound[sound].append(word)

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
        for length in range(len(typed) - 1, len(typed) + 2):
            for half in halves(typed, length):
                yield from self.by_half.get(half, ())
        for place in range(len(typed) - 1):
            swapped = typed[:place] + typed[place + 1] + typed[place] + typed[place + 2 :]
            if swapped in self.words:
                yield swapped
        if len(typed) >= LEAST_SOUND:
            for spelling in spellings(typed):
                yield from self.by_sound.get(sound_of(spelling), ())


def halves(text: str, length: int) -> tuple[str, str]:
    """The halves that a word of a length has if it begins, or if it ends, as a text does.

    >>> halves("绿电直连", 4), halves("绿电直连", 5)
    (('4绿电-', '4-直连'), ('5绿电-', '5-电直连'))
    """
    middle = length // 2
    return f"{length}{text[:middle]}-", f"{length}-{text[middle - length :]}"


def sound_of(spelling: Iterable[str]) -> int:
    """A number that is the same for words that sound much the same."""
    return hash(tuple(map(slurred, spelling)))


def gaps(word: str) -> list[str]:
    """The word without each of its characters."""
    return [word[:place] + word[place + 1 :] for place in range(len(word))]


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


def apart(typed: str, meant: str) -> float:
    """How far a word is from what is typed: the slips it takes; infinite where it is none of those known.

    >>> apart("源网储荷", "源网荷储"), apart("碳足足迹", "碳足迹"), apart("虚拟大厂", "虚拟电厂"), apart("绿电", "光伏")
    (0.8, 0.8, 3.0, inf)
    """
    if len(typed) == len(meant):
        return substituted(typed, meant)
    if len(typed) == len(meant) - 1:
        return DROPPED if typed in gaps(meant)[1:-1] else float("inf")
    if len(typed) == len(meant) + 1:
        doubled = {gap for place, gap in enumerate(gaps(typed)[:-1]) if typed[place] == typed[place + 1]}
        if meant in doubled:
            return DOUBLED
        return EXTRA if meant in gaps(typed)[1:-1] else float("inf")
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
    return UNLIKE if far == float("inf") and len(places) == 1 and len(typed) > 3 else far
