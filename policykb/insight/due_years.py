"""The sets of what is dated in; how much falls due in a time, and in which documents it stands, out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from pyroaring import BitMap

from documents.tag_sets.by_day import newest_first
from documents.tag_sets.sets import Sets
from policykb.insight.due_next import before


@dataclass(frozen=True, slots=True)
class Count:
    """How many targets, and deadlines beside them, fall due."""

    quantified: int = 0
    qualitative: int = 0
    deadlines: int = 0

    @property
    def total(self) -> int:
        return self.quantified + self.qualitative + self.deadlines


@dataclass(frozen=True, slots=True)
class Due:
    """The keys of targets that fall due, and of deadlines beside them: those that are not just the day of a target of
    the same clause."""

    sets: Sets
    targets: BitMap
    deadlines: BitMap

    def __len__(self) -> int:
        return len(self.targets) + len(self.deadlines)

    def carrying(self, *tags: str) -> "Due":
        """What of it carries one of the tags: y2027 of a year, m2027-12 of a month, d7 of a document."""
        target, deadline = self.sets.of("target").any(tags), self.sets.of("deadline").any(tags)
        return replace(self, targets=self.targets & target, deadlines=self.deadlines & deadline)

    def from_day(self, day: date) -> "Due":
        """What of it falls due on that day or later."""
        targets = self.targets - before(self.sets.of("target"), self.targets, day)
        deadlines = self.deadlines - before(self.sets.of("deadline"), self.deadlines, day)
        return replace(self, targets=targets, deadlines=deadlines)

    @property
    def count(self) -> Count:
        """How much of it is of which kind."""
        quantified = self.targets.intersection_cardinality(self.sets.of("target")["qquantified"])
        return Count(quantified, len(self.targets) - quantified, len(self.deadlines))

    def values(self, letter: str) -> set[str]:
        """The values of the tags with this letter that any of it carries."""
        return {*self.sets.of("target").counts(letter, self.targets)} | {
            *self.sets.of("deadline").counts(letter, self.deadlines)
        }

    def years(self) -> list[int]:
        """The years in which any of it falls due."""
        return sorted(int(year) for year in self.values("y") if year.isdecimal())

    def months(self, year: int) -> list[tuple[int, int]]:
        """The months of a year in which any of it falls due, each with how much."""
        found = ((month, len(self.carrying(f"m{year}-{month:02}"))) for month in range(1, 13))
        return [(month, number) for month, number in found if number]

    def documents(self) -> Iterator[int]:
        """The keys of the documents that it stands in, the newest first."""
        return newest_first(self.sets.of("document"), BitMap(map(int, self.values("d"))))

    def within(self, documents: Iterable[int]) -> "Due":
        """What of it stands in these documents."""
        return self.carrying(*(f"d{key}" for key in documents))

    def newest(self, limit: int) -> "Due":
        """So much of it as the newest documents have, the last of them whole."""
        documents, number = [], 0
        for key in self.documents():
            documents.append(key)
            number += len(self.carrying(f"d{key}"))
            if number >= limit:
                break
        return self.within(documents)


def all_due(sets: Sets) -> Due:
    """Everything that has a day."""
    targets = sets.of("target")
    return Due(sets, targets.every - targets["unone"], sets.of("deadline")["salone"])
