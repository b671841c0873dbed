"""A text in; the words that stand in it once one slip is undone, out.

The words are those of a dictionary, which has too many of them to be looked up by what they are near to.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from documents.search.slips.known_words import DOUBLED, EXTRA, SWAPPED
from documents.search.slips.similar import distance, similar

LONGEST_WORD = 5  # characters of a word that is looked for
LEAST_WHOLE = 2


@dataclass(frozen=True, slots=True)
class Slip:
    """A stretch of a text from `start` to `end`, what may have been meant by it, and how far that is."""

    start: int
    end: int
    meant: str
    far: float

    def undone(self, text: str) -> str:
        """The text as it was meant.

        >>> Slip(0, 2, "水权", 1.0).undone("水劝交易")
        '水权交易'
        """
        return text[: self.start] + self.meant + text[self.end :]


@dataclass(frozen=True, slots=True)
class Edit:
    """The text with one slip undone, and the characters from `start` to `end` around what was put right."""

    text: str
    start: int
    end: int
    far: float


def find_edits(
    text: str, places: Collection[int], edges: Collection[int], is_word: Callable[[str], bool]
) -> Iterator[Slip]:
    """Words that come about where one character at one of the places is put right, and in whose place none stood; they
    stand from one of the edges to another.

    >>> words = {"水权", "水圈", "交易", "圈交"}
    >>> sorted(slip.meant for slip in find_edits("水劝交易", [0, 1], [0, 1, 2, 4], words.__contains__))
    ['水圈', '水权']
    """
    for place in sorted(places):
        for edit in edits_at(text, place):
            yield from words_of(edit, text, edges, is_word)


def transposed(text: str, places: Collection[int]) -> Iterator[Slip]:
    """The whole text with two characters swapped at one of the places, or without the one there.

    >>> [slip.meant for slip in transposed("电绿消费", [0])]
    ['绿电消费']
    """
    for place in sorted(places):
        for edit in moves_at(text, place):
            if len(edit.text) > LEAST_WHOLE:
                yield Slip(0, len(text), edit.text, edit.far)


def edits_at(text: str, place: int) -> Iterator[Edit]:
    """The text with the character at a place exchanged, swapped with the next, or left out."""
    character = text[place]
    for other in similar(character):
        exchanged = text[:place] + other + text[place + 1 :]
        yield Edit(exchanged, place, place + 1, distance(character, other))
    yield from moves_at(text, place)


def moves_at(text: str, place: int) -> Iterator[Edit]:
    """The text with the character at a place swapped with the next, or left out."""
    before, character, after = text[:place], text[place], text[place + 1 :]
    if after and after[0] != character:
        yield Edit(before + after[0] + character + after[1:], place, place + 2, SWAPPED)
    if before.endswith(character):
        yield Edit(before + after, place - 1, place, DOUBLED)
    elif after.startswith(character):
        yield Edit(before + after, place, place + 1, DOUBLED)
    elif before and after:
        yield Edit(before + after, place - 1, place + 1, EXTRA)


def words_of(edit: Edit, text: str, edges: Collection[int], is_word: Callable[[str], bool]) -> Iterator[Slip]:
    """The words of the edited text around what was put right, the longest first."""
    least = 3 if edit.far == EXTRA else 2
    for length in range(LONGEST_WORD, least - 1, -1):
        for start in range(max(0, edit.end - length), min(edit.start, len(edit.text) - length) + 1):
            word = edit.text[start : start + length]
            end = start + length + len(text) - len(edit.text)
            if start in edges and end in edges and is_word(word) and not is_word(text[start:end]):
                yield Slip(start, end, word, edit.far)
