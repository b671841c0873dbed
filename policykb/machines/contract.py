"""What the stages found → the public JSON contract of `manage.py extract` and of the API."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from documents.structure.values import ParsedDocument
from documents.text.notes import Note
from documents.text.spans import Span
from policykb.pipeline import Examination
from tasks.extraction.values import (
    CitationMention,
    DeadlineMention,
    DutyMention,
    ParsedTask,
    Recurrence,
    TargetMention,
    Term,
)

Json = dict[str, Any]


def contract(found: Examination) -> Json:
    """Everything found in one file, as plain JSON values; every start and end indexes `text`."""
    text = found.parsed.text
    tasks = found.extraction.tasks
    return {
        "document": document(found),
        "sections": list(sections(found.parsed, {task.id for task in tasks})),
        "tasks": [task_entry(task) for task in tasks],
        "targets": [target_entry(target, text) for target in found.extraction.targets],
        "deadlines": [deadline_entry(deadline, text) for deadline in found.extraction.deadlines],
        "citations": [citation_entry(citation) for citation in found.extraction.citations],
        "notes": [note_entry(note, text) for note in chain(found.parsed.notes, found.extraction.notes)],
        "text": text,
        "alignment": [asdict(piece) for piece in found.reading.alignment.pieces],
    }


def document(found: Examination) -> Json:
    """Head and tail. Names are official where known, else as written; dates ISO or null."""
    header = found.parsed.header
    return {
        "title": header.title.text if header.title else None,
        "notice_title": header.notice_title.text if header.notice_title else None,
        "document_number": header.document_number.text if header.document_number else None,
        "genre": header.genre or None,
        "region": found.identity.region.name if found.identity.region else None,
        "issuers": list(found.identity.issuers),
        "addressees": list(found.identity.addressees),
        "issued_on": iso(header.issued_on.day if header.issued_on else None),
        "published_on": iso(header.published_on.day if header.published_on else None),
        "approved_by": header.approved_by.text if header.approved_by else None,
        "missing_attachments": [attachment.text for attachment in header.missing_attachments],
    }


def sections(parsed: ParsedDocument, task_ids: set[str]) -> Iterator[Json]:
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


def task_entry(task: ParsedTask) -> Json:
    """One task with its duties."""
    return {
        "id": task.id,
        "number": task.number,
        "title": task.title,
        "heading_path": list(task.heading_path),
        "body": task.body,
        "responsibility_text": task.responsibility_text,
        "start": task.span.start,
        "end": task.span.end,
        "responsibilities": [duty_entry(duty) for duty in task.responsibilities],
    }


def duty_entry(duty: DutyMention) -> Json:
    """One duty; `inherited_from` is a task's id."""
    return {
        "agency": duty.agency,
        "as_written": duty.as_written,
        "role": duty.role.value,
        "basis": duty.basis.value,
        "inherited_from": duty.inherited_from,
        **place(duty.span),
    }


def target_entry(target: TargetMention, text: str) -> Json:
    """One target, quantified when it has a value."""
    return {
        "task": target.task,
        "section": target.section,
        "indicator": target.indicator,
        "comparator": target.comparator.value if target.comparator else None,
        "value": number(target.value),
        "value_high": number(target.value_high),
        "unit": target.unit or None,
        "baseline_year": target.baseline_year,
        "deadline": iso(target.deadline),
        "quote": target.span.quote(text),
        **place(target.span),
    }


def deadline_entry(deadline: DeadlineMention, text: str) -> Json:
    """One deadline: a last day, a recurrence, a term, or several of these; `rule` says how an unprinted day was got."""
    return {
        "task": deadline.task,
        "due_on": iso(deadline.due_on),
        "precision": deadline.precision.value if deadline.precision else None,
        "recurrence": recurrence(deadline.recurrence, deadline.interval),
        "term": term(deadline.term),
        "rule": deadline.rule or None,
        "quote": deadline.span.quote(text),
        **place(deadline.span),
    }


def recurrence(kind: str | None, interval: int | None) -> str | None:
    """yearly, monthly; with the number of years in it where there are several: every_5_years."""
    return f"every_{interval}_years" if kind == Recurrence.EVERY_N_YEARS else str(kind) if kind else None


def term(found: Term | None) -> Json | None:
    """A time said without a day."""
    return asdict(found) if found else None


def citation_entry(citation: CitationMention) -> Json:
    """One cited document."""
    return {
        "title": citation.title,
        "number": citation.number or None,
        "task": citation.task,
        **place(citation.span),
    }


def note_entry(note: Note, text: str) -> Json:
    """One remark, with the words it is about."""
    return {
        "kind": note.kind.value,
        "message": note.message,
        "quote": note.span.quote(text) if note.span is not None else None,
        "start": note.span.start if note.span is not None else None,
        "end": note.span.end if note.span is not None else None,
    }


def place(span: Span) -> Json:
    """A span's two ends."""
    return {"start": span.start, "end": span.end}


def iso(day: date | None) -> str | None:
    """2025-12-31, or null."""
    return day.isoformat() if day else None


def number(value: Decimal | None) -> int | float | None:
    """12.5, or 60 without a decimal point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
