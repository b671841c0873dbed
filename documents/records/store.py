"""A parsed document in; its rows out: document, text, sections and notes. Storing it again changes nothing."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from documents.agencies import Identity
from documents.indexing import index_document
from documents.models import Document, DocumentAgency, DocumentVersion, Relation, Section, SourceNote
from documents.records.bounds import short_key, storable
from documents.records.kinship import Verdict
from documents.records.matching import follow_moved, numbered
from documents.records.reconcile import EXTRACTION, Changes, Kind, create, reconcile
from documents.records.saving import save
from documents.records.slugs import free_slug, slug_of
from documents.records.versions import Settlement, SourceFile, add_version, reread_version
from documents.records.writing import tell
from documents.registry.directory import AgencyDirectory
from documents.structure.document_number import number_key
from documents.structure.values import ParsedDocument, ParsedHeader
from documents.text.notes import Note, NoteKind

OWN = {Verdict.NEW, Verdict.EXPLAINS, Verdict.EXPLAINED, Verdict.UNSURE}  # what makes a text a document of its own
DECIDED_BY_STAFF = {NoteKind.DROPPED}  # kinds of notes that do not go away by themselves


def store_document(
    file: SourceFile,
    parsed: ParsedDocument,
    identity: Identity,
    settled: Settlement,
    directory: AgencyDirectory,
    by: AbstractBaseUser | None = None,
) -> tuple[Document, Changes]:
    """Store a document with its text and sections; return it and what changed. To be called within writing().

    A known document is updated and keeps its address. A text of which it is not sure whether it belongs to a known
    document becomes a document of its own, which readers do not see until a person has decided.
    """
    changes = Changes(place=settled.place.value)
    known = None if settled.place in OWN else settled.known
    values = document_values(file, parsed.header, identity)
    if known is None:
        values |= own_values(values, settled)
    else:
        known = Document.objects.select_for_update(of=("self",)).select_related("text").get(pk=known.pk)
        if known.relations.filter(is_decided=True, kind=Relation.Kind.EXPLAINS).exists():
            values |= {"document_number": known.document_number}
    document = reconcile(Document, {"": known} if known else {}, {"": values}, changes)[""]
    store_text(document, file, parsed.header, settled, changes, by)
    if settled.place in OWN - {Verdict.NEW}:
        relate(document, settled)
    store_issuers(document, identity, directory, changes)
    store_sections(document, parsed, changes)
    return document, changes


def own_values(values: Mapping[str, Any], settled: Settlement) -> dict[str, Any]:
    """The columns of a new document that depend on what it is beside a known one. An interpretation (解读) has no
    number: the one it shows is that of its document."""
    number = "" if settled.place is Verdict.EXPLAINS else values["document_number"]
    return {
        "document_number": number,
        "slug": document_slug(number, values["title"]),
        "is_published": settled.place is not Verdict.UNSURE,
    }


def relate(document: Document, settled: Settlement) -> None:
    """Link a new document to the known one that it is about, or may be. If the known one is an interpretation and has
    the number of the new document, the number is removed from it."""
    known, is_explained = settled.known, settled.place is Verdict.EXPLAINED
    assert known is not None
    ends = {"document": known, "to": document} if is_explained else {"document": document, "to": known}
    is_sure = settled.place is not Verdict.UNSURE
    Relation.objects.create(
        **ends,
        kind=Relation.Kind.EXPLAINS if is_sure else Relation.Kind.UNSURE,
        evidence=settled.evidence[:300],
        is_decided=is_sure,
        decided_at=timezone.now() if is_sure else None,
    )
    if is_explained and known.number_key == document.number_key and "document_number" not in known.locked_fields():
        known.document_number = ""
        save(known, ["document_number"], EXTRACTION)
        tell(known, Kind.UPDATED, ["document_number"])
        index_document(known)


def document_values(file: SourceFile, header: ParsedHeader, identity: Identity) -> dict[str, Any]:
    """The columns of a document. One without a title gets the name of its file as title."""
    return {
        "title": header.title.text if header.title else file.name,
        "notice_title": header.notice_title.text if header.notice_title else "",
        "document_number": header.document_number.text if header.document_number else "",
        "genre": header.genre,
        "kind": header.kind.value,
        "region_id": identity.region.code if identity.region else None,
        "addressees": list(identity.addressees),
        "issued_on": header.issued_on.day if header.issued_on else None,
        "published_on": header.published_on.day if header.published_on else None,
        "printed_on": header.printed_on.day if header.printed_on else None,
        "effective_on": header.effective_on.day if header.effective_on else None,
        "validity": header.validity.value,
        "source_url": header.source_url,
        "publisher": header.publisher,
        "retrieved_on": header.retrieved_on.day if header.retrieved_on else None,
        "approved_by": header.approved_by.text if header.approved_by else "",
        "missing_attachments": [attachment.text for attachment in header.missing_attachments],
        "period_from": header.period.first_year if header.period else None,
        "period_until": header.period.until if header.period else None,
        "period_words": header.period.words.text if header.period else "",
        "period_start": header.period.words.span.start if header.period else None,
    }


def document_slug(number: str, title: str) -> str:
    """An unused address for a new document, made of its number, else its title: 青政办-2024-35."""
    base = slug_of(number_key(number) or title[:60], "document")
    return free_slug(base, set(Document.objects.filter(slug__startswith=base).values_list("slug", flat=True)))


def store_text(
    document: Document,
    file: SourceFile,
    header: ParsedHeader,
    settled: Settlement,
    changes: Changes,
    by: AbstractBaseUser | None,
) -> None:
    """Make the text the current one of the document; the text before stays as a version. If the same bytes are stored
    already, only their reading is updated."""
    changes.before = document.text.reading if document.text else ""
    changes.after = file.reading.text
    version = settled.version
    if version is None:
        version = add_version(document, file, header, is_copy=False, by=by)
        changes.tell(changes.created, Kind.CREATED, version)
    elif reread_version(version, file):
        changes.tell(changes.updated, Kind.UPDATED, version)
    if document.text_id != version.pk:
        make_current(document, version, changes)


def make_current(document: Document, version: DocumentVersion, changes: Changes) -> None:
    """Make a version the current text of the document; the version may have belonged to another one."""
    version.document, version.is_copy = document, False
    save(version, ["document", "is_copy"])
    before, document.text = document.text_id, version
    if before is None:  # a part of how the document came in, no change of it
        Document.objects.filter(pk=document.pk).update(text=version)
        document.history.filter(text=None).update(text=version)
    else:
        save(document, ["text"], EXTRACTION)
        changes.tell(changes.updated, Kind.UPDATED, document, {"text_id": before})


def store_issuers(document: Document, identity: Identity, directory: AgencyDirectory, changes: Changes) -> None:
    """Link the issuing agencies in the order they signed, unless a person has set them."""
    if "issuing_agencies" in document.locked_fields():
        return
    linked = set(document.issuances.values_list("agency_id", flat=True))
    for order, name in enumerate(identity.issuers):
        agency = directory.body(name, name)
        if agency and agency.pk not in linked:
            issuance = DocumentAgency.objects.create(document=document, agency=agency, order=order)
            linked.add(agency.pk)
            changes.tell(changes.created, Kind.CREATED, issuance)


def store_sections(document: Document, parsed: ParsedDocument, changes: Changes) -> None:
    """Store all sections of the document."""
    wanted: dict[Any, Mapping[str, Any]] = {
        short_key(section.id): {
            "document_id": document.pk,
            "key": short_key(section.id),
            "number": section.number,
            "title": section.title,
            "level": section.level,
            "order": order,
            "start": section.span.start,
            "end": section.span.end,
            "heading_end": section.heading.end,
            "own_end": section.own.end,
            "status": section.status.value,
        }
        for order, section in enumerate(parsed.sections)
    }
    wanted = {key: storable(Section, values, changes.notes) for key, values in wanted.items()}
    rows = document.sections.select_for_update().prefetch_related("corrections")
    existing = {section.key: section for section in rows}
    follow_moved(existing, wanted, lambda section: section["title"])
    reconcile(Section, existing, wanted, changes)


def store_notes(document: Document, text: str, notes: Iterable[Note], changes: Changes) -> None:
    """Store each note once. A known note keeps what staff decided about it; one that is not found again is marked gone.

    Two notes are the same if kind, message and quoted words are; several such notes are told apart by their order.
    """
    seen: Counter[Hashable] = Counter()
    found = sorted(note_values(text, notes), key=lambda note: note["start"] or 0)
    wanted = {numbered((note["kind"], note["message"], note["quote"]), seen): note for note in found}
    seen.clear()
    known = document.notes.select_for_update().order_by("start", "pk")
    existing = {numbered((note.kind, note.message, note.quote), seen): note for note in known}
    created = [SourceNote(document=document, **values) for key, values in wanted.items() if key not in existing]
    create(SourceNote, created)
    for note in created:
        changes.tell(changes.created, Kind.CREATED, note)
    for key, note in existing.items():
        is_found = key in wanted or note.kind in DECIDED_BY_STAFF
        values = {**wanted.get(key, {}), "state": renewed_state(note.state, is_found)}
        changed = {name: was for name, value in values.items() if (was := getattr(note, name)) != value}
        if changed:
            for name in changed:
                setattr(note, name, values[name])
            save(note, changed, EXTRACTION)
            changes.tell(changes.updated, Kind.UPDATED, note, changed)


def note_values(text: str, notes: Iterable[Note]) -> Iterator[dict[str, Any]]:
    """The columns of each note."""
    for note in dict.fromkeys(notes):
        values = {
            "kind": note.kind.value,
            "message": note.message,
            "quote": note.span.quote(text) if note.span is not None else "",
            "start": note.span.start if note.span is not None else None,
            "end": note.span.end if note.span is not None else None,
        }
        yield storable(SourceNote, values)


def renewed_state(state: str, is_found: bool) -> str:
    """The new state of a note: an open one that is not found is gone, a gone one that is found is open; a decision of
    staff stays."""
    if state == SourceNote.State.OPEN and not is_found:
        return SourceNote.State.GONE
    if state == SourceNote.State.GONE and is_found:
        return SourceNote.State.OPEN
    return state
