"""Two texts in; how much of their wording is the same out. And a few marks by which texts that are alike find each
other among many."""

from binascii import crc32
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest

LONG = 8  # letters of a shingle: long enough that two texts share few by chance, short enough to survive an edit
MARKS = 24
SHARED = 6  # of 24 marks: texts of which a fourth is the same share so many on average


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are: how many shingles `both` have, how many only the one (`added`) or the other (`missing`)
    has."""

    both: int
    added: int
    missing: int

    @property
    def common(self) -> float:
        """What both have of all that either has, from 0 to 1."""
        return self.both / max(1, self.both + self.added + self.missing)

    @property
    def held(self) -> float:
        """What both have of the shorter one: a text with an annex more is held, an excerpt too."""
        return self.both / max(1, self.both + min(self.added, self.missing))

    @property
    def kept(self) -> float:
        """What both have of the other one."""
        return self.both / max(1, self.both + self.missing)

    @property
    def is_shortened(self) -> bool:
        """Whether the one is the other with words left out, rather than reworded."""
        return self.missing >= max(2 * self.added, self.added + LONG)


def letters(text: str) -> str:
    """The letters and digits of a text: what stays the same however it is broken into lines and marked."""
    return "".join(filter(str.isalnum, text))


def shingles(text: str) -> set[int]:
    """Every run of eight letters, as a number (CRC-32)."""
    words = letters(text)
    return {
        crc32(words[start : start + LONG].encode("utf-8", "replace")) for start in range(max(1, len(words) - LONG + 1))
    }


def marks_of(text: str) -> list[int]:
    """The smallest numbers among the shingles: of two texts, as many are shared on average as the texts have in common
    (bottom-k sketch, Cohen and Kaplan 2007)."""
    return nsmallest(MARKS, shingles(text))


def likeness(one: Iterable[int], other: Iterable[int]) -> Likeness:
    """Compare two texts by their shingles."""
    one, other = set(one), set(other)
    return Likeness(len(one & other), len(one - other), len(other - one))
