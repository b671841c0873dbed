from collections.abc import Iterator

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# As the two groups stood then, written out: what later versions let them do, later migrations add.
READ = ("view",)
EDIT = ("view", "add", "change")
KEEP = ("view", "add", "change", "delete")
EDITORS: dict[str, dict[str, tuple[str, ...]]] = {
    "documents": {
        "document": EDIT,
        "documentagency": KEEP,
        "sourcenote": ("view", "change"),
        "review": READ,
        "correction": READ,
        "agency": EDIT,
        "agencyname": KEEP,
        "agencypattern": READ,
        "region": READ,
        "term": EDIT,
    },
    "tasks": {"task": KEEP, "responsibility": KEEP, "target": KEEP, "deadline": KEEP, "citation": KEEP},
}
REVIEWERS_ALSO = (
    "approve_proposal", "merge_agency", "publish_document", "delete_document", "delete_term",
    "add_agencypattern", "change_agencypattern", "add_region", "change_region",
)  # fmt: skip


def rights() -> Iterator[tuple[str, tuple[str, str]]]:
    """The rights, as app and codename, of each group."""
    for app, kinds in EDITORS.items():
        for model, actions in kinds.items():
            for action in actions:
                yield "编辑", (app, f"{action}_{model}")
                yield "审核", (app, f"{action}_{model}")
    for codename in REVIEWERS_ALSO:
        yield "审核", ("documents", codename)


def add_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are made only after all migrations: these are wanted now."""
    for label in ("documents", "tasks"):
        config = apps.get_app_config(label)
        config.models_module = True  # type: ignore[assignment]  # or it is taken for an app without models
        create_permissions(config, verbosity=0, apps=apps)
        config.models_module = None
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    known = {
        (row.content_type.app_label, row.codename): row for row in permission.objects.select_related("content_type")
    }
    for name, right in rights():
        group.objects.get_or_create(name=name)[0].permissions.add(known[right])


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("documents", "0004_staged_files"),
        ("tasks", "0001_initial"),
    ]
    operations = [migrations.RunPython(add_groups, migrations.RunPython.noop)]
