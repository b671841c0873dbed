"""A folder of tests/states → a database with the schema and the rows of that state; and the rows of a database."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

INDEX = "documents_searchindex"
State = dict[str, dict[str, list[Any]]]
Node = tuple[str, str]


def read_state(folder: Path) -> State:
    """The state's columns and rows by table."""
    state: State = json.loads((folder / "rows.json").read_text("utf-8"))
    return state


def make(state: State, last: Sequence[Node]) -> None:
    """In an empty database: the schema after these migrations, other apps' being the newest; and the rows, alone."""
    executor = MigrationExecutor(connection)
    ours = {app for app, _ in last}
    targets = [*last, *(node for node in executor.loader.graph.leaf_nodes() if node[0] not in ours)]
    executor.migrate(targets)
    tables = tables_of(executor.loader.project_state(targets).apps)
    with transaction.atomic(), connection.cursor() as cursor:
        for table in state.keys() - {INDEX}:
            cursor.execute(f"DELETE FROM {table}")  # the migrations have made groups and rights
        for table in state.keys() - {INDEX}:
            fields = fields_of(tables[table], state[table]["columns"])
            insert(cursor, table, state[table]["columns"], (prepared(fields, row) for row in state[table]["rows"]))
        for statement in connection.ops.sequence_reset_sql(
            no_style(), [tables[table] for table in state if table != INDEX]
        ):
            cursor.execute(statement)
        fill_index(cursor, state[INDEX]["rows"])


def tables_of(apps: Any) -> dict[str, type[models.Model]]:
    """The models by their tables."""
    found = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model for model in found if not model._meta.proxy}


def fields_of(model: type[models.Model], columns: Iterable[str]) -> list[Any]:
    """The model's fields for these columns."""
    known = {field.column: field for field in model._meta.concrete_fields}
    return [known[column] for column in columns]


def prepared(fields: Sequence[Any], row: Sequence[Any]) -> list[Any]:
    """The row as the database takes it, without the clocks that saving a model would set anew."""
    return [
        field.get_db_prep_save(
            bytes.fromhex(value) if isinstance(field, models.BinaryField) else field.to_python(value), connection
        )
        for field, value in zip(fields, row, strict=True)
    ]


def insert(cursor: Any, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], marks: str = "") -> None:
    """Insert the rows."""
    names = ", ".join(map(connection.ops.quote_name, columns))
    cursor.executemany(
        f"INSERT INTO {table} ({names}) VALUES ({marks or ', '.join(['%s'] * len(columns))})", list(rows)
    )


def fill_index(cursor: Any, rows: Iterable[Sequence[Any]]) -> None:
    """The full-text index of state 0.2, as each database had it."""
    if connection.vendor == "sqlite":
        insert(cursor, INDEX, ["rowid", "title", "agency", "heading", "body", "tags"], rows)
        return
    vectors = [
        (id, " ".join(tag for tag in tags.split() if tag.startswith("#")), tsvector(fields, tags))
        for id, *fields, tags in rows
    ]
    insert(cursor, INDEX, ["id", "tags", "vector"], vectors, "%s, %s, %s::tsvector")


def tsvector(fields: Sequence[str], tags: str) -> str:
    """The tokens as a literal: positions run on through the fields, tags have none."""
    places: dict[str, list[str]] = defaultdict(list)
    position = 0
    for letter, field in zip("ABCD", fields, strict=True):
        for token in field.split():
            position += 1
            places[token].append(f"{position}{letter}")
        position += 1
    return " ".join(
        [*(f"'{token}':{','.join(where)}" for token, where in places.items()), *(f"'{t}'" for t in tags.split())]
    )


def rows_of(model: type[models.Model], columns: Sequence[str]) -> Iterator[list[Any]]:
    """The rows of a table as the state's files write them."""
    names = [field.attname for field in fields_of(model, columns)]
    for row in model._base_manager.order_by("pk").values_list(*names):
        plain = [bytes(value).hex() if isinstance(value, bytes | memoryview) else value for value in row]
        yield json.loads(json.dumps(plain, default=written))


def written(value: Any) -> str:
    """A day, a moment or an amount in words."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
