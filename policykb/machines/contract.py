"""The public JSON contract of `manage.py extract`, the API and the exports: each kind of record is written here only.

What the stages found and what is stored name their fields alike, so that one function writes both. What only one of
them knows comes beside it: whose task a record belongs to, and where its words stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from documents.models import SourceNote
from documents.structure.values import ParsedDocument
from documents.text.notes import Note
from documents.text.spans import Span
from policykb.machines.deadline_entries import deadline_entry, parties_of
from policykb.machines.plain_values import iso, span_ends
from policykb.pipeline import Examination
from tasks import models
from tasks.extraction.values import (
    CitationMention,
    DutyMention,
    ParsedTask,
    TargetMention,
)

Json = dict[str, Any]


def contract(found: Examination) -> Json:
    """Everything found in one file, as plain JSON values; every start and end indexes `text`."""
    text = found.parsed.text
    extraction = found.extraction
    return {
        "document": head_of(found),
        "sections": list(section_entries(found.parsed, {task.item for task in extraction.tasks})),
        "tasks": [task_of(task) for task in extraction.tasks],
        "targets": [
            {"task": target.task, "section": target.section, **target_entry(target, span_words(target.span, text))}
            for target in extraction.targets
        ],
        "deadlines": [
            {"task": each.task, **deadline_entry(each, span_words(each.span, text), parties_of(each))}
            for each in extraction.deadlines
        ],
        "citations": [citation_entry(each, each.task, span_ends(each.span)) for each in extraction.citations],
        "relations": [
            relation_entry(each, span_words(each.span, text)) for each in extraction.citations if each.relation
        ],
        "notes": [
            note_entry(each, span_words(each.span, text)) for each in chain(found.parsed.notes, extraction.notes)
        ],
        "text": text,
        "alignment": [asdict(piece) for piece in found.reading.alignment.pieces],
    }


def head_of(found: Examination) -> Json:
    """Head and tail of a file."""
    header = found.parsed.header
    head = DocumentHead(
        title=header.title.text if header.title else "",
        notice_title=header.notice_title.text if header.notice_title else "",
        document_number=header.document_number.text if header.document_number else "",
        genre=header.genre,
        kind=header.kind.value,
        region=found.identity.region.name if found.identity.region else "",
        issuers=found.identity.issuers,
        addressees=found.identity.addressees,
        issued_on=header.issued_on.day if header.issued_on else None,
        published_on=header.published_on.day if header.published_on else None,
        effective_on=header.effective_on.day if header.effective_on else None,
        approved_by=header.approved_by.text if header.approved_by else "",
        source_url=header.source_url,
        publisher=header.publisher,
        retrieved_on=header.retrieved_on.day if header.retrieved_on else None,
        validity=header.validity.value,
        missing_attachments=[attachment.text for attachment in header.missing_attachments],
        period_from=header.period.first_year if header.period else None,
        period_until=header.period.until if header.period else None,
        period_words=header.period.words.text if header.period else "",
    )
    return head_entry(head)


def task_of(task: ParsedTask) -> Json:
    """One task with its duties."""
    duties = [
        duty_entry(duty, duty.agency, duty.inherited_from, span_ends(duty.span)) for duty in task.responsibilities
    ]
    return task_entry(task, task.id, span_ends(task.span), duties)


@dataclass(frozen=True, kw_only=True)
class DocumentHead:
    """Head and tail of a document, in the order in which machines read them. Names are official where known, else as
    written; what is not known is "" or None."""

    title: str
    notice_title: str
    document_number: str
    kind: str
    genre: str
    region: str
    issuers: Sequence[str]
    addressees: Sequence[str]
    issued_on: date | None
    published_on: date | None
    effective_on: date | None
    approved_by: str
    source_url: str
    publisher: str
    retrieved_on: date | None
    validity: str
    missing_attachments: Sequence[str]
    period_from: int | None
    period_until: date | None
    period_words: str


def head_entry(head: DocumentHead) -> Json:
    """Head and tail of a document: dates are ISO, what is not known is null."""
    return {each.name: plain(getattr(head, each.name)) for each in fields(head)}


def plain(value: str | int | date | Sequence[str] | None) -> str | int | list[str] | None:
    """A value of the head as JSON has it."""
    if isinstance(value, str | int):
        return value or None
    return iso(value) if value is None or isinstance(value, date) else list(value)


def section_entries(parsed: ParsedDocument, task_ids: set[str]) -> Iterator[Json]:
    """The headings, not the items: an item's words belong to the section above it. A 节 that is a task is both."""
    items: set[str] = set()
    for section in parsed.sections:
        is_item = section.parent in items or (section.id in task_ids and not section.number.startswith("第"))
        if is_item:
            items.add(section.id)
    headings = [section for section in parsed.sections if section.id not in items]
    below: dict[str, int] = {}  # where the first heading below each section begins
    for section in headings:
        below.setdefault(section.parent, section.span.start)
    for section in headings:
        words = Span(section.heading.end, below.get(section.id, section.span.end))
        yield {
            "id": section.id,
            "number": section.number,
            "title": section.title,
            "level": section.level,
            "heading_path": list(parsed.heading_path(section)),
            "text": words.quote(parsed.text).strip(),
            "status": section.status.value,
        }


def task_entry(task: ParsedTask | models.Task, key: str, place: Json, duties: Sequence[Json]) -> Json:
    """One task with its duties."""
    return {
        "id": key,
        "number": task.number,
        "title": task.title or None,
        "heading_path": task.heading_path,
        "body": task.body,
        "responsibility_text": task.responsibility_text,
        **place,
        "responsibilities": list(duties),
    }


def duty_entry(duty: DutyMention | models.Responsibility, agency: str, inherited_from: str | None, place: Json) -> Json:
    """One duty; `inherited_from` is a task's id in the same document."""
    return {
        "agency": agency,
        "as_written": duty.as_written,
        "role": str(duty.role),
        "basis": str(duty.basis),
        "inherited_from": inherited_from,
        **place,
    }


def target_entry(target: TargetMention | models.Target, words: Json) -> Json:
    """One target, quantified when it has a value."""
    return {
        "indicator": target.indicator,
        "comparator": str(target.comparator) if target.comparator else None,
        "bound": str(target.bound) if target.bound else None,
        "value": number(target.value),
        "value_high": number(target.value_high),
        "unit": target.unit or None,
        "baseline_year": target.baseline_year,
        "deadline": iso(target.deadline),
        **words,
    }


def citation_entry(citation: CitationMention | models.Citation, task: str | None, place: Json) -> Json:
    """One cited document."""
    return {"title": citation.title, "number": citation.number or None, "task": task, **place}


def relation_entry(citation: CitationMention | models.Citation, words: Json) -> Json:
    """How a document stands to one that it cites."""
    return {"kind": str(citation.relation), "title": citation.title or None, "number": citation.number or None, **words}


def note_entry(note: Note | SourceNote, words: Json) -> Json:
    """One remark, with the words it is about."""
    return {"kind": str(note.kind), "message": note.message, **words}


def span_words(span: Span | None, text: str) -> Json:
    """The words of a span, and its two ends."""
    return {"quote": span.quote(text) if span is not None else None, **span_ends(span)}


def number(value: Decimal | None) -> int | float | None:
    """12.5, or 60 without a decimal point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
