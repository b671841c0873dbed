"""A document that may not be kept in; all its words deleted, and the reason kept."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from documents.models import (
    Change,
    Correction,
    Document,
    DocumentVersion,
    Relation,
    Removal,
    RemovedAddress,
    SearchEntry,
    StagedFile,
    WorkLine,
)
from documents.records import originals
from documents.records.writing import tell, writing
from documents.search.index import remove
from tasks.models import Citation, Report, Responsibility, Task

GONE = "（已依法移除）"
KEPT_COLUMNS = {"id", "origin", "standing", "ingested_at", "updated_at", "slug", "title"}


def remove_document(document: Document, reason: str, by: str) -> int:
    """Delete all texts of a document, their files, what was read from them, and the history of it. The document's row
    stays, withdrawn and empty; so do the reason and the digests of the files and addresses. Return the number of
    texts."""
    with writing(cause=Change.Cause.REMOVAL):
        versions = list(document.versions.all())
        RemovedAddress.keep([document.slug, *document.history.values_list("slug", flat=True)])
        forget_versions(versions, reason, by)
        forget_reports(document)
        for record in parts(document):
            forget(record)
        empty(document)
        remove_from_search(document)
        tell(document, Change.Kind.REMOVED)
    for version in versions:  # once the rows are gone for good
        originals.forget(version.sha256)
    return len(versions)


def remove_version(version: DocumentVersion, reason: str, by: str) -> None:
    """Delete one text of a document. Raises ValueError for its current text."""
    if version.document.text_id == version.pk:
        raise ValueError("the current text goes only with its document")
    with writing(cause=Change.Cause.REMOVAL):
        tell(version.document, Change.Kind.UPDATED, ["versions"])
        forget_versions([version], reason, by)
    originals.forget(version.sha256)


def forget_versions(versions: Iterable[DocumentVersion], reason: str, by: str) -> None:
    """Delete texts, and keep the reason."""
    for version in versions:
        Removal.objects.create(sha256=version.sha256, reason=reason, removed_by=by)
        Document.objects.filter(text=version).update(text=None)
        staged = StagedFile.objects.filter(name=version.file_name)
        same = [file.pk for file in staged if sha256(file.data).hexdigest() == version.sha256]
        staged.filter(pk__in=same).delete()
        version.delete()


def parts(document: Document) -> Iterable[models.QuerySet[Any]]:
    """What was read from a document, in an order in which it can be deleted."""
    yield Responsibility.objects.filter(task__document=document)
    for relation in ("targets", "deadline_parties", "deadlines", "citations", "notes"):
        yield getattr(document, relation).all()
    yield Task.objects.filter(document=document)
    yield document.sections.all()


def forget(records: models.QuerySet[Any]) -> None:
    """Delete records with their histories, corrections and entries in the log."""
    model, keys = records.model, [str(pk) for pk in records.values_list("pk", flat=True)]
    kind = ContentType.objects.get_for_model(model)
    Correction.objects.filter(content_type=kind, object_id__in=keys).delete()
    LogEntry.objects.filter(content_type=kind, object_id__in=keys).delete()
    Change.objects.filter(model=model._meta.label_lower, object_id__in=keys).update(name=GONE)
    records.delete()
    if hasattr(model, "history"):  # last: that they were deleted is a part of it
        model.history.filter(**{f"{model._meta.pk.name}__in": keys}).delete()


def forget_reports(document: Document) -> None:
    """Empty what readers reported in a document of all its words; that they reported, and how it ended, stays."""
    reports = Report.objects.filter(document=document)
    keys = [str(pk) for pk in reports.values_list("pk", flat=True)]
    LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Report), object_id__in=keys).delete()
    Report.history.filter(id__in=keys).delete()  # type: ignore[attr-defined]
    reports.update(place=GONE, quote="", description=GONE, contact="", answer=f"所指的文件{GONE}", task=None)
    reports.filter(state__in=Report.OPEN).update(state=Report.State.DECLINED, answered_at=timezone.now())


def remove_from_search(document: Document) -> None:
    """Remove all entries of a document from search."""
    for kind, key in SearchEntry.objects.filter(document_id=document.pk).values_list("kind", "object_id"):
        remove(kind, [key])


def empty(document: Document) -> None:
    """Empty a document's row, its history and the log."""
    kind = ContentType.objects.get_for_model(Document)
    Correction.objects.filter(content_type=kind, object_id=document.pk).delete()
    LogEntry.objects.filter(content_type=kind, object_id=str(document.pk)).delete()
    Relation.objects.filter(models.Q(document=document) | models.Q(to=document)).delete()
    Change.objects.filter(document_id=document.pk).update(name=GONE)
    Citation.objects.filter(cited=document).update(cited=None)
    Document.objects.filter(replaced_by=document).update(replaced_by=None)
    WorkLine.objects.filter(document=document).delete()
    document.history.all().delete()
    document.issuances.all().delete()
    columns = [field for field in Document._meta.concrete_fields if field.name not in KEPT_COLUMNS]
    for column in columns:
        setattr(document, column.attname, None if column.null else column.get_default())
    document.slug, document.title = f"removed-{document.pk}", GONE
    document.standing, document.is_published = "withdrawn", False
    document.save()
    document.history.all().delete()
