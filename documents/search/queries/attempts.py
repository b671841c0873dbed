"""What may have been meant by terms in, with how often each stands in the base; the choice among it out.

An attempt names the nodes that it wants counted, so that one question to the index serves all attempts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log10
from typing import Protocol

from documents.search.expressions import Node, substring
from documents.search.queries.guesses import Guess
from documents.search.queries.parsing import parse_query
from documents.search.queries.query import Lexicon
from documents.search.slips.known_words import DROPPED, UNLIKE
from documents.search.slips.pinyin import Spelled, Transcript
from documents.search.slips.sounds import SAME
from documents.search.words.segmenter import segmenter

MOST_WORDS = 24  # of one pinyin that are counted
MOST_OTHERS = 3
APART = 0.5  # how much better the best guess must be than the next, to be sure
NOT_WHOLE = 1.0  # what a guess loses if the term that it makes stands nowhere as a whole
FAR = 1.5  # a guess beyond is sure only where the term that it makes stands as a whole
COMMON = 500  # the weight of a common word of the dictionary
LONG = 3  # a word of the dictionary of more characters is hardly there by chance


@dataclass(frozen=True, slots=True)
class Choice:
    """What the terms from number `first` to `last` are read as; `others` may have been meant instead."""

    first: int
    last: int
    typed: str
    read_as: str
    kind: str
    is_sure: bool
    others: tuple[str, ...] = ()


class Attempt(Protocol):
    """An attempt to read terms as something else."""

    @property
    def nodes(self) -> Sequence[Node]: ...

    def choose(self, numbers: Sequence[int]) -> Choice | None:
        """The choice, when it is known how many entries each node has."""


@dataclass(frozen=True, slots=True)
class Misspelled:
    """A term with a slip, and what may be meant by it."""

    number: int
    text: str
    guesses: Sequence[Guess]
    lexicon: Lexicon
    stands_nowhere: bool

    @property
    def nodes(self) -> list[Node]:
        """Of each guess the stretch as typed, as meant, and the whole term."""
        return [node for guess in self.guesses for node in self._nodes_of(guess)]

    def _nodes_of(self, guess: Guess) -> Iterator[Node]:
        yield substring(guess.typed, is_exact=True)
        yield node_of(guess.meant, self.lexicon) if guess.is_known else substring(guess.meant, is_exact=True)
        yield substring(guess.text, is_exact=True)

    def choose(self, numbers: Sequence[int]) -> Choice | None:
        """The best guess that stands somewhere, where what was typed does not."""
        weighed = [
            (self._loss(guess, meant, whole), guess.text, guess, whole)
            for guess, typed, meant, whole in zip(self.guesses, numbers[::3], numbers[1::3], numbers[2::3], strict=True)
            if meant and not typed and (whole or guess.may_stand_alone)
        ]
        if not weighed:
            return None
        weighed.sort(key=lambda each: each[:2])
        loss, text = weighed[0][:2]
        others = [each for each in weighed if each[1] != text]
        is_alone = not others or others[0][0] - loss >= APART
        is_sure = is_alone and any(
            self._is_sure(guess, whole > 0) for *_, guess, whole in weighed if guess.text == text
        )
        near = (other for value, other, guess, _ in others if value - loss < 2 * APART and guess.far < UNLIKE)
        instead = () if is_sure else tuple(dict.fromkeys(near))[:MOST_OTHERS]
        return Choice(self.number, self.number, self.text, text, "spelling", is_sure, instead)

    def _is_sure(self, guess: Guess, stands_whole: bool) -> bool:
        """Whether the best guess is good enough to be read at once. Where the words of the term stand somewhere, if
        only apart, it has to be a known word, and so has it in a term of two characters, which may be a person."""
        if not guess.is_all or guess.far > FAR:
            return False
        if len(self.text) == 2 and self.stands_nowhere:
            is_common = guess.is_known or segmenter().weight(guess.meant) >= COMMON
            return is_common and guess.far <= SAME
        if self.stands_nowhere:
            return guess.is_known or stands_whole or len(guess.meant) > LONG
        return guess.is_known and stands_whole and len(guess.meant) >= LONG and guess.far <= DROPPED

    def _loss(self, guess: Guess, meant: int, whole: int) -> float:
        """How unlikely a guess is: less the nearer, the longer and the commoner it is, and if the term stands whole."""
        return guess.far + (0 if whole else NOT_WHOLE) - 0.15 * len(guess.meant) - 0.3 * log10(meant)


@dataclass(frozen=True, slots=True)
class Romanised:
    """Latin terms side by side, or letters in a term, and the words of which they are the pinyin."""

    first: int
    last: int
    typed: str
    transcripts: Sequence[Transcript]
    lexicon: Lexicon
    before: str = ""  # what stands before and after the letters in the term
    after: str = ""

    @property
    def nodes(self) -> list[Node]:
        return [node_of(word, self.lexicon) for each in self.transcripts for word in each.words[:MOST_WORDS]]

    def choose(self, numbers: Sequence[int]) -> Choice | None:
        """The words that stand in most entries. One that stands nowhere is read only if its pinyin is whole, and what
        is only begun only where one word begins so."""
        found: list[list[str]] = []
        for each in self.transcripts:
            words = each.words[:MOST_WORDS]
            standing = [(number, word) for number, word in zip(numbers, words, strict=False) if number]
            numbers = numbers[len(words) :]
            if not standing and each.spelled != Spelled.FULL:
                return None
            if len(standing) > 1 and each.spelled == Spelled.BEGUN:
                return None
            standing.sort(key=lambda counted: -counted[0])
            found.append([word for _, word in standing] or [words[0]])
        others = found[0][1 : MOST_OTHERS + 1] if len(found) == 1 else []
        read_as, *others = (
            self.before + text + self.after for text in (" ".join(words[0] for words in found), *others)
        )
        return Choice(self.first, self.last, self.typed, read_as, "pinyin", is_sure=True, others=tuple(others))


@dataclass(frozen=True, slots=True)
class English:
    """Latin terms side by side, and the words that they may be."""

    first: int
    last: int
    typed: str
    words: Sequence[str]
    nodes: Sequence[Node] = ()

    def choose(self, numbers: Sequence[int]) -> Choice | None:
        """The likeliest; sure where there is one alone."""
        read_as, *others = dict.fromkeys(self.words)
        return Choice(self.first, self.last, self.typed, read_as, "spelling", not others, tuple(others))


def node_of(word: str, lexicon: Lexicon) -> Node:
    """The entries that a word finds, with its synonyms or by its tag."""
    return parse_query(word, lexicon, segmenter()).words_step()
