"""A field's text → the tokens that stand for it in the index: pairs of characters, words, and single characters.

The pairs, in order, make every substring of two or more characters findable as a phrase of pairs. The words that
jieba sees follow them, so a pair that is also a word counts twice and one across a word boundary once. Each
different character comes last, once.
"""

from collections.abc import Iterable

from documents.search.words.folding import fold, runs
from documents.search.words.segmenter import Segmenter

TAG = "#"  # opens a token that stands for a fact (a region, an agency …), which no text can contain
TITLE = "^"  # opens a token that stands in the title


def tokens(text: str, segmenter: Segmenter) -> list[str]:
    """All tokens of one field, in index order."""
    stretches = runs(fold(text))
    found = [pair for run in stretches for pair in pairs(run)]
    for run in stretches:
        found += [word for word in segmenter.cut_for_search(run) if len(word) > 1]
    found += dict.fromkeys("".join(stretches))
    return found


def pairs(run: str) -> list[str]:
    """The overlapping pairs of a run: 绿电直连 → 绿电 电直 直连; a single character stands for itself."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def joined(texts: Iterable[str]) -> str:
    """Several texts as one field, a line each, so that no phrase runs from one into the next."""
    return "\n".join(filter(None, texts))
