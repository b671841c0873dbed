"""The primary and its replicas, asked how far they are; where public pages are read from, out.

A replica is fresh where it has replayed all that the primary has written, or what was committed a moment ago. Clocks
alone do not tell: of a primary that rests the last commit is old, and a replica that is cut off knows of no other.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any, Final

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections

KEPT: Final = 1.0  # seconds that a choice holds, in each process
LEFT_ALONE: Final = 5.0  # seconds that a server is not asked again which did not answer: that may take two
WRITTEN: Final = "SELECT pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::bigint"
REPLAYED: Final = """
SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint,
       extract(epoch FROM now() - pg_last_xact_replay_timestamp())::float
WHERE pg_is_in_recovery()"""  # one that was made a primary follows nobody any more


@dataclass(frozen=True, slots=True)
class Choice:
    """The database to read from; `is_read_only` where the primary is away."""

    alias: str = DEFAULT_DB_ALIAS
    is_read_only: bool = False


@dataclass(slots=True)
class Chosen:
    """What this process chose last, until when it holds, and until when servers that did not answer are left alone."""

    choice: Choice = Choice()
    until: float = 0.0
    away: dict[str, float] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


_chosen = Chosen()


def current_choice(*, anew: bool = False) -> Choice:
    """Where to read from now. One thread asks the servers, not oftener than once a second; the others go by what was
    chosen last meanwhile, or wait for what is chosen `anew`, since a server has failed."""
    if not settings.REPLICAS:
        return Choice()
    before = _chosen.until
    if (anew or monotonic() >= before) and _chosen.lock.acquire(blocking=anew):
        try:
            if _chosen.until == before:
                _chosen.choice = choose()
                _chosen.until = monotonic() + KEPT
        finally:
            _chosen.lock.release()
    return _chosen.choice


def choose() -> Choice:
    """A fresh replica, for each process another if it can be, else the primary; where that is away, the replica that
    is furthest."""
    written = answer(DEFAULT_DB_ALIAS, WRITTEN)
    furthest: tuple[int, str] = (-1, DEFAULT_DB_ALIAS)
    own = os.getpid() % len(settings.REPLICAS)
    for alias in [*settings.REPLICAS[own:], *settings.REPLICAS[:own]]:
        if (found := answer(alias, REPLAYED)) is None:
            continue
        replayed, age = found
        if written and is_fresh(replayed, age, written[0]):
            return Choice(alias)
        furthest = max(furthest, (replayed, alias))
    return Choice() if written or furthest[0] < 0 else Choice(furthest[1], is_read_only=True)


def is_fresh(replayed: int, age: float | None, written: int) -> bool:
    """Whether a replica is as far as the primary was REPLICA_LAG seconds ago."""
    return replayed >= written or (age is not None and age <= settings.REPLICA_LAG)


def answer(alias: str, statement: str) -> Any:
    """The row that a server answers with, None if there is none or it does not answer."""
    if monotonic() < _chosen.away.get(alias, 0.0):
        return None
    connection = connections[alias]
    try:
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()
    except Error:
        connection.close()
        _chosen.away[alias] = monotonic() + LEFT_ALONE
        return None


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    """Meanwhile whatever this thread asks of the database is asked of this one."""
    own = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections[alias]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = own
