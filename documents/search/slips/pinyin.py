"""Latin letters in; the known words that have them as pinyin or as initials out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from documents.search.slips.sounds import spellings, syllables

LEAST_INITIALS = 3  # letters; two stand for too many words
LEAST_LETTERS = 3
MOST_LETTERS = 60
LONGEST_SYLLABLE = 6
LONGEST_WORD = 24  # letters of a word of the dictionary


class Spelled(IntEnum):
    """How a word is spelled, the surest way first."""

    FULL = 0  # xunidianchang
    WORD = 1  # jianshe: in full, a word of the dictionary
    INITIALS = 2  # xndc
    MIXED = 3  # xunidc, faga wei
    BEGUN = 4  # xunidian: at least two syllables of a longer word


@dataclass(frozen=True, slots=True)
class Transcript:
    """Letters from `start` to `end` of all runs and the words that they may stand for, all spelled the same way."""

    start: int
    end: int
    words: tuple[str, ...]
    spelled: Spelled


# Letters → the words of which the first letters are the pinyin, by the number of these.
Dictionary = Callable[[str], Mapping[int, Sequence[str]]]


class PinyinTable:
    """Known words, to be found by their pinyin, and behind them those of a dictionary."""

    def __init__(self, words: Iterable[str], dictionary: Dictionary = lambda letters: {}) -> None:
        self.dictionary = dictionary
        self.full: dict[str, list[str]] = defaultdict(list)
        self.initials: dict[str, list[str]] = defaultdict(list)
        self.by_letters: dict[str, list[str]] = defaultdict(list)  # by the first letters of the first two syllables
        for word in sorted(words):
            read = [each for each in spellings(word) if all(syllable.isascii() for syllable in each)]
            for letters in {letters for each in read for letters in romanised("".join(each))}:
                self.full[letters].append(word)
            for letters in {"".join(syllable[0] for syllable in each) for each in read}:
                self.initials[letters].append(word)
            for letters in {each[0][0] + each[1][0] for each in read}:
                self.by_letters[letters].append(word)
        self.longest = max(map(len, self.full), default=0)

    def read(self, runs: Sequence[str]) -> list[Transcript]:
        """What runs of letters stand for: as few words as they can be divided into, the surer ones first; [] where
        some letters stand for none.

        >>> [reading.words for reading in PinyinTable(["青海", "绿电", "碳足迹"]).read(["qinghai", "lvdian"])]
        [('青海',), ('绿电',)]
        """
        letters = "".join(runs)
        if len(letters) > MOST_LETTERS:
            return []
        edges = {0}
        for run in runs:
            edges.add(max(edges) + len(run))
        if words := self.full.get(letters):
            return [Transcript(0, len(letters), tuple(words), Spelled.FULL)]
        best: dict[int, tuple[int, list[Transcript]]] = {0: (0, [])}
        for start in range(len(letters)):
            if start not in best:
                continue
            cost, before = best[start]
            for reading in self._from(letters, start, edges):
                total = cost + 4 + reading.spelled
                if reading.end not in best or total < best[reading.end][0]:
                    best[reading.end] = (total, [*before, reading])
        return best[len(letters)][1] if len(letters) in best else []

    def _from(self, letters: str, start: int, edges: set[int]) -> Iterator[Transcript]:
        """The readings that begin at a place: full pinyin ends anywhere, what is shortened at the edges of a run."""
        for end in range(start + LEAST_LETTERS, min(len(letters), start + self.longest) + 1):
            if words := self.full.get(letters[start:end]):
                yield Transcript(start, end, tuple(words), Spelled.FULL)
        for length, others in self.dictionary(letters[start : start + LONGEST_WORD]).items():
            yield Transcript(start, start + length, tuple(others), Spelled.WORD)
        for end in sorted(edges):
            if start in edges and end > start:
                yield from self._shortened(letters, start, end)

    def _shortened(self, letters: str, start: int, end: int) -> Iterator[Transcript]:
        typed = letters[start:end]
        if len(typed) >= LEAST_INITIALS and typed in self.initials:
            yield Transcript(start, end, tuple(self.initials[typed]), Spelled.INITIALS)
            return
        if typed in self.full or len(typed) <= LEAST_INITIALS:
            return
        pairs = {typed[0] + letter for letter in typed[1 : LONGEST_SYLLABLE + 1]}
        near = [word for pair in sorted(pairs) for word in self.by_letters.get(pair, ())]
        if mixed := tuple(word for word in near if is_mixed(word, typed)):
            yield Transcript(start, end, mixed, Spelled.MIXED)
        elif begun := tuple(word for word in near if is_begun(word, typed)):
            yield Transcript(start, end, begun, Spelled.BEGUN)


def romanised(letters: str) -> tuple[str, ...]:
    """The pinyin, and where it has an ü, here v, the other ways to type that: lv, lu, lyu."""
    return (letters, letters.replace("v", "u"), letters.replace("v", "yu")) if "v" in letters else (letters,)


def is_mixed(word: str, typed: str) -> bool:
    """Whether each syllable of the word is begun, and at least half of them are whole.

    >>> is_mixed("发改委", "fagawei"), is_mixed("发改委", "fgwei")
    (True, False)
    """
    ways = {(0, 0)}  # letters used, whole syllables
    for character in word:
        ways = {
            (used + length, whole + (length == len(syllable)))
            for used, whole in ways
            for syllable in syllables(character)
            for length in range(1, len(syllable) + 1)
            if typed.startswith(syllable[:length], used)
        }
    return any(used == len(typed) and 2 * whole >= len(word) for used, whole in ways)


def is_begun(word: str, typed: str) -> bool:
    """Whether at least two whole syllables of the word are typed, and the begin of the next or nothing more.

    >>> is_begun("虚拟电厂", "xunidia"), is_begun("虚拟电厂", "xuni"), is_begun("虚拟电厂", "xun")
    (True, True, False)
    """
    ways = {0}
    for number, character in enumerate(word):
        if number >= 2 and any(
            used == len(typed) or any(each.startswith(typed[used:]) for each in syllables(character)) for used in ways
        ):
            return True
        ways = {
            used + len(syllable)
            for used in ways
            for syllable in syllables(character)
            if typed.startswith(syllable, used)
        }
    return False
