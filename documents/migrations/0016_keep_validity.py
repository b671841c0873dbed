"""A validity that staff chose is theirs, now that a text may say another; its value gets its new spelling."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

OLD, NEW = "in_force", "in-force"


def keep(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    respell(apps, OLD, NEW)
    Document = apps.get_model("documents", "Document")
    Correction = apps.get_model("documents", "Correction")
    ContentType = apps.get_model("contenttypes", "ContentType")
    chosen = list(Document.objects.exclude(validity="unknown").values_list("pk", flat=True))
    if not chosen:
        return
    type_of_documents, _ = ContentType.objects.get_or_create(app_label="documents", model="document")
    now = timezone.now()
    Correction.objects.bulk_create(
        [
            Correction(
                content_type=type_of_documents, object_id=pk, field="validity", before="unknown", corrected_at=now
            )
            for pk in chosen
        ],
        ignore_conflicts=True,
    )


def respell_back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    respell(apps, NEW, OLD)


def respell(apps: Apps, before: str, after: str) -> None:
    for name in ("Document", "HistoricalDocument"):
        apps.get_model("documents", name).objects.filter(validity=before).update(validity=after)


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("documents", "0015_kind_and_validity"),
    ]

    operations = [migrations.RunPython(keep, respell_back)]
