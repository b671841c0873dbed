"""The migration operations that make the full-text index, in whichever way the database has one."""

from itertools import islice
from typing import Any

from django.db import migrations

from documents.search.engines import engine
from documents.search.index import BATCH, index_row


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


class RemakeSearchIndex(CreateSearchIndex):
    """Make the full-text index anew from the entries, after a change of its form; backwards there is nothing to do."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        super().database_backwards(app_label, schema_editor, from_state, to_state)
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        alias = schema_editor.connection.alias
        entries = to_state.apps.get_model(app_label, "SearchEntry").objects.using(alias).order_by("pk").iterator()
        while some := list(islice(entries, BATCH)):
            engine(alias).write(map(index_row, some))

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        pass

    def describe(self) -> str:
        return "Make the full-text index anew"
