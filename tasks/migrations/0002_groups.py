from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from tasks.rights import make_groups


def add_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are made only after all migrations: these are wanted now."""
    for label in ("documents", "tasks"):
        config = apps.get_app_config(label)
        config.models_module = True  # type: ignore[assignment]  # or it is taken for an app without models
        create_permissions(config, verbosity=0, apps=apps)
        config.models_module = None
    make_groups(apps.get_model("auth", "Group"), apps.get_model("auth", "Permission"))


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("documents", "0004_staged_files"),
        ("tasks", "0001_initial"),
    ]
    operations = [migrations.RunPython(add_groups, migrations.RunPython.noop)]
