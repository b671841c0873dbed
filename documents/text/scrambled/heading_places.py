"""Sentences in order and a table of contents in; the place of each heading, also of those that were lost, out.

Headings in the text are anchors. A lost heading was lost together with text, so it can only stand at a hole; which
one is chosen by the words of the sentences, the pages of the table of contents, and the order of its entries.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from documents.text.scrambled.affinity import Affinity, cosine, nearness
from documents.text.scrambled.contents_list import ContentsLine
from documents.text.scrambled.copies import longest_chain
from documents.text.scrambled.merging_copies import Merged

WEIGHT_OF_CHAPTER = 0.5
WEIGHT_OF_COHESION = 1.5
WEIGHT_OF_PAGES = 0.08
COST_OF_EMPTY = 0.15
MARGIN = 0.12  # of scores nearer than this, either place may be right
LOST_AT_HOLE = 150  # characters, for the estimate of pages


@dataclass(frozen=True, slots=True)
class Placed:
    """The heading of the `entry` in the table of contents stands before the sentence at `place`. `heading` is its place
    among the headings of that sentence, None if it was lost."""

    entry: int
    place: int
    heading: int | None = None
    doubtful: tuple[int, int] = (0, 0)  # the sentences that may stand on its other side


@dataclass(frozen=True, slots=True)
class _Gap:
    """Lost headings between two anchors: in `groups` of entries that stand at one place."""

    before: Placed
    after: Placed
    groups: list[list[int]]


def place_headings(merged: Merged, entries: Sequence[ContentsLine]) -> list[Placed]:
    """The headings of the table of contents in its order, none twice, from the first one on that the text has; none
    where it has none."""
    anchors = _anchors(merged)
    if not anchors:
        return []
    scores = _Scores(merged, entries)
    placed: list[Placed] = []
    end = Placed(len(entries), len(merged.sentences))
    before = Placed(-1, -1)
    for after in [*anchors, end]:
        lost = list(range(before.entry + 1, after.entry))
        if lost and before.entry >= 0:
            placed += scores.place(_Gap(before, after, _groups(lost, entries, after)))
        if after is not end:
            placed.append(after)
        before = after
    return placed


def _anchors(merged: Merged) -> list[Placed]:
    """The headings that the text has in the order of the table; those out of order are left out."""
    found = [
        Placed(heading.entry, place, index)
        for place, sentence in enumerate(merged.sentences)
        for index, heading in enumerate(sentence.headings)
    ]
    return [found[index] for index in longest_chain([each.entry for each in found])]


def _groups(lost: list[int], entries: Sequence[ContentsLine], after: Placed) -> list[list[int]]:
    """The lost entries; a lost chapter goes with its first section, as its own words before that are not guessed at."""
    groups: list[list[int]] = []
    for entry in lost:
        if groups and entries[groups[-1][-1]].level < entries[entry].level:
            groups[-1].append(entry)
        else:
            groups.append([entry])
    return groups


class _Scores:
    """How well a sentence suits a heading, and a heading suits a hole."""

    def __init__(self, merged: Merged, entries: Sequence[ContentsLine]) -> None:
        self.merged = merged
        self.entries = entries
        texts = [sentence.words.text for sentence in merged.sentences]
        affinity = Affinity(texts)
        self.vectors = [affinity.vector(text) for text in texts]
        self.titles = [affinity.vector(entry.title) for entry in entries]
        self.holes = sorted(merged.holes)
        lost = [LOST_AT_HOLE * (place in merged.holes) for place in range(len(texts))]
        self.distance = [0, *accumulate(len(text) + more for text, more in zip(texts, lost, strict=True))]

    def place(self, gap: _Gap) -> list[Placed]:
        """The lost headings of a gap, each at a hole or right before the next anchor."""
        first = bisect_right(self.holes, gap.before.place)
        last = bisect_right(self.holes, gap.after.place)
        cuts = self.holes[first:last]
        fixed = gap.after.entry < len(self.entries) and self.entries[gap.after.entry].level > self._level(
            gap.groups[-1]
        )
        if not cuts or (fixed and cuts[-1] != gap.after.place):
            cuts = [*cuts, gap.after.place]
        table = _Table(self, gap, cuts, len(cuts) - 1 if fixed else None)
        return [
            Placed(entry, cuts[cut], None, doubtful)
            for group, (cut, doubtful) in zip(gap.groups, table.solve(), strict=True)
            for entry in group
        ]

    def _level(self, group: list[int]) -> int:
        return self.entries[group[-1]].level

    def under(self, place: int, entry: int) -> float:
        """How well a sentence suits an entry's title and that of its chapter."""
        chapter = entry
        while chapter > 0 and self.entries[chapter].level > 1:
            chapter -= 1
        own = cosine(self.vectors[place], self.titles[entry])
        return own + WEIGHT_OF_CHAPTER * cosine(self.vectors[place], self.titles[chapter])

    def cohesion(self, cut: int) -> float:
        """How alike the words on both sides of a cut are."""
        before = self.vectors[max(0, cut - 4) : cut]
        after = self.vectors[cut : cut + 4]
        return sum(nearness(vector, before, 2) for vector in after) / 4

    def page_error(self, gap: _Gap, cut: int, entry: int) -> float:
        """How far, in pages, a cut is from where the table of contents says that the entry begins."""
        start, end = max(gap.before.place, 0), gap.after.place
        low = self.entries[gap.before.entry].page
        high = self.entries[gap.after.entry].page if gap.after.entry < len(self.entries) else self.entries[-1].page + 1
        share = (self.distance[cut] - self.distance[start]) / max(1, self.distance[end] - self.distance[start])
        return abs(low + share * (high - low) - self.entries[entry].page)


