"""When records changed last: tasks or documents in, a number that only grows and a time for each out.

To a task belong its duties, targets and deadlines; to a document the targets and deadlines that stand in no task of it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, QuerySet

from documents.models import Document
from tasks.models import Deadline, Responsibility, Target, Task

AT_A_TIME = 10_000  # keys in one question: SQLite takes no more than 32,766


@dataclass(frozen=True, slots=True)
class LastChange:
    """A record's last change. `revision` never falls and rises with each change; it counts, and says no more."""

    revision: int
    at: datetime


def last_changes(model: type[Task] | type[Document], pks: Collection[int]) -> dict[int, LastChange]:
    """The last change of each of these records or of what belongs to it, also of what has been withdrawn since."""
    keys, found = list(pks), dict[int, LastChange]()
    for start in range(0, len(keys), AT_A_TIME):
        part = keys[start : start + AT_A_TIME]
        rows = model._default_manager.filter(pk__in=part).values_list("pk", "updated_at")
        found |= {pk: LastChange(0, at) for pk, at in rows}
        for changes, key in histories(model):
            for pk, count, at in (
                changes.filter(**{f"{key}__in": part})
                .values_list(key)
                .annotate(count=Count("pk"), at=Max("history_date"))
            ):
                if pk in found:
                    found[pk] = LastChange(found[pk].revision + count, max(found[pk].at, at))
    return found


def latest_changed(records: QuerySet, limit: int) -> list[tuple[int, datetime]]:
    """The keys of those of these tasks or documents that changed last, the latest first, and when."""
    model: Any = records.model
    mine = records.order_by().values("pk")
    keys = set(records.order_by("-updated_at", "pk").values_list("pk", flat=True)[:limit])
    for changes, key in histories(model):
        latest = changes.filter(**{f"{key}__in": mine}).values(key).annotate(at=Max("history_date"))
        keys.update(latest.order_by("-at", key).values_list(key, flat=True)[:limit])
    times = [(pk, change.at) for pk, change in last_changes(model, keys).items()]
    return sorted(times, key=lambda time: (-time[1].timestamp(), time[0]))[:limit]


def last_in_ranges(model: type[Task] | type[Document], size: int) -> dict[int, datetime]:
    """The last change among the records of each range of so many keys: 0 for the keys below `size`, and so on."""
    sources = [(model._default_manager.order_by(), "pk", "updated_at")]
    sources += [(changes.order_by(), key, "history_date") for changes, key in histories(model)]
    found: dict[int, datetime] = {}
    for rows, key, time in sources:
        ranges = rows.filter(**{f"{key}__isnull": False}).annotate(range=F(key) / size).values_list("range")
        for number, at in ranges.annotate(at=Max(time)):
            found[number] = max(found.get(number, at), at)
    return found


def histories(model: type[Task] | type[Document]) -> Iterator[tuple[QuerySet, str]]:
    """The histories of a kind of record and of what belongs to it, and the field that names the record in each."""
    yield model.history.all(), "id"
    if model is Task:
        for part in (Responsibility, Target, Deadline):
            yield part.history.all(), "task_id"
    else:
        for outside in (Target, Deadline):
            yield outside.history.filter(task_id=None), "document_id"
