"""A database with some documents in; with copies of them, and of all that belongs to them, out. The database copies the
rows itself, so that a hundred thousand tasks take a minute."""

from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Model

from documents.models import Document, DocumentAgency, DocumentVersion, Section, SourceNote
from documents.records.writing import refill_sets
from documents.search.index import BATCH
from tasks.indexing import TARGETS, TASKS
from tasks.models import Citation, Deadline, Responsibility, Target, Task

COPIED: tuple[type[Model], ...] = (
    Document, DocumentVersion, DocumentAgency, Section, SourceNote,
    Task, Task.topics.through, Responsibility, Target, Deadline, Citation,
)  # fmt: skip
# What must not be twice in the base, or should not: by how far the copy's document is moved tells the copies apart.
DIFFERENT = {
    "slug": "slug || '-' || (n * {moved})",
    "sha256": "'copy-' || (document_id + n * {moved})",
    "document_number": "replace(document_number, '〕', '〕' || (n * {moved}))",
    "number_key": "CASE number_key WHEN '' THEN '' ELSE number_key || (n * {moved}) END",
}


def copy_documents(copies: int) -> None:
    """So many copies of every document, with its text, sections, tasks and facts."""
    with transaction.atomic(), connection.cursor() as cursor:
        steps = {model: model._default_manager.aggregate(last=Max("pk"))["last"] or 0 for model in COPIED}
        for model in COPIED:
            cursor.execute(copying(model, steps), [copies])
        cursor.execute("ANALYZE")  # as after an ingest


def index_copies() -> None:
    """Let search find all tasks and targets, and count them."""
    refill_sets()
    for source in (TASKS, TARGETS):
        pks = sorted(source.visible().values_list("pk", flat=True))
        for start in range(0, len(pks), BATCH):
            source.update(pks[start : start + BATCH])


def copying(model: type[Model], steps: dict[type[Model], int]) -> str:
    """The statement that copies a table; every key is moved by so many steps as the copy's number."""
    fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(value_of(field, model, steps) for field in fields)
    numbers = "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < %s)"
    table = model._meta.db_table
    return f'{numbers} INSERT INTO "{table}" ({columns}) SELECT {values} FROM "{table}" CROSS JOIN copies'


def value_of(field: Any, model: type[Model], steps: dict[type[Model], int]) -> str:
    """What a column of a copy holds."""
    owner = field.related_model if field.is_relation else model if field.primary_key else None
    if owner in steps:
        return f'"{field.column}" + n * {steps[owner]}'
    return DIFFERENT.get(field.name, f'"{field.column}"').format(moved=steps[Document])
