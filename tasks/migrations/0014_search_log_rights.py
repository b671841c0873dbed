from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUPS = ("编辑", "审核")


def give_rights(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Editors and reviewers may read the search log. Permissions are made only after all migrations: this one is
    wanted now."""
    config = apps.get_app_config("documents")
    config.models_module = True  # type: ignore[assignment]  # or it is taken for an app without models
    create_permissions(config, verbosity=0, apps=apps)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="documents", codename="view_searchlogline"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [("documents", "0026_search_log"), ("tasks", "0013_reports")]
    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
