from django.db import migrations

from documents.migrations._search_index import remake_index


class Migration(migrations.Migration):
    """The rows of the index hold more than before: they are written anew when all migrations are done."""

    dependencies = [
        ("documents", "0026_search_log"),
    ]

    operations = [migrations.RunPython(remake_index, migrations.RunPython.noop)]
