"""The text of a field in; its tokens for the index out: pairs of characters, words, and single characters.

With the pairs, in order, any substring of two or more characters is found as a phrase of pairs. The words of the
segmenter follow, so that a pair that is also a word counts twice, and one across a word boundary once. Each different
character comes last, once.
"""

from collections.abc import Iterable

from documents.search.words.folding import fold, runs
from documents.search.words.segmenter import Segmenter

TAG = "#"  # opens a token that stands for a fact (a region, an agency …), which no text can contain
TITLE = "^"  # opens a token that stands in the title
GAP = "-"  # stands between two tokens that would else look like the pairs of one run


def tokens(text: str, segmenter: Segmenter) -> list[str]:
    """All tokens of the text of one field, in the order of the index."""
    stretches = runs(fold(text))
    found: list[str] = []
    for run in stretches:
        append(found, pairs(run))
    for run in stretches:
        for word in segmenter.cut_for_search(run):
            if len(word) > 1:
                append(found, [word])
    return [*found, GAP, *dict.fromkeys("".join(stretches))]


def append(found: list[str], tokens: list[str]) -> None:
    """Add tokens, apart from those before: 绿电，电直 has no 绿电直."""
    if found and found[-1][-1] == tokens[0][0]:
        found.append(GAP)
    found += tokens


def pairs(run: str) -> list[str]:
    """The overlapping pairs of characters of a run; a single character is given alone.

    >>> pairs("绿电直连")
    ['绿电', '电直', '直连']
    """
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def as_one_field(texts: Iterable[str]) -> str:
    r"""The texts as one field, each on a line of its own, so that no phrase runs from one into the next.

    >>> as_one_field(["发展风电", "", "推进光伏"])
    '发展风电\n推进光伏'
    """
    return "\n".join(filter(None, texts))
