"""A term that finds nothing and the words that are known → words of which one may have been meant.

A word is near where it sounds the same (绿电之连, 绿电直连) or differs in one character (碳足记, 碳足迹).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path

SOUNDS = Path(__file__).parent / "sounds.txt"
LONGEST = 16
ANY = "\0"  # stands for the one character that differs


@cache
def sounds() -> dict[str, str]:
    """Character → its usual syllable without tone."""
    lines = (line.split() for line in SOUNDS.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {character: syllable for syllable, characters in lines for character in characters}


def begins_in_pinyin(word: str, typed: str) -> bool:
    """Whether what is typed begins the word's pinyin or the initials of it: 发改委 is fagaiwei and fgw."""
    return any(spelled.startswith(typed) for spelled in pinyin(word))


@lru_cache(maxsize=65536)
def pinyin(word: str) -> tuple[str, str]:
    """The word's syllables and their initials; a character without a syllable stands for itself."""
    syllables = [sounds().get(character, character) for character in word]
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)


class Vocabulary:
    """The words that are known, to be found by sound and with one character wrong."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(word for word in words if 2 <= len(word) <= LONGEST)
        self.by_key: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for word in sorted(self.words, key=lambda word: (-len(word), word)):
            for key in keys(word):
                self.by_key[key].append(word)

    def near(self, segments: Sequence[str]) -> Iterator[tuple[str, str]]:
        """A text, given in segments: stretches of it that may be misspelled, and the text with a near word in the place
        of each. Longer stretches come first, and words that sound alike. A stretch does not begin or end in a segment.
        """
        text = "".join(segments)
        edges = {0, *accumulate(map(len, segments))}
        for length in range(min(LONGEST, len(text)), 1, -1):
            for start in range(len(text) - length + 1):
                stretch = text[start : start + length]
                if stretch in self.words or not edges >= {start, start + length}:
                    continue
                for key in keys(stretch):
                    for word in self.by_key.get(key, ()):
                        yield stretch, text[:start] + word + text[start + length :]


def keys(word: str) -> list[tuple[str, ...]]:
    """How a word is looked up: by its sound, then, if it has three characters, without one of them."""
    sound = tuple(sounds().get(character, character) for character in word)
    gaps = [(word[:place] + ANY + word[place + 1 :],) for place in range(len(word))] if len(word) > 2 else []
    return [("sound", *sound), *gaps]
