from django.db import migrations

from documents.search.operations import RemakeSearchIndex


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0004_staged_files"),
    ]

    operations = [RemakeSearchIndex()]
