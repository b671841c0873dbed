"""A word typed in; the words that texts may have for it, each with its weight, out.

A mention of the word as typed weighs 1, of a synonym of a policy term SYNONYM, and of a word that the vocabulary
(WordPair) puts beside it what the vocabulary says.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.search.words.folding import fold

if TYPE_CHECKING:
    from documents.search.queries.query import Lexicon

SYNONYM = 0.7
MOST = 12  # words looked for in the place of one
EVERYDAY = "everyday"  # the kind of a pair (WordPair.Kind)
MOST_SAID = 3  # and said on the page
LONGEST = 6  # words of a run, or Latin words side by side, that the vocabulary may know as one
LATIN_WORDS = re.compile(r"[a-z][a-z0-9&'-]*(?: +[a-z][a-z0-9&'-]*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word of documents for a word typed; `kind` is that of the pair (WordPair.Kind), `weight` what a mention of it
    counts."""

    word: str
    weight: float
    kind: str


def meanings_of(word: str, lexicon: "Lexicon") -> Sequence[Meaning]:
    """The words of documents that the vocabulary puts beside a word. A policy term is one itself: it has no need of
    those for an everyday word."""
    found = lexicon.meanings.get(word, ())
    return [each for each in found if each.kind != EVERYDAY] if word in lexicon.synonyms else found


def weighed_words(word: str, lexicon: "Lexicon") -> dict[str, float]:
    """The words to look for, the one typed first, and what a mention of each counts. A word of documents brings its
    own synonyms along."""
    words = dict.fromkeys(lexicon.synonyms.get(word, ()), SYNONYM)
    for meaning in meanings_of(word, lexicon):
        for other in (meaning.word, *lexicon.synonyms.get(meaning.word, ())):
            weight = meaning.weight * (1.0 if other == meaning.word else SYNONYM)
            words[other] = max(weight, words.get(other, 0.0))
    words.pop(word, None)
    likeliest = sorted(words.items(), key=lambda each: -each[1])[: MOST - 1]
    return {word: 1.0, **dict(likeliest)}


def join_known(words: Sequence[str], lexicon: "Lexicon") -> Iterator[str]:
    """The words of a run, those that the vocabulary knows as one joined: 没电 的 牧区 → 没电的牧区."""
    place = 0
    while place < len(words):
        length = next(
            (
                length
                for length in range(min(LONGEST, len(words) - place), 1, -1)
                if "".join(words[place : place + length]) in lexicon.meanings
            ),
            1,
        )
        yield "".join(words[place : place + length])
        place += length


def join_latin(text: str, lexicon: "Lexicon") -> str:
    """The text, with the blanks left out of Latin words that the vocabulary knows as one: virtual power plant →
    virtualpowerplant; of a plural, the singular."""

    def joined(found: re.Match[str]) -> str:
        words, place, said = found[0].split(), 0, []
        while place < len(words):
            for length in range(min(LONGEST, len(words) - place), 0, -1):
                if known := known_latin(words[place : place + length], lexicon):
                    break
            said.append(known or words[place])
            place += length
        return " ".join(said)

    return LATIN_WORDS.sub(joined, text)


def known_latin(words: Sequence[str], lexicon: "Lexicon") -> str:
    """The word of the vocabulary that these Latin words are, in the singular if need be; "" if they are none."""
    word = fold("".join(words))
    singulars = (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y")
    return next((each for each in singulars if each in lexicon.meanings), "")
