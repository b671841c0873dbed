"""The only version that a document has is its current text."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def forwards(apps: Any, schema_editor: Any) -> None:
    Document = apps.get_model("documents", "Document")
    versions = apps.get_model("documents", "DocumentVersion").objects.filter(document=OuterRef("pk"))
    Document.objects.update(text=Subquery(versions.values("pk")[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ("documents", "0010_current_text"),
    ]

    operations = [
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
