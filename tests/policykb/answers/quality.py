"""Judged queries and a search function → nDCG@10 and recall@10, per query and on average."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from statistics import mean

JUDGED = Path(__file__).parent / "judged"
DEPTH = 10

Grades = Mapping[str, int]  # task, as file and key (004:2.1) → 1 or 2


@dataclass(frozen=True, slots=True)
class Quality:
    """How well one query was answered, or on average all."""

    query: str
    ndcg: float
    recall: float

    def __str__(self) -> str:
        return f"{self.ndcg:.3f} {self.recall:.3f} {self.query}"


def read_judged(name: str) -> dict[str, Grades]:
    """The queries of one file with their grades; without those that nothing answers."""
    return {query: grades for queries in read_classes(name).values() for query, grades in queries.items() if grades}


def read_classes(name: str) -> dict[str, dict[str, Grades]]:
    """The queries of one file by class (“# class: pinyin”), with their grades; none where nothing answers (-)."""
    judged: dict[str, dict[str, Grades]] = {}
    kind = ""
    for line in (JUDGED / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("# class:"):
            kind = line.removeprefix("# class:").strip()
        elif line and not line.startswith("#"):
            query, _, grades = line.partition("|")
            pairs = (grade.split("=") for grade in grades.split() if grade != "-")
            judged.setdefault(kind, {})[query.strip()] = {task: int(grade) for task, grade in pairs}
    return judged


def measure(answer: Callable[[str], Sequence[str]], judged: Mapping[str, Grades]) -> list[Quality]:
    """Each query's quality; `answer` gives the best tasks first."""
    return [quality(query, list(answer(query))[:DEPTH], grades) for query, grades in judged.items()]


def quality(query: str, found: Sequence[str], grades: Grades) -> Quality:
    """nDCG@10 with gains 1 and 3, and the share of the relevant tasks (of ten, where there are more) found."""
    ideal = gain(sorted(grades.values(), reverse=True)[:DEPTH])
    hits = sum(task in grades for task in found)
    return Quality(query, gain([grades.get(task, 0) for task in found]) / ideal, hits / min(DEPTH, len(grades)))


def gain(grades: Sequence[int]) -> float:
    """The discounted gain of these grades, in this order."""
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


def average(qualities: Sequence[Quality]) -> Quality:
    """The mean over all queries."""
    return Quality(f"mean of {len(qualities)}", mean(q.ndcg for q in qualities), mean(q.recall for q in qualities))
