"""An address that is none of the web (javascript:, ftp:, a path without host) is no address of a publication any more;
what it was stays in a note for staff, and in the history."""

import re

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WEB = re.compile(r"(https?)(://[^\s@\\/]+(?:/\S*|[?#]\S*)?)", re.IGNORECASE)


def keep_web_addresses(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Document = apps.get_model("documents", "Document")
    SourceNote = apps.get_model("documents", "SourceNote")
    for pk, address in list(Document.objects.exclude(source_url="").values_list("pk", "source_url")):
        match = WEB.fullmatch(address.strip())
        kept = f"{match[1].lower()}{match[2]}" if match else ""
        if kept == address:
            continue
        Document.objects.filter(pk=pk).update(source_url=kept)
        if not kept:
            message = f"原文网址“{address[:240]}”不是网页地址，已不再显示，请核对"
            SourceNote.objects.create(document_id=pk, kind="dropped", message=message[:300], quote="", state="open")


class Migration(migrations.Migration):
    dependencies = [("documents", "0021_plan_period")]

    operations = [migrations.RunPython(keep_web_addresses, migrations.RunPython.noop)]
