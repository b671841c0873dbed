"""A page of targets in; the register out: those with a value in groups on scales, the others as a list by document."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from documents.models import Document, Section
from policykb.insight.same_targets import find_same
from policykb.pictures.scales import Scale, make_scales
from tasks.models import Target, Task

Place = Task | Section | Document


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target with a value, its group, its scale where it can be compared, and the same indicator in other
    documents."""

    target: Target
    group: object
    scale: Scale | None
    elsewhere: Sequence[Target] = ()


@dataclass(frozen=True, slots=True)
class GoalPlace:
    """The goals without a value that stand in one place of a document."""

    place: Place
    goals: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class DocumentGoals:
    """The goals without a value of a document, place by place."""

    document: Document
    places: tuple[GoalPlace, ...]

    @property
    def count(self) -> int:
        return sum(len(place.goals) for place in self.places)


GROUPS: dict[str, Callable[[Target], object]] = {
    "year": lambda target: target.deadline.year if target.deadline else None,
    "document": lambda target: target.document,
    "indicator": lambda target: "",
}


def valued_rows(targets: Iterable[Target], order: str) -> list[TargetRow]:
    """Those with a value, in their order."""
    valued = [target for target in targets if target.value is not None]
    same = find_same(valued)
    scales = make_scales(valued, same)
    return [
        TargetRow(target, GROUPS[order](target), scales.get(target.pk), same.get(target.pk, ())) for target in valued
    ]


def goals_by_document(targets: Iterable[Target]) -> list[DocumentGoals]:
    """Those without a value, by document and place, in their order."""
    goals = [target for target in targets if target.value is None]
    found = []
    for document, of_document in groupby(goals, key=lambda target: target.document):
        places = groupby(of_document, key=lambda target: target.place)
        found.append(DocumentGoals(document, tuple(GoalPlace(place, tuple(each)) for place, each in places)))
    return found
