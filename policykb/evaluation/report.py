"""Gold files come in; their scores by document, by group and in total come out, as a table or as JSON."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from documents.text import UnreadableSource
from policykb.evaluation.facts import Facts
from policykb.evaluation.gold import Gold
from policykb.evaluation.observed import Json, observed
from policykb.evaluation.scoring import Score, compare_facts, total

WIDTH = 20


@dataclass(frozen=True, slots=True)
class Result:
    """How one document did."""

    gold: Gold
    scores: Mapping[str, Score]


def evaluate(golds: Iterable[Gold], find: Callable[[bytes, str], Json]) -> Iterator[Result]:
    """Score each document, given what takes a file to the public JSON. In an unreadable file nothing is found."""
    for gold in golds:
        try:
            seen = observed(find(gold.source.read_bytes(), gold.source.name), gold.facts.places)
        except UnreadableSource:
            seen = Facts()
        yield Result(gold, compare_facts(gold.facts, seen))


def grouped(results: Iterable[Result]) -> dict[str, dict[str, Score]]:
    """The scores summed by group, and over all."""
    ordered = sorted(results, key=lambda result: result.gold.group)
    groups = groupby(ordered, key=lambda result: result.gold.group)
    sums = {group: total(result.scores for result in members) for group, members in groups}
    return sums | {"total": total(result.scores for result in ordered)}


def lines(results: list[Result], open_results: Iterable[Result] = (), misses: int = 0) -> Iterator[str]:
    """A table for each group and for all; below it, misses of the open results, so many a field and side."""
    for group, scores in grouped(results).items():
        yield f"{group:{WIDTH}}{'right':>7}{'miss':>6}{'extra':>6}{'P':>8}{'R':>8}{'F1':>8}"
        for name, score in scores.items():
            counts = f"{score.right:7}{len(score.missing):6}{len(score.spurious):6}"
            yield f"  {name:{WIDTH - 2}}{counts}{score.precision:8.3f}{score.recall:8.3f}{score.f1:8.3f}"
        yield ""
    for result in open_results:
        yield from _misses(result, misses)


def _misses(result: Result, count: int) -> Iterator[str]:
    for name, score in result.scores.items():
        for side, words in (("missing ", score.missing), ("spurious", score.spurious)):
            yield from (f"{result.gold.name}  {name}  {side}  {each}" for each in words[:count])


def as_json(results: list[Result], open_results: Iterable[Result]) -> dict[str, Any]:
    """The same for machines: groups, then the open results with all their misses."""
    return {
        "groups": {name: _figures(scores, with_misses=False) for name, scores in grouped(results).items()},
        "documents": {result.gold.name: _figures(result.scores, with_misses=True) for result in open_results},
    }


def _figures(scores: Mapping[str, Score], *, with_misses: bool) -> dict[str, Any]:
    return {name: _figure(score, with_misses=with_misses) for name, score in scores.items()}


def _figure(score: Score, *, with_misses: bool) -> dict[str, Any]:
    figure: dict[str, Any] = {
        "right": score.right,
        "missing": len(score.missing),
        "spurious": len(score.spurious),
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
    }
    return figure | ({"misses": {"missing": score.missing, "spurious": score.spurious}} if with_misses else {})
