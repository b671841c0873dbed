"""A term that finds nothing and the known words in; terms that may have been meant out.

A word is near if it sounds the same (绿电之连, 绿电直连) or differs in one character (碳足记, 碳足迹).
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
    """Character → its usual syllable in pinyin, without tone."""
    lines = (line.split() for line in SOUNDS.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {character: syllable for syllable, characters in lines for character in characters}


def begins_in_pinyin(word: str, typed: str) -> bool:
    """Whether the pinyin of a word, or its initials, begin with what is typed.

    >>> begins_in_pinyin("发改委", "faga"), begins_in_pinyin("发改委", "fgw")
    (True, True)
    """
    return any(spelled.startswith(typed) for spelled in pinyin(word))


@lru_cache(maxsize=65536)
def pinyin(word: str) -> tuple[str, str]:
    """The pinyin of a word and its initials; a character without a syllable is kept.

    >>> pinyin("发改委")
    ('fagaiwei', 'fgw')
    """
    syllables = [sounds().get(character, character) for character in word]
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)


class Vocabulary:
    """The known words, to be found by sound and with one character wrong."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(word for word in words if 2 <= len(word) <= LONGEST)
        self.by_key: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for word in sorted(self.words, key=lambda word: (-len(word), word)):
            for key in lookup_keys(word):
                self.by_key[key].append(word)

    def near(self, segments: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Stretches of a text that may be misspelled, each with the text as it reads with a near word in that place.

        The text is given in segments, at whose edges a stretch begins and ends. Longer stretches come first, then words
        that sound the same. An answer may come twice.

        >>> next(Vocabulary(["绿电直连"]).near(["绿电", "之连"]))
        ('绿电之连', '绿电直连')
        """
        text = "".join(segments)
        edges = {0, *accumulate(map(len, segments))}
        for length in range(min(LONGEST, len(text)), 1, -1):
            for start in range(len(text) - length + 1):
                stretch = text[start : start + length]
                if stretch in self.words or not edges >= {start, start + length}:
                    continue
                for key in lookup_keys(stretch):
                    for word in self.by_key.get(key, ()):
                        yield stretch, text[:start] + word + text[start + length :]


def lookup_keys(word: str) -> list[tuple[str, ...]]:
    """The keys by which a word is found: its sound, then, if it has three characters or more, it without each one."""
    sound = tuple(sounds().get(character, character) for character in word)
    gaps = [(word[:place] + ANY + word[place + 1 :],) for place in range(len(word))] if len(word) > 2 else []
    return [("sound", *sound), *gaps]
