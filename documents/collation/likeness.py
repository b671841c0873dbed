"""Two texts in; how much of their wording is the same out. Also a few marks of a text, to find texts like it."""

from binascii import crc32
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest

LONG = 8  # letters of a shingle: long enough that two texts share few by chance, short enough to survive an edit
MARKS = 24
SHARED = 6  # of 24 marks: texts of which a fourth is the same share so many on average


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are, in shingles: how many `both` have, how many only the first (`added`) or only the second
    (`missing`)."""

    both: int
    added: int
    missing: int

    @property
    def common(self) -> float:
        """The share that both have of all that either has, from 0 to 1."""
        return self.both / max(1, self.both + self.added + self.missing)

    @property
    def held(self) -> float:
        """The share that both have of the shorter text, from 0 to 1: high for an excerpt, or if an annex was added."""
        return self.both / max(1, self.both + min(self.added, self.missing))

    @property
    def kept(self) -> float:
        """The share that both have of the second text, from 0 to 1."""
        return self.both / max(1, self.both + self.missing)

    @property
    def is_shortened(self) -> bool:
        """Whether the first text is the second with words left out, rather than reworded."""
        return self.missing >= max(2 * self.added, self.added + LONG)


def letters(text: str) -> str:
    """The letters, digits and characters of a text, without blanks, line ends and punctuation.

    >>> letters("发展“风电”。")
    '发展风电'
    """
    return "".join(filter(str.isalnum, text))


def shingles(text: str) -> set[int]:
    """Every run of eight letters of a text, as a number (CRC-32); a shorter text is one run.

    >>> len(shingles("加快发展风电和光伏产业"))
    4
    """
    words = letters(text)
    return {
        crc32(words[start : start + LONG].encode("utf-8", "replace")) for start in range(max(1, len(words) - LONG + 1))
    }


def telling_marks(text: str) -> list[int]:
    """The 24 smallest shingles of a text, to look for texts like it: two texts that have half their wording in common
    share half of them on average (bottom-k sketch, Cohen and Kaplan 2007).

    >>> telling_marks("发展风电。建设基地。") == telling_marks("发展 风电，建设基地")
    True
    """
    return nsmallest(MARKS, shingles(text))


def likeness(one: Iterable[int], other: Iterable[int]) -> Likeness:
    """How alike two texts are, whose shingles or marks are given.

    >>> likeness(shingles("加快发展风电和光伏产业"), shingles("加快发展风电和光伏产业链")).common
    0.8
    """
    one, other = set(one), set(other)
    return Likeness(len(one & other), len(one - other), len(other - one))
