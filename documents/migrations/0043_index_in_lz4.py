from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

VECTOR = "ALTER TABLE documents_searchindex ALTER COLUMN vector SET COMPRESSION"


def use_lz4(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Compress what is written from now on with lz4, where the server has it: ranking unpacks many vectors."""
    if schema_editor.connection.vendor == "postgresql" and has_lz4(schema_editor.connection):
        schema_editor.execute(f"{VECTOR} lz4", params=None)


def use_default(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Compress it as the server does by itself."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"{VECTOR} DEFAULT", params=None)


def has_lz4(connection: object) -> bool:
    """Whether the server was built with lz4; PostgreSQL knows it since version 14."""
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'")
        return cursor.fetchone() == (True,)


class Migration(migrations.Migration):
    """What is stored already stays as it is until it is written again (manage.py rebuild_search_index)."""

    dependencies = [
        ("documents", "0042_index_without_tags_apart"),
    ]

    operations = [migrations.RunPython(use_lz4, use_default)]
