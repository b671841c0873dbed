"""Vectors inside PostgreSQL, where its extension pgvector is installed: a column beside the bytes, which the database
itself compares. Everywhere else, and where the extension may not be made use of, the processes compare the bytes."""

import logging
from array import array
from collections.abc import Iterable, Sequence

from django.db import DatabaseError, connection

from documents.models import Passage
from documents.records.writing import writing
from documents.search.meaning.encoders import Vector

logger = logging.getLogger(__name__)
TABLE, COLUMN = Passage._meta.db_table, "embedding"
AVAILABLE = (
    "SELECT 1 FROM pg_available_extensions "
    "WHERE name = 'vector' AND string_to_array(default_version, '.')::int[] >= '{0,7}'"  # has halfvec
)
BATCH = 1000


def prepare(dimensions: int) -> None:
    """Make the column, where there can be one."""
    if not is_available() or has_column():
        return
    try:
        with writing(), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS vector")
            cursor.execute(f"ALTER TABLE {TABLE} ADD COLUMN {COLUMN} halfvec({dimensions:d})")
            for start in range(0, len(pks := list(Passage.objects.values_list("pk", flat=True))), BATCH):
                write(list(Passage.objects.filter(pk__in=pks[start : start + BATCH])))
    except DatabaseError as why:  # mostly: the user may not create an extension
        logger.warning("pgvector is not used: %s", why)


def is_available() -> bool:
    """Whether the extension is installed beside the database."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(AVAILABLE)
        return cursor.fetchone() is not None


def has_column() -> bool:
    """Whether the database compares vectors itself."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_attribute WHERE attrelid = %s::regclass AND attname = %s AND NOT attisdropped",
            [TABLE, COLUMN],
        )
        return cursor.fetchone() is not None


def write(rows: Sequence[Passage]) -> None:
    """Put the values of these passages into the column, where there is one."""
    if rows and has_column():
        values = [(literal(array("b", bytes(row.vector))), row.pk) for row in rows]
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {TABLE} SET {COLUMN} = %s::halfvec WHERE id = %s", values)


def literal(vector: Vector) -> str:
    """A vector in the extension's spelling."""
    return f"[{','.join(map(str, vector))}]"


def closest(vector: Vector, model: str, entries: Iterable[int] | None, limit: int) -> list[tuple[int, float]]:
    """The passages nearest to a vector, of these entries or, where None, of all, each with its likeness."""
    chosen = "" if entries is None else "AND entry_id = ANY(%s)"
    statement = (
        f"SELECT id, 1 - ({COLUMN} <=> %s::halfvec) FROM {TABLE} "
        f"WHERE model = %s {chosen} ORDER BY {COLUMN} <=> %s::halfvec, id LIMIT %s"
    )
    asked = literal(vector)
    with connection.cursor() as cursor:
        cursor.execute(statement, [asked, model, *([] if entries is None else [list(entries)]), asked, limit])
        return cursor.fetchall()
