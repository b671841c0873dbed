"""A copy of an SQLite database while others write to it, and the way back; both are one step, done or not."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.db import connection

from policykb.backups.manifests import DONE, Refused, Tables

TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
WHOLE = 1 << 128
PATIENCE = 80  # quarters of a second that the database is waited for


def version() -> int:
    """The file format of SQLite 3 has one version."""
    return 3


def copy_to(file: Path) -> tuple[Tables, list[str]]:
    """Make the file, a copy of the database as it is at one moment; the tables in it, and its migrations."""
    file.touch(mode=0o600)
    connection.ensure_connection()
    with connection.wrap_database_errors:
        with closing(sqlite3.connect(file)) as target:
            connection.connection.backup(target)
            migrations = [name for (name,) in target.execute(DONE)]
        return tables_of(file), migrations


def tables_of(file: Path) -> Tables:
    """The tables of a copy. Raises Refused if the database is damaged."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
        try:
            if (found := copy.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
                raise Refused(f"The database is damaged, SQLite says: {found}")
            return digests(copy)
        except sqlite3.DatabaseError as error:
            raise Refused(f"The database is damaged, SQLite says: {error}") from error


def digests(database: sqlite3.Connection) -> Tables:
    """How many rows each table has, and the sum of their digests: the order of rows does not matter. Tables that are
    kept in others, as the index of search, are told by these."""
    names = [name for (name,) in database.execute(TABLES)]
    database.text_factory = bytes
    return {name: digest(database.execute(f'SELECT * FROM "{name}"')) for name in names}


def digest(rows: Iterable[Any]) -> list[str]:
    """The number of rows and the sum of their digests."""
    number = total = 0
    for row in rows:
        number += 1
        total += int.from_bytes(blake2b(repr(row).encode(), digest_size=16).digest())
    return [str(number), f"{total % WHOLE:032x}"]


def put_back(file: Path, tables: Tables, unwanted: list[str]) -> None:
    """Replace the whole database by a copy that holds these tables, in one transaction: others see what was there
    before, or the copy. Raises Refused if the copy differs from what it should hold."""
    if tables_of(file) != tables:
        raise Refused("It is damaged: the rows of the database are not those that were saved.")
    waits = 0

    def wait(status: int, remaining: int, total: int) -> None:
        nonlocal waits
        waits += 1
        if status != sqlite3.SQLITE_OK and waits > PATIENCE:
            raise Refused("The database is busy, another process is writing to it: nothing was changed.")

    connection.ensure_connection()
    with connection.wrap_database_errors, closing(sqlite3.connect(file)) as source:
        source.backup(connection.connection, progress=wait)
    connection.close()


def holds(tables: Tables) -> bool:
    """Whether the database has these rows, and no other."""
    name = connection.get_connection_params()["database"]
    with connection.wrap_database_errors, closing(sqlite3.connect(name, uri=True)) as here:
        return digests(here) == tables
