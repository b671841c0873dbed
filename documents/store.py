"""Parsed documents → rows: the document, its text, its sections and notes; safe to repeat."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from documents.agencies import Identity
from documents.directory import AgencyDirectory
from documents.matching import follow_moved, numbered
from documents.models import Correction, Document, DocumentAgency, DocumentText, Section, SourceNote
from documents.reconcile import EXTRACTION, Changes, create, reconcile
from documents.records.bounds import short_key, storable
from documents.structure.document_number import parse_document_number
from documents.structure.values import ParsedDocument, ParsedHeader
from documents.text.notes import Note
from documents.text.values import ReadingText, SourceText


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it came: its name, the SHA-256 of its bytes, its characters and their reading."""

    name: str
    sha256: str
    source: SourceText
    reading: ReadingText


def find_document(sha256: str, header: ParsedHeader, region_code: str | None) -> Document | None:
    """The stored document that this file is a copy or a new version of: the same bytes, the same document number,
    or, where neither has a number, the same title in the same region."""
    if found := Document.objects.filter(text__sha256=sha256).first():
        return found
    if key := number_key(header):
        number = header.document_number.text if header.document_number else ""
        return Document.objects.filter(Q(number_key=key) | was_read("document_number", number)).first()
    title = header.title.text if header.title else ""
    same_title = Q(title=title) | was_read("title", title)
    without_number = Q(number_key="") | was_read("document_number", "")
    return Document.objects.filter(same_title, without_number, ~Q(title=""), region_id=region_code).first()


def was_read(field: str, value: str) -> Q:
    """A condition on documents: extraction said this of the field before a person corrected it."""
    corrected = Correction.objects.filter(
        content_type__app_label="documents", content_type__model="document", field=field, before=value
    )
    return Q(pk__in=corrected.values("object_id"))


def store_document(
    file: SourceFile, parsed: ParsedDocument, identity: Identity, directory: AgencyDirectory
) -> tuple[Document, Changes]:
    """Store a document with its text and sections; return it and what changed. Its notes come last (store_notes), for
    what had to be cut is among them.

    To be called in a transaction. A known document is updated in place and keeps its address.
    """
    changes = Changes()
    values = document_values(file, parsed.header, identity)
    known = find_document(file.sha256, parsed.header, identity.region.code if identity.region else None)
    if known is None:
        values["slug"] = free_slug(parsed.header, values["title"])
    existing = {"": known} if known else {}
    if known and "document_number" in known.locked_fields():
        del values["number_key"]
    document = reconcile(Document, existing, {"": values}, changes)[""]
    store_text(document, file, changes)
    store_issuers(document, identity, directory, changes)
    store_sections(document, parsed, changes)
    return document, changes


def document_values(file: SourceFile, header: ParsedHeader, identity: Identity) -> dict[str, Any]:
    """The columns of a document. A text without a title goes by its file's name."""
    return {
        "title": header.title.text if header.title else file.name,
        "notice_title": header.notice_title.text if header.notice_title else "",
        "document_number": header.document_number.text if header.document_number else "",
        "number_key": number_key(header),
        "genre": header.genre,
        "region_id": identity.region.code if identity.region else None,
        "addressees": list(identity.addressees),
        "issued_on": header.issued_on.day if header.issued_on else None,
        "published_on": header.published_on.day if header.published_on else None,
        "printed_on": header.printed_on.day if header.printed_on else None,
        "approved_by": header.approved_by.text if header.approved_by else "",
        "missing_attachments": [attachment.text for attachment in header.missing_attachments],
    }


def number_key(header: ParsedHeader) -> str:
    """The document number in its one spelling, "" where there is none."""
    number = parse_document_number(header.document_number.text) if header.document_number else None
    return number.key if number else ""


def free_slug(header: ParsedHeader, title: str) -> str:
    """An address for a new document, from its number, else its title: 青政办-2024-35."""
    slug = base = slugify(number_key(header) or title[:60], allow_unicode=True) or "document"
    taken = set(Document.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    serial = 1
    while slug in taken:
        serial += 1
        slug = f"{base}-{serial}"
    return slug


def store_text(document: Document, file: SourceFile, changes: Changes) -> None:
    """Keep the source and reading text; a repeated ingest of the same bytes writes only what differs."""
    values = {
        "file_name": file.name,
        "sha256": file.sha256,
        "format": file.source.format,
        "encoding": file.source.encoding,
        "source": file.source.text,
        "reading": file.reading.text,
        "pieces": [[p.start, p.source_start, p.length] for p in file.reading.alignment.pieces],
    }
    values = storable(DocumentText, values)
    known = DocumentText.objects.filter(document=document).first()
    if known is None:
        DocumentText.objects.create(document=document, **values)
    elif any(getattr(known, name) != value for name, value in values.items() if name != "file_name"):
        DocumentText.objects.filter(document=document).update(**values)
        changes.updated["documenttext"] += 1


def store_issuers(document: Document, identity: Identity, directory: AgencyDirectory, changes: Changes) -> None:
    """Link the issuing agencies, in signing order, unless a person has said who they are."""
    if "issuing_agencies" in document.locked_fields():
        return
    linked = set(document.issuances.values_list("agency_id", flat=True))
    for order, name in enumerate(identity.issuers):
        agency = directory.agency(name)
        if agency.pk not in linked:
            DocumentAgency.objects.create(document=document, agency=agency, order=order)
            linked.add(agency.pk)
            changes.created["documentagency"] += 1


def store_sections(document: Document, parsed: ParsedDocument, changes: Changes) -> None:
    """Store every numbered part, headings and items alike."""
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
    existing = {section.key: section for section in document.sections.prefetch_related("corrections")}
    follow_moved(existing, wanted, lambda section: section["title"])
    reconcile(Section, existing, wanted, changes)


def store_notes(document: Document, text: str, notes: Iterable[Note], changes: Changes) -> None:
    """Keep each note once; what staff decided about it stays, and one that does not return is marked gone. A note is
    known by its words and, where these repeat, by which time it is."""
    seen: Counter[Hashable] = Counter()
    found = sorted(note_values(text, notes), key=lambda note: note["start"] or 0)
    wanted = {numbered((note["kind"], note["message"], note["quote"]), seen): note for note in found}
    seen.clear()
    known = document.notes.order_by("start", "pk")
    existing = {numbered((note.kind, note.message, note.quote), seen): note for note in known}
    created = [SourceNote(document=document, **values) for key, values in wanted.items() if key not in existing]
    create(SourceNote, created)
    changes.created["sourcenote"] += len(created)
    for key, note in existing.items():
        values = {**wanted.get(key, {}), "state": renewed_state(note.state, key in wanted)}
        if any(getattr(note, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(note, name, value)
            note._change_reason = EXTRACTION  # type: ignore[attr-defined]
            note.save()
            changes.updated["sourcenote"] += 1


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
    """An open note that is not found again is gone; a gone one that returns is open; a decision stands."""
    if state == SourceNote.State.OPEN and not is_found:
        return SourceNote.State.GONE
    if state == SourceNote.State.GONE and is_found:
        return SourceNote.State.OPEN
    return state
