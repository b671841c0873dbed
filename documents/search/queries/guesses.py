"""A term and its doubtful pieces in; what may have been meant by it, out."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from documents.search.queries.doubts import Piece, official_words
from documents.search.queries.query import Lexicon
from documents.search.slips.edits import Slip, find_edits, transposed
from documents.search.slips.known_words import DOUBLED, DROPPED, LONGEST, UNLIKE, KnownWords
from documents.search.words.segmenter import segmenter

MOST_GUESSES = 30  # for one term


@dataclass(frozen=True, slots=True)
class Guess:
    """What may be meant by a stretch of a query, how far it is from what was typed, and how the term then reads.
    `is_all`: nothing else in the term is in doubt."""

    typed: str
    meant: str
    text: str
    far: float
    is_known: bool
    is_all: bool

    @property
    def may_stand_alone(self) -> bool:
        """Whether it is worth a question where the term that it makes stands nowhere as a whole."""
        is_doubled = len(self.typed) > len(self.meant) and self.far == DOUBLED
        return self.is_all and self.far < UNLIKE and (self.is_known or is_doubled or len(self.meant) > 2)


def guesses(pieces: Sequence[Piece], doubts: Sequence[Piece], lexicon: Lexicon) -> list[Guess]:
    """What may be meant by the term of these pieces, the nearest first. Names stay as they are."""
    text = "".join(piece.text for piece in pieces)
    names = [piece.text for piece in pieces if piece.is_name]
    found = dict.fromkeys((*from_known(text, pieces, doubts, lexicon), *from_dictionary(text, pieces, doubts, lexicon)))
    kept = (guess for guess in found if all(name in guess.text for name in names))
    return sorted(kept, key=lambda guess: (guess.far - 0.2 * len(guess.meant), guess.text))[:MOST_GUESSES]


def from_known(text: str, pieces: Sequence[Piece], doubts: Sequence[Piece], lexicon: Lexicon) -> Iterator[Guess]:
    """Known words near to a stretch that holds a doubtful piece. It begins and ends with a word, or within a run of
    loose characters."""
    edges = edges_of(pieces)
    near = known_words(lexicon)
    for start in edges:
        for end in edges:
            if not 2 <= end - start <= LONGEST or not any(start < doubt.end and doubt.start < end for doubt in doubts):
                continue
            typed = text[start:end]
            if segmenter().weight(typed):
                continue
            is_loose = any(doubt.is_loose and start < doubt.end and doubt.start < end for doubt in doubts)
            for meant, far in near.near(typed).items():
                if far == DROPPED and not is_loose:  # between words: 国外仓库 is not 国外建仓库
                    continue
                undone = text[:start] + meant + text[end:]
                yield Guess(typed, meant, undone, far, is_known=True, is_all=is_all(start, end, doubts))


def edges_of(pieces: Sequence[Piece]) -> list[int]:
    """Where the words of a term, and loose characters, begin and end."""
    edges = {0}
    for piece in pieces:
        edges |= {*range(piece.start, piece.end)} if piece.is_loose else {piece.start}
        edges.add(piece.end)
    return sorted(edges)


def from_dictionary(text: str, pieces: Sequence[Piece], doubts: Sequence[Piece], lexicon: Lexicon) -> Iterator[Guess]:
    """Words of the dictionary with one slip in a doubtful piece, in the text between the names around it; and that text
    as a whole with two characters swapped, or without one."""
    names = known_words(lexicon).words
    for start, end in between_names(pieces):
        stretch = text[start:end]
        places = {at - start for doubt in doubts for at in range(doubt.start, doubt.end) if start <= at < end}
        edges = {edge - start for edge in edges_of(pieces)}
        slips = find_edits(stretch, places, edges, lambda word: bool(segmenter().weight(word)) or word in names)
        for slip in (*slips, *whole_words(stretch, places)):
            first, last = start + slip.start, start + slip.end
            undone = text[:first] + slip.meant + text[last:]
            is_known = slip.meant in names
            yield Guess(text[first:last], slip.meant, undone, slip.far, is_known, is_all(first, last, doubts))


def whole_words(stretch: str, places: Collection[int]) -> Iterator[Slip]:
    """The whole stretch with two characters swapped or without one, where it then is made of words."""
    for slip in transposed(stretch, places) if len(stretch) <= LONGEST else ():
        if all(len(word) > 1 for word in segmenter().cut(slip.meant)):
            yield slip


def is_all(start: int, end: int, doubts: Sequence[Piece]) -> bool:
    """Whether the stretch holds all that is in doubt, single characters apart from it aside."""
    return all(
        (start <= doubt.start and doubt.end <= end)
        or (len(doubt.text) == 1 and (doubt.end <= start or end <= doubt.start))
        for doubt in doubts
    )


def between_names(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Where stretches of Chinese words begin and end, between names, numbers and Latin words."""
    for may_be_wrong, stretch in groupby(pieces, lambda piece: piece.may_be_wrong):
        if may_be_wrong:
            words = list(stretch)
            yield words[0].start, words[-1].end


@lru_cache(maxsize=1)
def known_words(lexicon: Lexicon) -> KnownWords:
    """The words that may be meant: terms, words of the vocabulary, names of agencies, provinces and prefectures."""
    places = (name for name, code in lexicon.regions.items() if code.endswith("00"))
    return KnownWords([*lexicon.synonyms, *lexicon.meanings, *official_words(lexicon), *lexicon.agencies, *places])
