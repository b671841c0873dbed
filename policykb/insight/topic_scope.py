"""A topic and a region in; which tasks of the region, with its cities, speak of the topic, and in which documents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from pyroaring import BitMap

from documents.models import Region, Term
from documents.tag_sets.by_day import first_day, newest_first
from documents.tag_sets.sets import NOTHING, Sets

YEARS_NAMED = 8


@dataclass(frozen=True, slots=True)
class TopicScope:
    """The keys of a region's tasks that speak of a topic, and of the documents that they stand in."""

    region: Region
    sets: Sets
    tasks: BitMap
    documents: BitMap

    @property
    def since(self) -> str:
        """The day on which the region first wrote of it, as 2024-03-27; undated ones sort last."""
        return first_day(self.sets.of("document"), self.documents) or "undated"

    def newest(self, limit: int) -> list[int]:
        """The keys of so many tasks, those of the newest documents."""
        return list(islice(self.by_document(), limit))

    def by_document(self) -> Iterator[int]:
        """The keys of all tasks, the newest documents first."""
        tasks = self.sets.of("task")
        for document in newest_first(self.sets.of("document"), self.documents):
            yield from tasks[f"d{document}"] & self.tasks

    def agencies(self, role: str) -> list[tuple[int, int]]:
        """The keys of the agencies that have the role in these tasks, each with in how many, the most first."""
        counts = self.sets.of("task").counts("a", within=self.tasks, part=role)
        return sorted(((int(key), count) for key, count in counts.items()), key=lambda each: (-each[1], each[0]))

    def years(self, this_year: int) -> list["YearCount"]:
        """How many of the tasks are due in which years: those past together, then year by year, then what recurs."""
        counts = self.sets.of("task").counts("y", within=self.tasks)
        dated = sorted(year for year in counts if year.isdecimal())
        past = [year for year in dated if int(year) < this_year]
        ahead = [year for year in dated if int(year) >= this_year]
        later = ahead[YEARS_NAMED:]
        parts = [
            ("已过", past),
            *((f"{year}年", [year]) for year in ahead[:YEARS_NAMED]),
            ("以后", later),
            ("例行", ["recurring"]),
            ("未写期限", ["none"]),
        ]
        return [YearCount(words, tuple(years), self.due_in(years)) for words, years in parts if self.due_in(years)]

    def due_in(self, years: list[str]) -> int:
        """How many of the tasks are due in one of these years."""
        return self.tasks.intersection_cardinality(self.sets.of("task").any(f"y{year}" for year in years))


@dataclass(frozen=True, slots=True)
class YearCount:
    """How many tasks are due in some years."""

    words: str
    years: tuple[str, ...]
    count: int

    @property
    def query(self) -> str:
        """What the query string of their list has more."""
        return "".join(f"&year={year}" for year in self.years)


def scope_of(topic: Term, region: Region, sets: Sets) -> TopicScope:
    """What a region says of a topic. A province's cities and counties are in it."""
    tasks = sets.of("task")
    spoken = tasks[f"t{topic.pk}"] & tasks[f"g{region.pk}"]
    return TopicScope(region, sets, spoken, documents_with(spoken, sets, region))


def documents_with(tasks: BitMap, sets: Sets, region: Region | None = None) -> BitMap:
    """The keys of the documents, of a region or of all, in which any of the tasks stand."""
    by_document = sets.of("task").values("d")
    among: Iterable[int] = sets.of("document")[f"g{region.pk}"] if region else map(int, by_document)
    return BitMap(key for key in among if by_document.get(str(key), NOTHING).intersect(tasks))
