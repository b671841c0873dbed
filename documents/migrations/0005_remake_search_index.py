from django.db import migrations

from documents.migrations._search_index import remake_index


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0004_staged_files"),
    ]

    operations = [migrations.RunPython(remake_index, migrations.RunPython.noop)]
