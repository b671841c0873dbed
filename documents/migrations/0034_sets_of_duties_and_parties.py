"""Tasks, targets and deadlines carry more tags: the sets are emptied here, and `migrate` fills them anew."""

from typing import Any

from django.db import migrations


def empty(apps: Any, schema_editor: Any) -> None:
    apps.get_model("documents", "TagSet").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0033_sets_of_validity_and_link"),
    ]

    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
