"""A database with some documents in; with copies of them, and of all that belongs to them, out. The database copies the
rows itself, so that a hundred thousand tasks take a minute."""

from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model

from documents.models import Document, DocumentAgency, DocumentVersion, Relation, Section, SourceNote
from tasks.models import Citation, Deadline, DeadlineParty, Responsibility, Target, Task

COPIED: tuple[type[Model], ...] = (
    Document, DocumentVersion, DocumentAgency, Relation, Section, SourceNote,
    Task, Task.topics.through, Responsibility, Target, Deadline, DeadlineParty, Citation,
)  # fmt: skip
# What must not be twice in the base, or should not: by how far the copy's document is moved tells the copies apart.
DIFFERENT = {
    "slug": "slug || '-' || (n * {moved})",
    "sha256": "'copy-' || (document_id + n * {moved})",
    "document_number": "replace(document_number, '〕', '〕' || (n * {moved}))",
    "number_key": "CASE number_key WHEN '' THEN '' ELSE number_key || (n * {moved}) END",
}


def copy_documents(copies: int) -> dict[type[Model], int]:
    """So many copies of every document, with its text, sections, tasks and facts. By how much the keys of each table
    grow from one copy to the next."""
    with transaction.atomic(), connection.cursor() as cursor:
        steps = {model: model._default_manager.aggregate(last=Max("pk"))["last"] or 0 for model in COPIED}
        for model in COPIED:
            cursor.execute(copying(model, steps), [copies])
        for statement in connection.ops.sequence_reset_sql(no_style(), list(COPIED)):
            cursor.execute(statement)
        cursor.execute("ANALYZE")  # as after an ingest
    return steps


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
