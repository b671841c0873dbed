"""The scope of a calendar in; the deadlines and targets at its places out, of whatever standing, and their past."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Prefetch, Q, prefetch_related_objects

from documents.models import Change, Document, Section
from policykb.machines.calendars.occasions import Birth, Key, Past, Stay, key_of, stay_of
from policykb.machines.calendars.scopes import DAY, READ, Item, ItemModel, Scope, once_read
from policykb.machines.last_changes import AT_A_TIME
from tasks.models import Deadline, DeadlineParty, Target, Task

MOST = 1000  # events of a calendar; as many cancelled ones
MODELS: tuple[ItemModel, ...] = (Deadline, Target)
Kind = Change.Kind


@dataclass(slots=True)
class Places:
    """The tasks, and the documents outside their tasks, at which something falls due; where there are too many, only
    what falls due between two days is read."""

    tasks: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    first: date | None = None
    last: date | None = None

    @property
    def is_cut(self) -> bool:
        """Whether there are too many."""
        return self.first is not None

    def add(self, task: int | None, document: int) -> None:
        """Add the place of an item."""
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

    def days(self, model: ItemModel) -> Q:
        """The condition that an item falls due on a day that is read, or recurs."""
        if not self.is_cut:
            return ~Q(pk=None)
        recurs = Q(recurrence__gt="") if model is Deadline else Q(pk__in=[])
        return recurs | Q(**{f"{DAY[model]}__range": (self.first, self.last)})


def find_places(scope: Scope, month: date) -> Places:
    """The places at which something falls due nearest to a month, or fell due once."""
    places, found = Places(), list[tuple[int | None, int, date]]()
    for model in MODELS:
        items = model._default_manager.filter(READ, scope.now[model])
        found += nearest_of(items.filter(scope.dated(model)), DAY[model], month)
        if model is Deadline and scope.has_recurring:
            for task, document in placed(items.filter(recurrence__gt="")):
                places.add(task, document)
    found.sort(key=lambda place: (place[2] < month, abs(place[2] - month)))
    if len(found) > MOST:
        found = found[:MOST]
        places.first, places.last = min(day for *_, day in found), max(day for *_, day in found)
    for task, document, _ in found:
        places.add(task, document)
    for model in MODELS:
        for task, document in placed(model._default_manager.filter(gone_from(scope, model))):
            places.add(task, document)
    return places


def gone_from(scope: Scope, model: ItemModel) -> Q:
    """The condition for what a calendar may have had once and has not now."""
    return scope.once[model] & ~(READ & scope.now[model]) & Q(document__in=once_read())


def nearest_of(items: Any, day: str, month: date) -> list[tuple[int | None, int, date]]:
    """Task, document and day of the items nearest to a month: those ahead, and as far as there is room those behind."""
    columns = ("task_id", "document_id", day)
    ahead = items.filter(**{f"{day}__gte": month}).order_by(day, "pk").values_list(*columns)
    found = list(ahead[: MOST + 1])
    if len(found) <= MOST:
        behind = items.filter(**{f"{day}__lt": month}).order_by(F(day).desc(), "pk").values_list(*columns)
        found += behind[: MOST + 1 - len(found)]
    return found


def placed(items: Any) -> list[tuple[int | None, int]]:
    """Task and document of these items, of too many those that came last."""
    return list(items.order_by("-pk").values_list("task_id", "document_id")[:MOST])


@dataclass(slots=True)
class Log:
    """What is told of the items at some places: when each was made that did not come with its document, and in which
    revisions each was changed since."""

    births: dict[Key, Birth] = field(default_factory=dict)
    changed: dict[ItemModel, dict[int, list[Birth]]] = field(
        default_factory=lambda: {model: defaultdict(list) for model in MODELS}
    )


def read_log(places: Places) -> Log:
    """The changes of the items at these places."""
    log, models = Log(), {model._meta.label_lower: model for model in MODELS}
    for condition in places.parts():
        changes = Change.objects.of(*models).filter(condition).order_by("-revision")
        for label, pk, kind, revision, at in changes.values_list("model", "object_id", "kind", "revision", "at"):
            if kind == Kind.CREATED:
                log.births[str(models[label]._meta.model_name), int(pk)] = Birth(revision, at)
            else:
                log.changed[models[label]][int(pk)].insert(0, Birth(revision, at))
    return log


def read_items(scope: Scope, places: Places, log: Log) -> Iterator[Item]:
    """The deadlines and targets at these places, of any standing; `is_live` says whether a calendar has one now,
    `was_once` whether it may have had it."""
    for model in MODELS:
        wanted = scope.dated(model)
        if model is Deadline and scope.has_recurring:
            wanted |= Q(recurrence__gt="")
        live = ExpressionWrapper(READ & scope.now[model] & wanted, output_field=BooleanField())
        once = ExpressionWrapper(scope.once[model], output_field=BooleanField())
        items = model._default_manager.annotate(is_live=live, was_once=once)
        for condition in places.parts():
            yield from items.filter(condition, places.days(model) | Q(pk__in=list(log.changed[model])))


def with_places(items: list[Item]) -> list[Item]:
    """The items with their documents, tasks and sections, each fetched once, because most share them; and with their
    parties."""
    documents = Document.objects.defer("addressees", "missing_attachments").in_bulk(
        {item.document_id for item in items}
    )
    # with their bodies, whose first clause names a task without a title
    tasks = Task.objects.defer("responsibility_text").in_bulk({item.task_id for item in items} - {None})
    sections = Section.objects.in_bulk({item.section_id for item in items} - {None})
    places: list[Any] = [*tasks.values(), *sections.values()]
    for place in places:
        place.document = documents.get(place.document_id) or place.document
    for item in items:
        item.document = documents[item.document_id]
        item.task, item.section = tasks.get(item.task_id or 0), sections.get(item.section_id or 0)
    parties = Prefetch("parties", DeadlineParty.objects.current().select_related("agency"))
    prefetch_related_objects([item for item in items if isinstance(item, Deadline)], parties)
    return items


def read_past(items: list[Item], log: Log) -> Past:
    """From which revisions on the changed ones of these items fell due where and when, by their histories."""
    moves = dict[Key, list[Stay]]()
    known = {key_of(item): item for item in items}
    for model in MODELS:
        keys = sorted(log.changed[model])
        rows = defaultdict[int, list[Any]](list)
        for start in range(0, len(keys), AT_A_TIME):
            history = model.history.filter(id__in=keys[start : start + AT_A_TIME])  # type: ignore[union-attr]
            for row in history.order_by("history_date", "history_id"):
                rows[row.id].append(row)
        for pk, revisions in log.changed[model].items():
            if item := known.get((str(model._meta.model_name), pk)):
                moves[key_of(item)] = moves_of(item, log.births.get(key_of(item)), revisions, rows[pk])
    return Past(log.births, moves)


def moves_of(item: Item, birth: Birth | None, revisions: list[Birth], rows: list[Any]) -> list[Stay]:
    """The stays of a changed item: that of its first row, and after each revision that of its last row until then."""
    moves = [stay_then(rows[:1], item, birth.revision if birth else 0)]
    for revision, at in revisions[:-1]:
        moves.append(stay_then([row for row in rows if row.history_date <= at] or rows[:1], item, revision))
    return [*moves, stay_of(item, revisions[-1].revision)]


def stay_then(rows: list[Any], item: Item, since: int) -> Stay:
    """Where and when an item fell due by the last of these rows of its history; where there is none, as it is."""
    if not rows:
        return stay_of(item, since)
    before = rows[-1].instance
    before.document = item.document
    return stay_of(before, since)
