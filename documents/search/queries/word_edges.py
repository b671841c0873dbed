"""A folded text in; where its words begin and end out."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Protocol

from documents.search.words.folding import RUN


class Cutting(Protocol):
    """Cuts runs into words, as Segmenter does (words/segmenter.py)."""

    def cut(self, run: str) -> Sequence[str]: ...


def word_edges(text: str, cutter: Cutting) -> set[int]:
    """Where the words of a text begin and end."""
    edges: set[int] = set()
    for run in RUN.finditer(text):
        edges |= {run.start() + edge for edge in accumulate(map(len, cutter.cut(run[0])), initial=0)}
    return edges


def is_whole(text: str, start: int, end: int, cutter: Cutting) -> bool:
    """Whether a stretch of a text is made of whole words: 后年 in 今后|年均 is none."""
    return {start, end} <= word_edges(text, cutter)
