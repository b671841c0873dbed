from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

RIGHTS = ("view_wordpair", "add_wordpair", "change_wordpair")
GROUPS = ("编辑", "审核")


def give_rights(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Editors and reviewers may edit the vocabulary and decide on what is proposed for it. Permissions are made only
    after all migrations: these are wanted now."""
    config = apps.get_app_config("documents")
    config.models_module = True  # type: ignore[assignment]  # or it is taken for an app without models
    create_permissions(config, verbosity=0, apps=apps)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="documents", codename__in=RIGHTS
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [("documents", "0025_vocabulary"), ("tasks", "0015_wanted_documents")]
    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
