"""A term in; its pieces out, and which of them may be misspelled."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from documents.search.queries.parts import Reader, split_names
from documents.search.queries.query import Lexicon, Part, QueryTerm
from documents.search.queries.questions import STOP_WORDS
from documents.search.words.segmenter import segmenter

LONGEST_TERM = 40  # characters; what is longer is no term but a text
HAN = re.compile("[\u3400-\u9fff]+")
LEVELS = frozenset("省市县州区国")  # stand alone before a name


@dataclass(frozen=True, slots=True)
class Piece:
    """A name, a word, or a run of loose characters that make no word, and where it begins in its term."""

    text: str
    start: int
    is_name: bool = False
    is_loose: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def may_be_wrong(self) -> bool:
        """Whether it could be a slip, if it stands nowhere: no name, number or Latin word."""
        return not self.is_name and HAN.fullmatch(self.text) is not None


def pieces_of(term: str, lexicon: Lexicon) -> list[Piece]:
    """The term in pieces, which joined give the term.

    >>> [piece.text for piece in pieces_of("国际货运斑列", Lexicon())]
    ['国际', '货运', '斑列']
    """
    pieces: list[Piece] = []
    for text, is_name in words_of(term, lexicon):
        start = pieces[-1].end if pieces else 0
        is_loose = not is_name and len(text) == 1 and text not in STOP_WORDS and text not in LEVELS
        if is_loose and pieces and pieces[-1].is_loose:
            pieces[-1] = Piece(pieces[-1].text + text, pieces[-1].start, is_loose=True)
        else:
            pieces.append(Piece(text, start, is_name, is_loose))
    return pieces


def words_of(term: str, lexicon: Lexicon) -> Iterator[tuple[str, bool]]:
    """The names (regions, agencies, years) and words of a term, and whether each is a name."""
    for each in split_names(term, Reader(lexicon, segmenter())):
        if isinstance(each, Part):
            yield each.text, True
        else:
            yield from ((word, word in lexicon.regions) for word in segmenter().cut(each))


def doubtful(pieces: Iterable[Piece], nowhere: Collection[str] | None) -> list[Piece]:
    """The pieces that may be misspelled: those that stand nowhere and, for a single character and where it is not known
    what stands nowhere, the loose ones."""
    candidates = [piece for piece in pieces if piece.may_be_wrong]
    if nowhere is None:
        return [piece for piece in candidates if piece.is_loose]
    return [piece for piece in candidates if piece.text in nowhere or (piece.is_loose and len(piece.text) == 1)]


def is_beyond_doubt(term: QueryTerm, lexicon: Lexicon) -> bool:
    """Whether the term is a phrase or a group, known as it stands, or a text."""
    is_known = term.text in lexicon.synonyms or term.text in lexicon.meanings
    is_name = any(part.tags or part.choices for part in term.parts if part.text == term.text)
    return term.is_phrase or is_name or len(term.text) > LONGEST_TERM or is_known


def official_words(lexicon: Lexicon) -> set[str]:
    """The words of documents that the vocabulary names."""
    return {meaning.word for meanings in lexicon.meanings.values() for meaning in meanings}
