"""An old and a new wording of one passage in; the words that stayed, went and came, out.

Sentences are compared first, then the words of those that differ. The work is counted in pairs of equal words and
bounded: where there are too many, the whole old passage is given as gone and the whole new one as new.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from documents.search.words.segmenter import segmenter

SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]|[^。；！？\n]+")
WORD = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?[%％‰]?|[㐀-鿿]{1,200}|.", re.DOTALL)
FEWEST = 3  # letters: a shorter stretch between two changes is the same by chance, and is no reason to part them
MOST_PAIRS = 100_000  # of equal words in one passage
ALL_PAIRS = 1_000_000  # of equal words in a comparison


class Turn(StrEnum):
    """What became of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words, and whether they stayed, went or came."""

    turn: Turn
    words: str


@dataclass(slots=True)
class Effort:
    """How many pairs of equal words may still be looked at (`left`)."""

    left: int = ALL_PAIRS

    def suffices(self, old: Sequence[str], new: Sequence[str]) -> bool:
        """Whether these two may still be compared; if so, what it costs is taken from `left`."""
        counts = Counter(new)
        pairs = sum(counts[word] for word in old)
        if pairs > min(MOST_PAIRS, self.left):
            return False
        self.left -= pairs
        return True


def reword(old: str, new: str, effort: Effort) -> tuple[WordRun, ...]:
    """The words of both wordings, in order, as parts that stayed, went or came.

    White space makes no difference; what stayed has the line ends of the new wording.

    >>> [(part.turn.value, part.words) for part in reword("到2025年", "到2030年", Effort())]
    [('same', '到'), ('gone', '2025'), ('new', '2030'), ('same', '年')]
    """
    parts: list[WordRun] = []
    for before, after in steps(SENTENCE.findall(old), SENTENCE.findall(new), effort):
        if comparable(before) == comparable(after):
            parts.append(WordRun(Turn.SAME, "".join(after)))
            continue
        for gone, came in steps(split_words("".join(before)), split_words("".join(after)), effort):
            parts += turned(gone, came)
    return tuple(smooth(parts))


def split_words(passage: str) -> list[str]:
    """The words of a passage, which joined give the passage: numbers, Latin words, Chinese words of the dictionary."""
    found: list[str] = []
    for run in WORD.findall(passage):
        found += segmenter().cut(run) if "㐀" <= run[0] <= "鿿" else [run]
    return found


def comparable(items: Iterable[str]) -> list[str]:
    """The sentences or words without white space, for comparison."""
    return ["".join(item.split()) for item in items]


def steps(old: Sequence[str], new: Sequence[str], effort: Effort) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Both lists cut into pieces that correspond, equal ones and different ones in turn; joined they give the lists.

    If `effort` does not suffice, all between a common begin and a common end is one piece.
    """
    mine, theirs = comparable(old), comparable(new)
    head = common(mine, theirs)
    tail = common(mine[head:][::-1], theirs[head:][::-1])
    mine, theirs = mine[head : len(mine) - tail], theirs[head : len(theirs) - tail]
    yield old[:head], new[:head]
    if effort.suffices(mine, theirs):
        for _, i1, i2, j1, j2 in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
            yield old[head + i1 : head + i2], new[head + j1 : head + j2]
    else:
        yield old[head : len(old) - tail], new[head : len(new) - tail]
    yield old[len(old) - tail :], new[len(new) - tail :]


def common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items at their begin the two have in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def turned(gone: Sequence[str], came: Sequence[str]) -> Iterator[WordRun]:
    """A piece as parts: what went and what came, or what stayed."""
    old, new = "".join(gone), "".join(came)
    if comparable(gone) == comparable(came):
        yield WordRun(Turn.SAME, new)
        return
    if old.strip():
        yield WordRun(Turn.GONE, old)
    if new:
        yield WordRun(Turn.NEW if new.strip() else Turn.SAME, new)


def smooth(parts: Iterable[WordRun]) -> Iterator[WordRun]:
    """The parts, with neighbours of one kind joined, and changes joined that have only a short stretch between them."""
    kept = [part for part in parts if part.words]
    runs = [(turn, "".join(part.words for part in run)) for turn, run in groupby(kept, key=lambda part: part.turn)]
    gone = new = ""
    for place, (turn, text) in enumerate(runs):
        if turn is Turn.SAME and not (is_chance(text) and gone + new and place + 1 < len(runs)):
            yield from changed(gone, new)
            gone = new = ""
            yield WordRun(turn, text)
            continue
        gone += text if turn is not Turn.NEW else ""
        new += text if turn is not Turn.GONE else ""
    yield from changed(gone, new)


def is_chance(text: str) -> bool:
    """Whether a stretch of equal words is so short that the changes around it are taken for one."""
    return "\n" not in text and sum(map(str.isalnum, text)) < FEWEST and not re.search(r"[。；！？]", text)


def changed(gone: str, new: str) -> Iterator[WordRun]:
    """A change as parts: what went, then what came."""
    if gone:
        yield WordRun(Turn.GONE, gone)
    if new:
        yield WordRun(Turn.NEW, new)
