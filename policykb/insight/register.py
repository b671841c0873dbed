"""A page of targets in; the register out: those with a value in groups on scales, the others as a list by document."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from django.utils.html import format_html
from django.utils.safestring import SafeString

from documents.models import Document, Section
from documents.paths import path_to
from policykb.insight.same_targets import find_same
from policykb.pictures.scales import Scale, make_scales
from tasks.models import Target, Task

COMPARED = 40  # targets of a page: beside those of a longer one nothing is told of other documents
Place = Task | Section | Document


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target with a value, its group, its scale where it can be compared, and the same indicator in other
    documents."""

    target: Target
    group: object
    scale: Scale | None
    elsewhere: Sequence[Target] = ()

    @property
    def name(self) -> str:
        return str(self.target.indicator)

    @property
    def link(self) -> SafeString:
        """The indicator, which leads to its page."""
        return format_html('<a href="{}?indicator={}">{}</a>', path_to("targets:list"), quote(self.name), self.name)

    @property
    def base(self) -> SafeString | str:
        """The year that it is measured against, if any."""
        year = self.target.baseline_year
        return format_html('<span class="quiet small">较 {} 年</span>', year) if year else ""

    @property
    def words(self) -> str:
        """The words of the text, where no scale shows the target."""
        return str(self.target.quote or self.target.indicator)


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
    same = find_same(valued) if len(valued) <= COMPARED else {}
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
