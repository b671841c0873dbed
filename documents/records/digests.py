"""The version of a record: another once any of its columns has changed."""

from hashlib import sha256

from django.db.models import Model

from documents.records.reconcile import plain


def version_of(record: Model, others: list[tuple[type[Model], str]] | None = None) -> str:
    """A digest of all columns of a record and of the rows of other tables that go with it."""
    rows: list[Model] = [record]
    for model, key in others or []:
        rows += model._default_manager.filter(**{key: record.pk}).order_by("pk")
    columns = [
        (field.attname, plain(getattr(row, field.attname)))
        for row in rows
        for field in row._meta.concrete_fields
        if field.attname not in ("updated_at", "ingested_at")
    ]
    return sha256(repr(columns).encode()).hexdigest()[:24]
