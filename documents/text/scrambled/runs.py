"""Lines of sentences → their runs: the stretch of each line that belongs to the other copy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.text.scrambled.loose_sentences import Sentence


@dataclass(slots=True)
class Run:
    """The stretch of a line that is the lag's: sentences `start` to `end`, of those from `first` to `last`."""

    first: int
    last: int
    start: int
    end: int


def outside(run: Run) -> Iterator[int]:
    """The sentences of a line that belong to the lead."""
    yield from range(run.first, run.start)
    yield from range(run.end, run.last)


def lines_of(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Each line as the range of its sentences."""
    first = 0
    for index in range(1, len(sentences) + 1):
        if index == len(sentences) or sentences[index].line != sentences[first].line:
            yield first, index
            first = index
