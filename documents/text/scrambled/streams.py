"""Sentences and their twins in; which of two interleaved copies each sentence belongs to, out.

The copy that runs ahead is the lead, the other the lag. Every line begins with the lead, is overwritten by the lag for
some sentences (a run), and ends with the lead; where the run stands, the lead has lost text.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from statistics import median_low

from documents.text.scrambled.choosing import Chooser
from documents.text.scrambled.copies import Twins
from documents.text.scrambled.loose_sentences import Sentence
from documents.text.scrambled.runs import Run, line_ranges, outside

HEADINGS_AHEAD = 3  # headings the lag may have had since the last one that is sure
ROUNDS = 4  # the choices of one round are the context of the next


class Streams:
    """Two interleaved copies; `runs` holds for each line which of its sentences belong to the lag."""

    def __init__(self, sentences: Sequence[Sentence], twins: Twins) -> None:
        self.sentences = sentences
        self.twins = twins
        self.covered = max(twins.second)  # the last sentence of the lead that the lag reaches
        self.seconds = sorted(twins.first)
        self.lag_headings = [max(self._heading(index), self._heading(twins.first[index])) for index in self.seconds]
        self.last_heading = max(self.lag_headings, default=-1)
        self.headings_so_far = list(accumulate(self.lag_headings, max, initial=-1))
        self.runs = [self._known_run(first, last) for first, last in line_ranges(sentences)]
        self._settle()

    @property
    def lag(self) -> list[int]:
        """The sentences of the lag, in its order."""
        return [index for run in self.runs for index in range(run.start, run.end)]

    @property
    def lead(self) -> list[int]:
        """The sentences of the lead, in its order."""
        return [index for run in self.runs for index in outside(run)]

    def _known_run(self, first: int, last: int) -> Run:
        """The run from the first to the last twin of a line; empty, at the line's begin, where it has none."""
        seconds = [index for index in range(first, last) if index in self.twins.first]
        if not seconds:
            return Run(first, last, first, first)
        return Run(first, last, seconds[0], seconds[-1] + 1)

    def _settle(self) -> None:
        """Find the ends of all runs: first those that follow from the twins, then the rest by their words."""
        head = self._head_length()
        is_complete = self._is_lag_complete()
        open_runs: list[tuple[Run, list[tuple[int, int]]]] = []
        for run in self.runs:
            choices = self._choices(run, head)
            if is_complete and run.last <= self.covered:
                # What has no twin there is what the lead has lost; without any twin the line may have no run at all.
                choices = choices[-1:] if run.start < run.end else [choices[-1], choices[0]]
            run.start, run.end = choices[0]
            if len(set(choices)) > 1:
                open_runs.append((run, choices))
        if open_runs:
            self._choose(open_runs)

    def _head_length(self) -> int:
        """How many sentences of the lead usually stand before the lag."""
        return max(1, median_low([run.start - run.first for run in self.runs if run.end > run.start] or [1]))

    def _is_lag_complete(self) -> bool:
        """Whether nearly every sentence that begins a line, as far as the lag goes, is in the lag too."""
        heads = [run.first for run in self.runs if run.first < self.covered]
        return sum(head in self.twins.second for head in heads) >= 0.8 * len(heads)

    def _choices(self, run: Run, head: int) -> list[tuple[int, int]]:
        """The runs (start, end) that a line may have: with all its second copies, and none of its first ones."""
        known = run.end > run.start
        start = run.start if known else min(run.first + head, run.last)
        while known and start > run.first + head and self._may_be_lag(start - 1):
            start -= 1
        stop = max(run.end, start)
        stops = [stop]
        while stop < run.last and self._may_be_lag(stop):
            stop += 1
            stops.append(stop)
        fewest = max((index + 1 for index in range(start, stop) if self._must_be_lag(index)), default=0)
        return [(start, stop) for stop in stops if stop >= fewest]

    def _may_be_lag(self, index: int) -> bool:
        """Whether a sentence may belong to the lag: one without a twin, only where the lead has lost something."""
        if index in self.twins.second:
            return False
        if index in self.twins.first or self._must_be_lag(index):
            return True
        at = bisect_left(self.seconds, index)
        if not self._suits_heading(index, at):
            return False
        if at in (0, len(self.seconds)):
            return True
        return self.twins.first[self.seconds[at]] - self.twins.first[self.seconds[at - 1]] > 1

    def _suits_heading(self, index: int, at: int) -> bool:
        """Whether the headings of a sentence follow those of the lag; a chapter and its section may come together."""
        headings = self.sentences[index].headings
        before = self.headings_so_far[at]
        return not headings or before < headings[0].entry <= before + HEADINGS_AHEAD

    def _must_be_lag(self, index: int) -> bool:
        """Whether a sentence has a heading that the lead had before, so that it can only belong to the lag."""
        return index > self.covered and 0 <= self._heading(index) <= self.last_heading

    def _heading(self, index: int) -> int:
        """The entry of the last heading before a sentence; -1 where it has none."""
        return max((heading.entry for heading in self.sentences[index].headings), default=-1)

    def _choose(self, open_runs: list[tuple[Run, list[tuple[int, int]]]]) -> None:
        chooser = Chooser(self.sentences, self.twins, self.runs, open_runs)
        for _ in range(ROUNDS):
            if not chooser.improve():
                break
