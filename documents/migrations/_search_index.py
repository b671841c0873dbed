"""The full-text index as 0002 and 0005 make it, beside the table of entries, written out: what the site searches with
goes on changing, and these must not change with it. Whoever needs another form adds a migration with that form.

The rows are written when all migrations are done, by the code of that day (manage.py migrate).
"""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CREATE = {
    # "ascii" takes every character beyond ASCII for part of a token, so that tokens are cut at blanks only.
    "sqlite": [
        "CREATE VIRTUAL TABLE documents_searchindex USING fts5(title, agency, heading, body, tags, "
        "tokenize = \"ascii tokenchars '.%#^_:-'\", detail = full)"
    ],
    "postgresql": [
        "CREATE TABLE documents_searchindex (id bigint PRIMARY KEY, tags text NOT NULL, vector tsvector NOT NULL)",
        "CREATE INDEX documents_searchindex_vector ON documents_searchindex USING gin (vector)",
    ],
}


def create_index(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index, empty."""
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop_index(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the index."""
    schema_editor.execute("DROP TABLE IF EXISTS documents_searchindex", params=None)


def remake_index(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index anew, empty."""
    drop_index(apps, schema_editor)
    create_index(apps, schema_editor)
