"""What databases and disks say when something is the matter with them, and what is the program's own fault."""

import errno
import sqlite3

import psycopg
import pytest
from django.db import DEFAULT_DB_ALIAS, DatabaseError, OperationalError, connection, connections
from django.db.utils import DatabaseErrorWrapper

from policykb.failures.faults import FaultKind, fault_of


def raised(error: Exception) -> BaseException:
    """The error as Django's database layer raises it."""
    try:
        with DatabaseErrorWrapper(connection):
            raise error
    except Exception as wrapped:
        return wrapped


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (psycopg.errors.DiskFull(), FaultKind.FULL),
        (psycopg.errors.LockNotAvailable(), FaultKind.BUSY),
        (psycopg.errors.DeadlockDetected(), FaultKind.BUSY),
        (psycopg.errors.ReadOnlySqlTransaction(), FaultKind.READ_ONLY),
        (psycopg.errors.AdminShutdown(), FaultKind.AWAY),
        (psycopg.errors.CannotConnectNow(), FaultKind.AWAY),
        (psycopg.errors.ConnectionFailure(), FaultKind.AWAY),
        (psycopg.OperationalError("connection refused"), FaultKind.AWAY),
        (psycopg.InterfaceError("the connection is closed"), FaultKind.AWAY),
        (psycopg.errors.UniqueViolation(), FaultKind.CONFLICT),
        (psycopg.errors.NotNullViolation(), None),
        (psycopg.errors.UndefinedTable(), None),
        (psycopg.ProgrammingError("cannot adapt"), None),
    ],
)
def test_what_postgresql_says(monkeypatch: pytest.MonkeyPatch, error: Exception, kind: FaultKind | None) -> None:
    monkeypatch.setattr(connections[DEFAULT_DB_ALIAS], "Database", psycopg)
    fault = fault_of(raised(error))
    assert (fault and fault.kind) == kind


def sqlite_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_BUSY_SNAPSHOT, FaultKind.BUSY),
        (sqlite3.SQLITE_LOCKED_SHAREDCACHE, FaultKind.BUSY),
        (sqlite3.SQLITE_READONLY_DBMOVED, FaultKind.READ_ONLY),
        (sqlite3.SQLITE_IOERR_WRITE, FaultKind.AWAY),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, FaultKind.CONFLICT),
        (sqlite3.SQLITE_CONSTRAINT_NOTNULL, None),
        (sqlite3.SQLITE_ERROR, None),
    ],
)
def test_what_sqlite_says(monkeypatch: pytest.MonkeyPatch, code: int, kind: FaultKind | None) -> None:
    monkeypatch.setattr(connections[DEFAULT_DB_ALIAS], "Database", sqlite3)
    fault = fault_of(raised(sqlite_error(code)))
    assert (fault and fault.kind) == kind


def test_what_else_is_a_fault_and_what_is_not() -> None:
    full = fault_of(OSError(errno.ENOSPC, "No space left on device"))
    assert full and full.kind is FaultKind.FULL
    assert fault_of(FileNotFoundError(errno.ENOENT, "no such file")) is None
    assert fault_of(ValueError()) is None and fault_of(None) is None
    assert fault_of(DatabaseError()) is None and fault_of(OperationalError()) is None
    outer = RuntimeError()
    outer.__cause__ = OSError(errno.EROFS, "Read-only file system")
    assert (found := fault_of(outer)) and found.kind is FaultKind.READ_ONLY
