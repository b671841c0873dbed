"""Each document's text becomes its first version; titles get their keys, texts their marks."""

import unicodedata
from binascii import crc32
from heapq import nsmallest
from typing import Any

from django.db import migrations

BATCH = 100


def title_key(title: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", title)))[:300]


def marks(text: str) -> list[int]:
    letters = "".join(filter(str.isalnum, text))
    return nsmallest(24, {crc32(letters[i : i + 8].encode()) for i in range(max(1, len(letters) - 7))})


def forwards(apps: Any, schema_editor: Any) -> None:
    Document = apps.get_model("documents", "Document")
    DocumentText = apps.get_model("documents", "DocumentText")
    DocumentVersion = apps.get_model("documents", "DocumentVersion")
    TextMark = apps.get_model("documents", "TextMark")
    apps.get_model("documents", "Revision").objects.get_or_create(pk=1)
    for document in Document.objects.order_by("pk").iterator(chunk_size=BATCH):
        document.title_key = title_key(document.title)
        document.save(update_fields=["title_key"])
    for text in DocumentText.objects.select_related("document").order_by("pk").iterator(chunk_size=BATCH):
        document = text.document
        version = DocumentVersion.objects.create(
            document=document,
            file_name=text.file_name,
            sha256=text.sha256,
            format=text.format,
            encoding=text.encoding,
            source=text.source,
            reading=text.reading,
            pieces=text.pieces,
            title=document.title,
            dated=document.issued_on or document.published_on or document.printed_on,
        )
        DocumentVersion.objects.filter(pk=version.pk).update(stored_at=document.ingested_at)
        TextMark.objects.bulk_create(TextMark(version=version, mark=mark) for mark in marks(text.reading))


class Migration(migrations.Migration):

    dependencies = [
        ("documents", "0008_versions_and_changes"),
    ]

    operations = [
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
