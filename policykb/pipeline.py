"""The whole flow on one page: file → source text → reading text → structure → tasks → rows → index."""

from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from documents.agencies import Gazetteer, Identity, identify, load_registry
from documents.directory import AgencyDirectory
from documents.indexing import index_agencies, index_document
from documents.models import Agency, Document
from documents.reconcile import Changes
from documents.registry import gazetteer_from_database
from documents.store import SourceFile, store_document, store_notes
from documents.structure import parse
from documents.structure.values import ParsedDocument
from documents.text import repair
from documents.text.guarded import read_guarded
from documents.text.values import ReadingText, SourceText
from tasks.extraction import extract
from tasks.extraction.values import Extraction
from tasks.indexing import index_facts
from tasks.store import store_extraction


@dataclass(frozen=True, slots=True)
class Examination:
    """Everything the stages say of one file."""

    source: SourceText
    reading: ReadingText
    parsed: ParsedDocument
    identity: Identity
    extraction: Extraction


def examine(data: bytes, name: str, gazetteer: Gazetteer) -> Examination:
    """Take a file through all stages, storing nothing. Raises UnreadableSource."""
    source = read_guarded(data, name)
    reading = repair(source)
    parsed = parse(reading)
    return Examination(source, reading, parsed, identify(parsed, gazetteer), extract(parsed, gazetteer))


def ingest(data: bytes, name: str, gazetteer: Gazetteer, *, is_rehearsal: bool = False) -> tuple[Document, Changes]:
    """Take a file from its bytes to searchable rows, in one transaction; return the document and what changed.

    Safe to repeat: the same bytes again change nothing. A rehearsal rolls everything back.
    Raises UnreadableSource.
    """
    found = examine(data, name, gazetteer)
    file = SourceFile(name, sha256(data).hexdigest(), found.source, found.reading)
    notes = chain(found.parsed.notes, found.extraction.notes)
    with transaction.atomic():
        directory = AgencyDirectory(gazetteer, found.identity.region)
        document, changes = store_document(file, found.parsed, found.identity, directory)
        changes += store_extraction(document, found.parsed.text, found.extraction, directory)
        store_notes(document, found.parsed.text, chain(notes, changes.notes, directory.notes), changes)
        if changes:
            index_document(document)
            index_facts(document)
            index_agencies(directory.new)
        transaction.set_rollback(is_rehearsal)
    return document, changes


def gazetteer() -> Gazetteer:
    """The agencies and regions known: the database's, or, where it has none yet, those the project ships."""
    if Agency._meta.db_table in connection.introspection.table_names() and Agency.objects.exists():
        return gazetteer_from_database()
    return load_registry(Path(settings.BASE_DIR) / "fixtures")
