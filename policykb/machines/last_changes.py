"""Tasks or documents in; the number and time of the last change of each out. The number never falls.

A task includes its duties, targets and deadlines, a document the targets and deadlines outside its tasks.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Max, QuerySet

from documents.models import Change, Document
from documents.models.changes import ChangeQuerySet
from tasks.models import Deadline, DeadlineParty, Responsibility, Target, Task

AT_A_TIME = 10_000  # keys in one question: SQLite takes no more than 32,766


@dataclass(frozen=True, slots=True)
class LastChange:
    """A record's last change: the number of its revision, 0 where it was never changed, and its time."""

    revision: int
    at: datetime


def last_changes(model: type[Task] | type[Document], pks: Collection[int]) -> dict[int, LastChange]:
    """The last change of each record or of what it includes, also of what was withdrawn since."""
    keys, found = list(pks), dict[int, LastChange]()
    for start in range(0, len(keys), AT_A_TIME):
        part = keys[start : start + AT_A_TIME]
        rows = model._default_manager.filter(pk__in=part).values_list("pk", "updated_at")
        found |= {pk: LastChange(0, at) for pk, at in rows}
        changes, key = log_of(model)
        last = changes.filter(**{f"{key}__in": part}).values_list(key).annotate(last=Max("revision"), at=Max("at"))
        found |= {pk: LastChange(revision, max(found[pk].at, at)) for pk, revision, at in last if pk in found}
    return found


def latest_changed(records: QuerySet, limit: int) -> list[tuple[int, datetime]]:
    """The keys of the records that changed last, and when, the latest first."""
    model: Any = records.model
    mine = records.order_by().values("pk")
    keys = set(records.order_by("-updated_at", "pk").values_list("pk", flat=True)[:limit])
    changes, key = log_of(model)
    latest = changes.filter(**{f"{key}__in": mine}).values(key).annotate(last=Max("at"))
    keys.update(latest.order_by("-last", key).values_list(key, flat=True)[:limit])
    times = [(pk, change.at) for pk, change in last_changes(model, keys).items()]
    return sorted(times, key=lambda time: (-time[1].timestamp(), time[0]))[:limit]


def last_in_ranges(model: type[Task] | type[Document], size: int) -> dict[int, datetime]:
    """The time of the last change in each range of `size` keys: 0 stands for the keys below `size`, and so on."""
    changes, of_record = log_of(model)
    sources = [(model._default_manager.order_by(), "pk", "updated_at"), (changes, of_record, "at")]
    found: dict[int, datetime] = {}
    for rows, key, time in sources:
        ranges = rows.filter(**{f"{key}__isnull": False}).annotate(range=F(key) / size).values_list("range")
        for number, last in ranges.annotate(last=Max(time)):
            found[number] = max(found.get(number, last), last)
    return found


def log_of(model: type[Task] | type[Document]) -> tuple[ChangeQuerySet, str]:
    """The changes of this kind of record and what it includes, and the field with the record's key."""
    labels = [each._meta.label_lower for each in (Document, Task, Responsibility, Target, Deadline, DeadlineParty)]
    changes = Change.objects.of(*labels).order_by()
    if model is Task:
        return changes.filter(task_id__isnull=False), "task_id"
    return changes.filter(task_id=None), "document_id"
