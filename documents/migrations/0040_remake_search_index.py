from django.db import migrations

from documents.migrations._search_index import remake_index


class Migration(migrations.Migration):
    """The rows of the index tell the regions around their own: they are written anew when all migrations are done."""

    dependencies = [
        ("documents", "0039_background_works"),
    ]

    operations = [migrations.RunPython(remake_index, migrations.RunPython.noop)]
