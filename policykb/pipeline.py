"""The whole flow on one page: file → source text → reading text → structure → tasks → rows → index."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.utils.timezone import localdate

from documents.agencies import Gazetteer, Identity, gazetteer_from_files, identify, informed
from documents.indexing import index_agencies, index_document
from documents.models import Agency, Change, Document, DocumentVersion, Removal
from documents.records import originals
from documents.records.kinship import Verdict
from documents.records.reconcile import Changes, Kind
from documents.records.store import store_document, store_notes
from documents.records.versions import Settlement, SourceFile, add_version, reread_version, settle
from documents.records.writing import writing
from documents.registry.directory import AgencyDirectory
from documents.registry.loading import gazetteer_from_database
from documents.structure import parse
from documents.structure.printed import document_as_printed
from documents.structure.values import ParsedDocument
from documents.text import UnreadableSource, repair
from documents.text.guarded import read_guarded
from documents.text.layout.markdown import find_drawn_tables
from documents.text.readings import ReadingText, SourceText
from documents.text.traditional import in_simplified
from tasks.extraction import extract
from tasks.extraction.printed import extraction_as_printed
from tasks.extraction.values import Extraction
from tasks.indexing import index_facts
from tasks.store import store_extraction

STAGES = ("documents/text", "documents/structure", "documents/agencies", "tasks/extraction")


@dataclass(frozen=True, slots=True)
class Examination:
    """All that the stages found in one file. `sha256` is the digest of its bytes `data`, which are None where only
    the characters were kept."""

    sha256: str
    data: bytes | None
    name: str
    source: SourceText
    reading: ReadingText
    parsed: ParsedDocument
    identity: Identity
    extraction: Extraction


def examine(data: bytes, name: str, gazetteer: Gazetteer) -> Examination:
    """Take a file through all stages, storing nothing. Raises UnreadableSource."""
    return examine_source(read_guarded(data, name), sha256(data).hexdigest(), data, name, gazetteer)


def examine_source(source: SourceText, digest: str, data: bytes | None, name: str, known: Gazetteer) -> Examination:
    """Take a source text through the stages after reading. They work on simplified characters; what they find is
    given in the characters that are printed."""
    reading = repair(source)
    simplified = parse(in_simplified(reading))
    identity = identify(simplified, known)
    found = extract(simplified, informed(known, simplified, identity.region), identity.region)
    parsed = document_as_printed(simplified, reading.text)
    extraction = extraction_as_printed(found, simplified.text, parsed)
    return Examination(digest, data, name, source, reading, parsed, identity, extraction)


def examine_again(version: DocumentVersion, known: Gazetteer) -> Examination:
    """Take a stored version through all stages again, from its bytes, or from its characters where the bytes were not
    kept. Raises UnreadableSource."""
    if data := originals.kept(version.sha256):
        return examine(data, version.file_name, known)
    source = SourceText(version.source, version.format, version.encoding, find_drawn_tables(version.source))
    return examine_source(source, version.sha256, None, version.file_name, known)


def ingest(
    data: bytes, name: str, gazetteer: Gazetteer, *, by: AbstractBaseUser | None = None, is_rehearsal: bool = False
) -> tuple[Document, Changes]:
    """Take a file from its bytes to searchable rows, in one transaction; return the document and what changed. Raises
    UnreadableSource.

    Safe to repeat: the same bytes change nothing. A rehearsal undoes everything at the end.
    """
    return store(examine(data, name, gazetteer), gazetteer, by=by, is_rehearsal=is_rehearsal)


def store(
    found: Examination, gazetteer: Gazetteer, *, by: AbstractBaseUser | None = None, is_rehearsal: bool = False
) -> tuple[Document, Changes]:
    """Store what was found and update search, in one transaction; return the document and what changed. Raises
    UnreadableSource for a text that had to be removed."""
    check_not_removed(found.sha256)
    if found.data is not None and not is_rehearsal:
        originals.keep(found.data, found.sha256)  # before the row that speaks of them
    file = file_of(found)
    with writing(by, Change.Cause.INGEST):
        region = found.identity.region.code if found.identity.region else None
        settled = settle(file, found.parsed.header, region)
        stored = keep_beside if settled.place in (Verdict.COPY, Verdict.EARLIER) else keep_as_text
        document, changes = stored(found, file, settled, gazetteer, by)
        transaction.set_rollback(is_rehearsal)
    return document, changes


def keep_beside(
    found: Examination, file: SourceFile, settled: Settlement, gazetteer: Gazetteer, by: AbstractBaseUser | None
) -> tuple[Document, Changes]:
    """Store a copy or an earlier text of a known document, which is not changed."""
    document, changes = settled.known, Changes(place=settled.place.value)
    assert document is not None
    if settled.version is None:
        is_copy = settled.place is Verdict.COPY
        version = add_version(document, file, found.parsed.header, is_copy=is_copy, by=by)
        changes.tell(changes.created, Kind.CREATED, version)
    elif reread_version(settled.version, file):
        changes.tell(changes.updated, Kind.UPDATED, settled.version)
    return document, changes


def keep_as_text(
    found: Examination, file: SourceFile, settled: Settlement, gazetteer: Gazetteer, by: AbstractBaseUser | None
) -> tuple[Document, Changes]:
    """Store a document with this text and all that was found in it."""
    directory = AgencyDirectory(gazetteer, found.identity.region)
    document, changes = store_document(file, found.parsed, found.identity, settled, directory, by)
    store_extraction(document, found.parsed.text, found.extraction, directory, changes)
    notes = chain(found.parsed.notes, found.extraction.notes, changes.notes, directory.notes)
    store_notes(document, found.parsed.text, directory.unsettled(notes, found.parsed.text), changes)
    if changes:
        index_document(document)
        index_facts(document)
        index_agencies(directory.new)
    return document, changes


def set_text(
    document: Document, version: DocumentVersion, gazetteer: Gazetteer, *, by: AbstractBaseUser | None = None
) -> tuple[Document, Changes]:
    """Make a stored version the current text of a document, or read the current one again; return what changed."""
    found = examine_again(version, gazetteer)
    with writing(by, Change.Cause.INGEST):
        return keep_as_text(found, file_of(found), Settlement(Verdict.VERSION, document, version), gazetteer, by)


def file_of(found: Examination) -> SourceFile:
    """The examined file, as it is stored."""
    size = None if found.data is None else len(found.data)
    return SourceFile(found.name, found.sha256, size, found.source, found.reading, extractor())


def check_not_removed(digest: str) -> None:
    """Raise UnreadableSource for the bytes of a text that had to be removed."""
    if removal := Removal.objects.filter(sha256=digest).first():
        day = localdate(removal.removed_at)
        raise UnreadableSource(f"Removed on {day}: {removal.reason}", f"已于 {day} 依法移除：{removal.reason}")


def known_digests() -> set[str]:
    """The SHA-256 of every stored file that was read by the stages as they are now."""
    return set(DocumentVersion.objects.filter(extractor=extractor()).values_list("sha256", flat=True))


@cache
def extractor() -> str:
    """The version of the stages: a digest of their code and data."""
    digest = sha256()
    for folder in STAGES:
        for file in sorted((Path(settings.BASE_DIR) / folder).rglob("*")):
            if file.suffix in (".py", ".txt"):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def gazetteer() -> Gazetteer:
    """The known agencies and regions: those in the database, or those the project ships while it has none."""
    if Agency._meta.db_table in connection.introspection.table_names() and Agency.objects.exists():
        return gazetteer_from_database()
    return gazetteer_from_files(Path(settings.BASE_DIR) / "fixtures")
