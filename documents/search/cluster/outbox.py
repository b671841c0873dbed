"""The outbox: which entries the cluster has yet to be told of, and telling it.

A line is written in the transaction that writes the entry. Who sends reads the entry as it is then, sends it under the
line's number, and takes the line out; so that two who send the same, or one who dies in between, do no harm.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from documents.models import PendingEntry
from documents.search.cluster.connection import is_used

AT_A_TIME = 500
FIRST = 1  # the version of what fills a new index: all that is sent besides is newer


@dataclass(frozen=True, slots=True)
class Lag:
    """How far search is behind the records: lines that wait, and for how many seconds the oldest has."""

    waiting: int
    seconds: float

    @property
    def minutes(self) -> int:
        """The same in whole minutes."""
        return round(self.seconds / 60)


def search_lag() -> Lag | None:
    """How far the cluster is behind; None where search needs no cluster."""
    if not is_used():
        return None
    oldest = PendingEntry.objects.order_by("pk").values_list("since", flat=True).first()
    seconds = (timezone.now() - oldest).total_seconds() if oldest else 0.0
    return Lag(PendingEntry.objects.count(), max(0.0, seconds))


def remember(ids: Iterable[int]) -> None:
    """Note that these entries were written or removed, where there is a cluster to be told."""
    if is_used():
        PendingEntry.objects.bulk_create([PendingEntry(entry=id) for id in ids], batch_size=AT_A_TIME)


@contextmanager
def claimed() -> Iterator[list[tuple[int, int]]]:
    """The oldest lines, number and entry, that nobody else has in hand; taken out at the end if nothing fails. SQLite
    cannot keep others from them without keeping out all writers: there two may do the same, which does no harm."""
    if not connection.features.has_select_for_update_skip_locked:
        lines = oldest(PendingEntry.objects.all())
        yield lines
        forget(pk for pk, _ in lines)
        return
    with transaction.atomic():
        lines = oldest(PendingEntry.objects.select_for_update(skip_locked=True))
        yield lines
        forget(pk for pk, _ in lines)


def oldest(lines: QuerySet[PendingEntry]) -> list[tuple[int, int]]:
    """The oldest of these lines."""
    return list(lines.order_by("pk").values_list("pk", "entry")[:AT_A_TIME])


def forget(numbers: Iterable[int]) -> None:
    """Take out these lines."""
    known = list(numbers)
    for start in range(0, len(known), AT_A_TIME):
        PendingEntry.objects.filter(pk__in=known[start : start + AT_A_TIME]).delete()


def version_of(line: int) -> int:
    """The version under which an entry is sent that stands in this line."""
    return line + FIRST
