"""Documents carry two tags more: the sets are emptied here, and `migrate` fills them anew."""

from typing import Any

from django.db import migrations


def empty(apps: Any, schema_editor: Any) -> None:
    apps.get_model("documents", "TagSet").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0032_tag_sets"),
    ]

    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
