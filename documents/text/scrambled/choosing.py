"""Lines with several possible runs in; for each the run that its words and the usual lengths make most likely, out.

For run, twin, lead and lag see streams.py.
"""

from collections.abc import Iterable, Sequence
from statistics import fmean, pstdev

from documents.text.scrambled.affinity import Affinity, Vector, nearness
from documents.text.scrambled.copies import Twins
from documents.text.scrambled.loose_sentences import Sentence
from documents.text.scrambled.runs import Run, outside

LEAD_LINES, LAG_LINES = 2, 1  # how far the context of a line reaches
LAG_NEIGHBOURS = 1  # what the lead says around a twin is context of the lag
WEIGHT_OF_LENGTH = 0.04
WEIGHT_OF_LOSS = 0.03
COST_OF_NO_RUN = 0.3
MOST_DEVIATION = 6.0

Open = Sequence[tuple[Run, Sequence[tuple[int, int]]]]  # each open line with the runs it may have


class Chooser:
    """Chooses among the possible runs of the open lines by the words of the sentences around."""

    def __init__(self, sentences: Sequence[Sentence], twins: Twins, runs: Sequence[Run], open_runs: Open) -> None:
        self.twins = twins
        self.runs = runs
        self.open_runs = open_runs
        texts = [sentence.words.text for sentence in sentences]
        affinity = Affinity(texts)
        self.vectors: list[Vector] = [affinity.vector(text) for text in texts]
        self.gains: dict[int, tuple[set[int], set[int], dict[int, float]]] = {}
        self.lengths = [len(text) for text in texts]
        closed = {id(run) for run, _ in open_runs}
        known = [self._length(run.start, run.end) for run in runs if id(run) not in closed and run.end > run.start]
        self.run_length = _Usual(known)
        self.lost_length = _Usual([lost for run in runs if id(run) not in closed and (lost := self._lost(run)) > 0])

    def _length(self, start: int, end: int) -> int:
        return sum(self.lengths[start:end])

    def improve(self) -> bool:
        """Choose once for every open line, and set its run; return whether any run changed."""
        line_of = {id(run): index for index, run in enumerate(self.runs)}
        changed = False
        for run, choices in self.open_runs:
            best = self._best(line_of[id(run)], run, choices)
            changed |= best != (run.start, run.end)
            run.start, run.end = best
        return changed

    def _best(self, line: int, run: Run, choices: Sequence[tuple[int, int]]) -> tuple[int, int]:
        # What lies in all choices or in none is sure, and context of the rest.
        unsure = range(min(end for _, end in choices), max(end for _, end in choices))
        gain = self._gains(line, unsure)
        return max(
            choices,
            key=lambda choice: sum(gain[index] for index in unsure if index < choice[1]) - self._oddity(line, choice),
        )

    def _gains(self, line: int, unsure: range) -> dict[int, float]:
        """For each unsure sentence how much nearer it is to the lag than to the lead."""
        lead, lag = self._lead_context(line).difference(unsure), self._lag_context(line).difference(unsure)
        known = self.gains.get(line)
        if known and known[:2] == (lead, lag):
            return known[2]
        of_lead, of_lag = [self.vectors[index] for index in lead], [self.vectors[index] for index in lag]
        gains = {
            index: nearness(self.vectors[index], of_lag) - nearness(self.vectors[index], of_lead) for index in unsure
        }
        self.gains[line] = (lead, lag, gains)
        return gains

    def _oddity(self, line: int, choice: tuple[int, int]) -> float:
        """How unusual a run is, from 0: by its length, and by the length of what the lead has lost there."""
        if choice[0] == choice[1]:
            return COST_OF_NO_RUN
        lost = self._unique_at_end(*choice) + self._unique_at_start(line + 1)
        return WEIGHT_OF_LENGTH * self.run_length.deviation(self._length(*choice)) + WEIGHT_OF_LOSS * (
            self.lost_length.deviation(lost) if self._unique_at_end(*choice) < self._length(*choice) else 0
        )

    def _lost(self, run: Run) -> int:
        return self._unique_at_end(run.start, run.end) if run.end > run.start else 0

    def _unique_at_end(self, start: int, end: int) -> int:
        """The number of characters after the last twin."""
        length = 0
        for index in range(end - 1, start - 1, -1):
            if index in self.twins.first:
                break
            length += self.lengths[index]
        return length

    def _unique_at_start(self, line: int) -> int:
        """The number of characters in the run of a line before its first twin."""
        length = 0
        run = self.runs[line] if line < len(self.runs) else Run(0, 0, 0, 0)
        for index in range(run.start, run.end):
            if index in self.twins.first:
                break
            length += self.lengths[index]
        return length

    def _lead_context(self, line: int) -> set[int]:
        return {index for run in self._around(line, LEAD_LINES) for index in outside(run)}

    def _lag_context(self, line: int) -> set[int]:
        context: set[int] = set()
        for run in self._around(line, LAG_LINES):
            for index in range(run.start, run.end):
                twin = self.twins.first.get(index)
                near = () if twin is None else range(max(0, twin - LAG_NEIGHBOURS), twin + LAG_NEIGHBOURS + 1)
                context.update((index, *near))
        return {index for index in context if index < len(self.vectors)}

    def _around(self, line: int, reach: int) -> Iterable[Run]:
        return self.runs[max(0, line - reach) : line + reach + 1]


class _Usual:
    """Mean and spread of the sizes seen."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.mean = fmean(sizes) if sizes else 150.0
        self.spread = max(pstdev(sizes) if len(sizes) > 2 else 70.0, 40.0)

    def deviation(self, size: int) -> float:
        return min(((size - self.mean) / self.spread) ** 2, MOST_DEVIATION)
