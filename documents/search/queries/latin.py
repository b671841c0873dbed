"""Terms of Latin letters in; the known words that they are the pinyin of, or an English word that was meant, out."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from documents.search.queries.doubts import official_words
from documents.search.queries.query import Lexicon
from documents.search.slips.homophones import homophones
from documents.search.slips.known_words import is_one_slip
from documents.search.slips.pinyin import PinyinTable, Transcript
from documents.search.words.segmenter import segmenter

LATIN = re.compile("[a-zü]{2,30}")
LEAST_MISSPELLED = 6  # letters
PROBABLE = 10  # times rarer than the commonest word with the same pinyin, and another is hardly meant


def is_latin(text: str) -> bool:
    """Whether this is a word of Latin letters, or pinyin."""
    return LATIN.fullmatch(text) is not None


def transcripts(runs: Sequence[str], lexicon: Lexicon) -> list[Transcript]:
    """The words that terms side by side stand for in pinyin; [] where they are no pinyin of known words."""
    return pinyin_table(lexicon).read([run.replace("ü", "v") for run in runs])


def english(typed: str, lexicon: Lexicon) -> list[str]:
    """The words of the vocabulary that differ by one slip of a letter; of several words, without blanks.

    An ending alone is no slip: computer is not compute.
    """
    return [
        word
        for word in english_words(lexicon)
        if len(typed) >= LEAST_MISSPELLED
        and abs(len(word) - len(typed)) <= 1
        and not word.startswith(typed)
        and not typed.startswith(word)
        and is_one_slip(typed, word)
    ]


@lru_cache(maxsize=1)
def english_words(lexicon: Lexicon) -> list[str]:
    """The English words of the vocabulary: photovoltaic, virtualpowerplant."""
    return sorted(word for word in lexicon.meanings if len(word) >= LEAST_MISSPELLED and word.isascii())


@lru_cache(maxsize=1)
def pinyin_table(lexicon: Lexicon) -> PinyinTable:
    """The words that may be typed in pinyin: terms, words of documents, the names of agencies and of regions; everyday
    words as the dictionary has them."""
    names = {*lexicon.synonyms, *official_words(lexicon), *lexicon.agencies, *lexicon.regions}
    return PinyinTable((name for name in names if 2 <= len(name) <= 16 and not name.isascii()), dictionary_words)


@lru_cache(maxsize=1024)
def dictionary_words(letters: str) -> dict[int, list[str]]:
    """The words of the dictionary whose pinyin the letters begin with, by its length, the commonest first."""
    found: dict[int, list[str]] = defaultdict(list)
    for length, word in homophones(letters, segmenter().begins):
        if segmenter().weight(word):
            found[length].append(word)
    return {
        length: sorted(words, key=lambda word: (-segmenter().weight(word), word)) for length, words in found.items()
    }
