"""The migration operation that makes the full-text index, in whichever way the database has one."""

from typing import Any

from django.db import migrations

from documents.search.engines import engine


class CreateSearchIndex(migrations.operations.base.Operation):
    """Make the full-text index beside the table of entries."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The index belongs to no model."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in engine(schema_editor.connection.alias).create():
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in engine(schema_editor.connection.alias).drop():
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return "Create the full-text index"
