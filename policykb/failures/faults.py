"""An error in; what is the matter with the database or with search out, and what to tell people: so that being busy is
not called a conflict, nor a full disk a mistake of the program."""

import errno
import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from django.db import Error, InterfaceError, OperationalError

from documents.search.cluster.faults import SearchAway


class FaultKind(StrEnum):
    """What is the matter."""

    BUSY = "busy"  # another process writes; soon it will have done
    FULL = "full"
    READ_ONLY = "read-only"
    AWAY = "away"
    SEARCH_AWAY = "search-away"
    CONFLICT = "conflict"  # with a record that another process has just stored


@dataclass(frozen=True, slots=True)
class Fault:
    """What is the matter, in a sentence for the command line and one for a page. `patience` is
    after how many seconds it makes sense to try again."""

    kind: FaultKind
    english: str
    chinese: str
    patience: int


FAULTS = {
    fault.kind: fault
    for fault in (
        Fault(
            FaultKind.BUSY,
            "The database is busy, another process is writing to it: try again in a minute.",
            "数据库正忙，可能有人正在入库或保存。请一分钟后再试。",
            60,
        ),
        Fault(
            FaultKind.FULL,
            "The disk of the database is full: make room and try again.",
            "服务器的磁盘已满，请告知管理员，腾出空间后再试。",
            600,
        ),
        Fault(
            FaultKind.READ_ONLY,
            "The database can only be read: make it writable and try again.",
            "数据库目前只能读，不能写，请告知管理员，恢复后再试。",
            600,
        ),
        Fault(
            FaultKind.AWAY,
            "The database cannot be reached: see that it runs and try again.",
            "数据库暂时连不上。请稍后再试；久不恢复，请告知管理员。",
            30,
        ),
        Fault(
            FaultKind.SEARCH_AWAY,
            "The search cluster does not answer: see that it runs and try again.",
            "检索服务暂时连不上，按词查找请稍后再试。文件、任务、机构各页和不带检索词的清单照常可看。",
            30,
        ),
        Fault(
            FaultKind.CONFLICT,
            "It conflicts with a record that another process has just stored: try again.",
            "与他人刚刚保存的内容冲突。请查看现有内容后再试。",
            1,
        ),
    )
}
SQLITE = {
    sqlite3.SQLITE_BUSY: FaultKind.BUSY,
    sqlite3.SQLITE_LOCKED: FaultKind.BUSY,
    sqlite3.SQLITE_FULL: FaultKind.FULL,
    sqlite3.SQLITE_READONLY: FaultKind.READ_ONLY,
    sqlite3.SQLITE_IOERR: FaultKind.AWAY,
    sqlite3.SQLITE_CANTOPEN: FaultKind.AWAY,
    sqlite3.SQLITE_CONSTRAINT_UNIQUE: FaultKind.CONFLICT,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: FaultKind.CONFLICT,
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: FaultKind.CONFLICT,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html; two characters stand for a class.
POSTGRESQL = {
    "08": FaultKind.AWAY,
    "23503": FaultKind.CONFLICT,  # foreign key
    "23505": FaultKind.CONFLICT,  # unique
    "23P01": FaultKind.CONFLICT,  # exclusion
    "25006": FaultKind.READ_ONLY,  # a standby, or a disk nearly full
    "40001": FaultKind.BUSY,  # serialization failure
    "40P01": FaultKind.BUSY,  # deadlock
    "53100": FaultKind.FULL,
    "53200": FaultKind.BUSY,  # out of memory
    "53300": FaultKind.BUSY,  # too many connections
    "55P03": FaultKind.BUSY,  # a lock was not had in time
    "57014": FaultKind.BUSY,  # a statement took too long
    "57P01": FaultKind.AWAY,  # shut down,
    "57P02": FaultKind.AWAY,  # crashed,
    "57P03": FaultKind.AWAY,  # or still starting
    "58030": FaultKind.AWAY,  # input or output error
}
SYSTEM = {errno.ENOSPC: FaultKind.FULL, errno.EDQUOT: FaultKind.FULL, errno.EROFS: FaultKind.READ_ONLY}


def fault_of(error: BaseException | None) -> Fault | None:
    """What is the matter, if the error came of the state of the database, its disk or the search cluster; None if the
    program or its data are at fault."""
    while error is not None:
        if kind := kind_of(error):
            return FAULTS[kind]
        error = error.__cause__
    return None


def kind_of(error: BaseException) -> FaultKind | None:
    """The kind of an error of Django's database layer, of the operating system or of search."""
    if isinstance(error, SearchAway):
        return FaultKind.SEARCH_AWAY
    if isinstance(error, OSError):
        return SYSTEM.get(error.errno or 0)
    if not isinstance(error, Error):
        return None
    if (code := getattr(error.__cause__, "sqlite_errorcode", None)) is not None:
        return SQLITE.get(code) or SQLITE.get(code & 0xFF)  # the lower byte names the group
    state = getattr(error.__cause__, "sqlstate", "")
    if state is None:  # psycopg speaks, not the server: it is not there
        return FaultKind.AWAY if isinstance(error, OperationalError | InterfaceError) else None
    return POSTGRESQL.get(state) or POSTGRESQL.get(state[:2])
