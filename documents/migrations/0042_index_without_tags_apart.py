from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "documents_searchindex"


def drop_tags(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the tags out, where they stood beside the vectors that hold them."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {TABLE} DROP COLUMN tags", params=None)


def add_tags(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make room for them again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {TABLE} ADD COLUMN tags text NOT NULL DEFAULT ''", params=None)


class Migration(migrations.Migration):
    """What entries carry is counted in the sets of tags, which `migrate` fills at its end."""

    dependencies = [
        ("documents", "0041_stopped_works"),
    ]

    operations = [migrations.RunPython(drop_tags, add_tags)]
