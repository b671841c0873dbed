"""A stored document → the JSON of `manage.py extract`, from the rows: what staff corrected is in it."""

from typing import Any

from documents.models import Document, Section
from documents.structure.values import ParsedDocument, ParsedHeader, ParsedSection, SectionStatus
from documents.text.spans import Span
from policykb.machines import contract, task_record
from policykb.machines.contract import Json, iso
from tasks.models import Citation, Deadline, Target, Task


def document_record(document: Document) -> Json:
    """One document, fetched with `for_reading`, in a fixed number of queries."""
    tasks = list(Task.objects.for_reading().filter(document=document).with_inherited())
    parsed = parsed_again(document)
    return {
        "document": head(document),
        "sections": list(contract.sections(parsed, {task.key for task in tasks})),
        "tasks": [task_entry(task) for task in tasks],
        "targets": [target_entry(target) for target in document.targets.current().with_place()],
        "deadlines": [deadline_entry(deadline) for deadline in document.deadlines.current().with_place()],
        "citations": [citation_entry(citation) for citation in document.citations.current().select_related("task")],
        "notes": [note_entry(note) for note in document.notes.all() if note.state in ("open", "done")],
        "text": document.text.reading,
        "alignment": [
            {"start": start, "source_start": source, "length": length} for start, source, length in document.text.pieces
        ],
    }


def head(document: Document) -> Json:
    """Head and tail."""
    return {
        "title": document.title,
        "notice_title": document.notice_title or None,
        "document_number": document.document_number or None,
        "genre": document.genre or None,
        "region": document.region.name if document.region else None,
        "issuers": [issuance.agency.name for issuance in document.issuances.all()],
        "addressees": document.addressees,
        "issued_on": iso(document.issued_on),
        "published_on": iso(document.published_on),
        "approved_by": document.approved_by or None,
        "missing_attachments": document.missing_attachments,
    }


def parsed_again(document: Document) -> ParsedDocument:
    """The outline as the parser gave it, so that one rule says what a section of the contract is."""
    sections = [section for section in document.sections.all() if section.start is not None]
    return ParsedDocument(document.text.reading, ParsedHeader(), tuple(map(parsed_section, sections)))


def parsed_section(section: Section) -> ParsedSection:
    """A row as the value it was stored from."""
    start, end = section.start or 0, section.end or 0
    heading_end = section.heading_end or start
    return ParsedSection(
        id=section.key,
        number=section.number,
        ordinal=0,
        title=section.title,
        level=section.level,
        parent=section.key.rpartition(".")[0],
        span=Span(start, end),
        heading=Span(start, heading_end),
        own=Span(heading_end, max(heading_end, section.own_end or end)),
        status=SectionStatus(section.status),
    )


def task_entry(task: Task) -> Json:
    """A task with its duties."""
    fields = ("number", "title", "heading_path", "body", "responsibility_text", "start", "end")
    return {
        "id": task.key,
        **{name: getattr(task, name) for name in fields},
        "title": task.title or None,
        "responsibilities": [task_record.duty_record(duty) for duty in task.responsibilities.all()],
    }


def target_entry(target: Target) -> Json:
    """A target and where it stands."""
    return {**place_of(target), **task_record.target_record(target)}


def deadline_entry(deadline: Deadline) -> Json:
    """A deadline and the task it stands in."""
    return {"task": deadline.task.key if deadline.task else None, **task_record.deadline_record(deadline)}


def citation_entry(citation: Citation) -> Json:
    """A cited document."""
    return {
        "title": citation.title,
        "number": citation.number or None,
        "task": citation.task.key if citation.task else None,
        "start": citation.start,
        "end": citation.end,
    }


def note_entry(note: Any) -> Json:
    """A defect or an abstention."""
    return {name: getattr(note, name) for name in ("kind", "message", "start", "end")} | {"quote": note.quote or None}


def place_of(target: Target) -> Json:
    """The task and the section a target stands in."""
    return {
        "task": target.task.key if target.task else None,
        "section": target.section.key if target.section else "",
    }
