"""A database → what its tables say, whichever keys the rows have and whenever they were written."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import connection
from pyroaring import BitMap

from documents.tag_sets.tagged import tagged

ENTRIES, INDEX, SETS = "documents_searchentry", "documents_searchindex", "documents_tagset"
ROUNDS = 4  # how far a row is told from its like by the rows that it leads to
# table.column: what rightly differs after a kill, as it is drawn at random or holds keys, which `members` follows
LEFT_OUT = {"documents_revision.token", "documents_revision.former", f"{SETS}.members"}
KEYS = re.compile(r"(?:^|_)id$")  # what names a row without a constraint: in histories, and what is found
KEY_IN_TAG = re.compile(r"(?<![0-9A-Za-z])([adptw])\d+(?=[.' ]|$)")  # a7.lead
KEY_IN_KEY = re.compile(r"-\d+$")  # 2.5-8: the task that had to make room

Contents = dict[str, Counter[str]]
Lead = tuple[str, tuple[str, Any]]  # by which column a row leads to another; the table and key of that
Row = tuple[str, list[Lead]]  # what stands in it; what it leads to, in any order


def read_contents() -> Contents:
    """How often each row stands in each table of the project, the full-text index among them."""
    with connection.cursor() as cursor:
        rows = {key: row for table in tables(cursor) for key, row in read_table(cursor, table)}
    digests = {key: digest(values) for key, (values, _) in rows.items()}
    for _ in range(ROUNDS):
        digests = {
            key: digest(values + "".join(sorted(f"{name} {digests.get(other, '-')}" for name, other in leads)))
            for key, (values, leads) in rows.items()
        }
    contents: Contents = {}
    for (table, _), found in digests.items():
        contents.setdefault(table, Counter())[found] += 1
    return contents


def digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:24]


def tables(cursor: Any) -> list[str]:
    """The project's tables; those that SQLite keeps its index in are not looked into."""
    names = connection.introspection.table_names(cursor)
    ours = [name for name in names if name.startswith(("documents_", "tasks_"))]
    return [name for name in ours if name == INDEX or not name.startswith(INDEX)]


def read_table(cursor: Any, table: str) -> Iterator[tuple[tuple[str, Any], Row]]:
    """The rows by their key."""
    is_index = table == INDEX
    key = "rowid" if is_index and connection.vendor == "sqlite" else primary_key(cursor, table)
    relations = {} if is_index else connection.introspection.get_relations(cursor, table)
    cursor.execute(f"SELECT {key} AS row_key, * FROM {table}")
    names = [column[0] for column in cursor.description][1:]
    for row_key, *values in cursor.fetchall():
        said: list[tuple[str, Any]] = []
        leads = members(dict(zip(names, values, strict=True))) if table == SETS else []
        for name, value in zip(names, values, strict=True):
            if name in relations:
                leads.append((name, (relations[name][1], value)))
            elif name != key and not KEYS.search(name) and f"{table}.{name}" not in LEFT_OUT:
                said.append((name, plain(table, name, value)))
        yield (table, row_key), (json.dumps(said, ensure_ascii=False, default=str), leads)


def members(row: Mapping[str, Any]) -> list[Lead]:
    """The records of a set."""
    table = tagged()[row["kind"]].visible().model._meta.db_table
    return [("members", (table, key)) for key in BitMap.deserialize(bytes(row["members"]))]


def primary_key(cursor: Any, table: str) -> str:
    (column,) = connection.introspection.get_primary_key_columns(cursor, table)
    return str(column)


def plain(table: str, name: str, value: Any) -> Any:
    """The value without clocks and keys; the order of the tokens in the index follows the keys among them."""
    if isinstance(value, datetime):
        return "a time"
    if isinstance(value, memoryview | bytes):
        return bytes(value).hex()
    if isinstance(value, str) and table in (ENTRIES, INDEX, SETS):
        value = KEY_IN_TAG.sub(r"\1", value)
        return sorted(value.split()) if table == INDEX or name == "tags" else value
    return KEY_IN_KEY.sub("-", value) if isinstance(value, str) and name == "key" else value


def is_in_step() -> bool:
    """Whether the full-text index has a row for each entry, and no other."""
    key = "rowid" if connection.vendor == "sqlite" else "id"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key} FROM {INDEX}")
        indexed = {row[0] for row in cursor.fetchall()}
        cursor.execute(f"SELECT id FROM {ENTRIES}")
        return indexed == {row[0] for row in cursor.fetchall()}


def is_sound() -> bool:
    """Whether SQLite finds its file whole and every reference leading somewhere; PostgreSQL answers for itself."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            if cursor.fetchone() != ("ok",):
                return False
            cursor.execute("PRAGMA foreign_key_check")
            return not cursor.fetchall()
    return True


def count(table: str) -> int:
    """How many rows the table has."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])
