"""The scope of a calendar in; the deadlines and targets at its places out, of whatever standing, and their past."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Q

from documents.models import Change, Document
from policykb.insight.calendar_scopes import DAY, READ, Item, ItemModel, Scope
from policykb.machines.last_changes import AT_A_TIME
from policykb.machines.occasions import Birth, Key, Past, Slot, key_of, slot_of
from tasks.models import Deadline, Target

MOST = 1000  # of each model and kind that are asked for; of the events, this many
MODELS: tuple[ItemModel, ...] = (Deadline, Target)
Kind = Change.Kind


@dataclass(slots=True)
class Places:
    """The tasks, and the documents outside their tasks, of which all deadlines and targets are read."""

    tasks: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    is_cut: bool = False

    def add(self, rows: Collection[tuple[int | None, int]]) -> None:
        """Add places of items: task and document of each."""
        self.is_cut |= len(rows) >= MOST
        for task, document in rows:
            if task:
                self.tasks.add(task)
            else:
                self.documents.add(document)

    def parts(self) -> Iterator[Q]:
        """Conditions on what is at these places, none with more keys than a database takes in one question."""
        tasks, documents = sorted(self.tasks), sorted(self.documents)
        for start in range(0, len(tasks), AT_A_TIME):
            yield Q(task_id__in=tasks[start : start + AT_A_TIME])
        for start in range(0, len(documents), AT_A_TIME):
            yield Q(document_id__in=documents[start : start + AT_A_TIME], task_id=None)


def find_places(scope: Scope, month: date) -> Places:
    """The places at which something falls due nearest to a month, or fell due once."""
    places = Places()
    once_read = Document.history.filter(is_published=True, standing="current").values("id")  # type: ignore[attr-defined]
    gone = scope.once & Q(document__in=once_read) & ~(READ & scope.now)
    for condition, is_past in ((READ & scope.now, False), (gone, True)):
        for model in MODELS:
            items, day = model._default_manager.filter(condition), DAY[model]
            dated = items.filter(scope.dated(model, in_any_year=is_past))
            ahead, behind = dated.filter(**{f"{day}__gte": month}), dated.filter(**{f"{day}__lt": month})
            places.add(placed(ahead.order_by(day, "pk")))
            places.add(placed(behind.order_by(F(day).desc(), "pk")))
            if model is Deadline and scope.has_recurring:
                places.add(placed(items.filter(recurrence__gt="").order_by("-document", "pk")))
    return places


def placed(items: Any) -> list[tuple[int | None, int]]:
    """Task and document of the first of these items."""
    return list(items.values_list("task_id", "document_id")[:MOST])


def read_items(places: Places) -> Iterator[Item]:
    """All deadlines and targets at these places, of whatever standing."""
    for model in MODELS:
        for condition in places.parts():
            # With the bodies, whose first clause names a task without a title.
            items = model._default_manager.select_related("document__region", "section__document", "task__document")
            yield from items.defer("task__responsibility_text").filter(condition)


def find_live(scope: Scope, items: Iterable[Item]) -> set[Key]:
    """Which of the items a calendar has now."""
    keys = defaultdict[str, list[int]](list)
    for item in items:
        keys[str(item._meta.model_name)].append(item.pk)
    found = set[Key]()
    for model in MODELS:
        name = str(model._meta.model_name)
        condition = scope.dated(model)
        if model is Deadline and scope.has_recurring:
            condition |= Q(recurrence__gt="")
        for start in range(0, len(keys[name]), AT_A_TIME):
            rows = model._default_manager.filter(
                READ, scope.now, condition, pk__in=keys[name][start : start + AT_A_TIME]
            )
            found |= {(name, pk) for pk in rows.values_list("pk", flat=True)}
    return found


def find_past(places: Places, items: list[Item]) -> Past:
    """When the items were made, and where and when those that changed fell due before."""
    births, moved = dict[Key, Birth](), set[Key]()
    labels = {model._meta.label_lower: str(model._meta.model_name) for model in MODELS}
    for condition in places.parts():
        changes = Change.objects.of(*labels).filter(condition).order_by("-revision")
        for label, pk, kind, revision, at in changes.values_list("model", "object_id", "kind", "revision", "at"):
            if kind == Kind.CREATED:
                births[labels[label], int(pk)] = Birth(revision, at)
            elif kind == Kind.UPDATED:
                moved.add((labels[label], int(pk)))
    return Past(births, past_slots(moved, {key_of(item): item for item in items}))


def past_slots(moved: set[Key], items: dict[Key, Item]) -> dict[Key, frozenset[Slot]]:
    """Where and when changed items fell due, by their histories."""
    found = defaultdict[Key, set[Slot]](set)
    for model in MODELS:
        name = str(model._meta.model_name)
        keys = sorted(pk for kind, pk in moved if kind == name and (kind, pk) in items)
        for start in range(0, len(keys), AT_A_TIME):
            for then in model.history.filter(id__in=keys[start : start + AT_A_TIME]):  # type: ignore[union-attr]
                item = items[name, then.id]
                before = then.instance
                before.document = item.document
                if slot := slot_of(before):
                    found[key_of(item)].add(slot)
    return {key: frozenset(slots) for key, slots in found.items()}
