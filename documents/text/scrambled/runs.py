"""Run: the sentences of a line that belong to the other copy (the lag, see streams.py)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.text.scrambled.loose_sentences import Sentence


@dataclass(slots=True)
class Run:
    """Of the sentences from `first` to `last`, which make a line, those from `start` to `end` belong to the lag. `last`
    and `end` are not included."""

    first: int
    last: int
    start: int
    end: int


def outside(run: Run) -> Iterator[int]:
    """The places of the sentences of a line that belong to the lead.

    >>> list(outside(Run(first=0, last=5, start=1, end=3)))
    [0, 3, 4]
    """
    yield from range(run.first, run.start)
    yield from range(run.end, run.last)


def line_ranges(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """For each line the place of its first sentence, and that behind its last."""
    first = 0
    for index in range(1, len(sentences) + 1):
        if index == len(sentences) or sentences[index].line != sentences[first].line:
            yield first, index
            first = index