class _Table:
    """Dynamic programming over the cuts of a gap: the best place for each group, in order."""

    def __init__(self, scores: _Scores, gap: _Gap, cuts: list[int], last_fixed: int | None) -> None:
        self.cuts = cuts
        self.groups = gap.groups
        self.last_fixed = last_fixed
        owners = [gap.before.entry, *(group[-1] for group in gap.groups)]
        self.sums = [self._sums(scores, gap, owner) for owner in owners]
        self.local = [
            [
                -WEIGHT_OF_COHESION * scores.cohesion(cut) - WEIGHT_OF_PAGES * scores.page_error(gap, cut, group[-1])
                for cut in cuts
            ]
            for group in gap.groups
        ]

    def _sums(self, scores: _Scores, gap: _Gap, owner: int) -> list[float]:
        """For each cut, how well all sentences before it suit the owner."""
        first = max(gap.before.place, 0)
        total = list(accumulate((scores.under(place, owner) for place in range(first, gap.after.place)), initial=0.0))
        return [total[cut - first] for cut in self.cuts]

    def solve(self) -> list[tuple[int, tuple[int, int]]]:
        """For each group its cut, and the sentences that a cut nearly as good would give to the other side."""
        forward = self._forward()
        backward = self._backward()
        found: list[tuple[int, tuple[int, int]]] = []
        low = 0
        for rank, (ahead, behind) in enumerate(zip(forward, backward, strict=True)):
            both = [a + b - self.local[rank][cut] for cut, (a, b) in enumerate(zip(ahead, behind, strict=True))]
            best = max(range(low, len(both)), key=lambda cut: (both[cut], -cut))
            near = [cut for cut in range(low, len(both)) if both[best] - both[cut] < MARGIN]
            found.append((best, (self.cuts[near[0]], self.cuts[near[-1]])))
            low = best
        return found

    def _allowed(self, rank: int, cut: int) -> bool:
        return self.last_fixed is None or rank < len(self.groups) - 1 or cut == self.last_fixed

    def _forward(self) -> list[list[float]]:
        """For each group and cut the best score of everything up to the cut, with the group at it."""
        rows: list[list[float]] = []
        for rank in range(len(self.groups)):
            row: list[float] = []
            best = float("-inf")
            for cut in range(len(self.cuts)):
                reached = self.sums[0][cut]
                if rank:
                    best = max(best, rows[-1][cut - 1] - self.sums[rank][cut - 1] if cut else best)
                    reached = max(best + self.sums[rank][cut], rows[-1][cut] - COST_OF_EMPTY)
                row.append(reached + self.local[rank][cut] if self._allowed(rank, cut) else float("-inf"))
            rows.append(row)
        return rows

    def _backward(self) -> list[list[float]]:
        """For each group and cut the best score of everything from the cut on, with the group at it."""
        rows: list[list[float]] = []
        last = len(self.groups) - 1
        for rank in range(last, -1, -1):
            sums = self.sums[rank + 1]
            row = [0.0] * len(self.cuts)
            best = float("-inf")
            for cut in range(len(self.cuts) - 1, -1, -1):
                reached = sums[-1] - sums[cut]
                if rank < last:
                    if cut + 1 < len(self.cuts):
                        best = max(best, rows[-1][cut + 1] + sums[cut + 1])
                    reached = max(best - sums[cut], rows[-1][cut] - COST_OF_EMPTY)
                row[cut] = reached + self.local[rank][cut] if self._allowed(rank, cut) else float("-inf")
            rows.append(row)
        return rows[::-1]
