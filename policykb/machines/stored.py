"""Stored documents, tasks and targets → the JSON contract, from the rows: what staff corrected is in it."""

from collections.abc import Iterable, Iterator

from documents.models import Agency, Document, Section, SourceNote
from documents.structure.values import ParsedDocument, ParsedHeader, ParsedSection, SectionStatus
from documents.text.spans import Span
from policykb.insight.by_when import ByWhen, TaskTimes, find_times
from policykb.machines.contract import (
    DocumentHead,
    Json,
    citation_entry,
    duty_entry,
    head_entry,
    note_entry,
    relation_entry,
    section_entries,
    target_entry,
    task_entry,
)
from policykb.machines.deadline_entries import deadline_entry, party_entry
from policykb.machines.plain_values import iso
from tasks.models import Citation, Deadline, DeadlineParty, Responsibility, Target, Task

Quoted = Target | Deadline | SourceNote
Placed = Quoted | Task | Responsibility | Citation | DeadlineParty


def document_record(document: Document) -> Json:
    """One document, fetched with `for_reading`, in a fixed number of queries."""
    tasks = list(document.tasks.published().order_by("order", "pk").with_inherited())
    citations = list(document.citations.current().select_related("task"))
    return {
        "document": head_record(document, [issuance.agency for issuance in document.issuances.all()]),
        "sections": list(section_entries(parsed_again(document), {task.item_key for task in tasks})),
        "tasks": [task_entry(task, task.key, row_ends(task), duty_records(task)) for task in tasks],
        "targets": [{**where(target), **target_record(target)} for target in document.targets.current().with_place()],
        "deadlines": [
            {"task": key(deadline.task), **deadline_record(deadline)}
            for deadline in document.deadlines.current().with_place().with_parties()
        ],
        "citations": [citation_entry(citation, key(citation.task), row_ends(citation)) for citation in citations],
        "relations": [relation_entry(each, quoted(each, document)) for each in citations if each.relation],
        "notes": [note_entry(note, row_words(note)) for note in document.notes.all() if note.state in ("open", "done")],
        "text": document.text.reading,
        "alignment": [
            {"start": start, "source_start": source, "length": length} for start, source, length in document.text.pieces
        ],
    }


def task_records(tasks: Iterable[Task], site: str = "") -> Iterator[Json]:
    """The tasks, fetched with `for_listing`; `site` is the address that their links begin with."""
    tasks = list(tasks)
    times = find_times(tasks)
    return (task_record(task, times[task.pk], site) for task in tasks)


def time_record(when: ByWhen, site: str) -> Json:
    """By when a task is due, and on what ground (see Tier)."""
    return {
        "tier": when.tier.value,
        "day": iso(when.day),
        "words": when.words,
        "quote": when.quote or None,
        "url": site + when.url,
    }


def task_record(task: Task, times: TaskTimes, site: str) -> Json:
    """One task with by when it is due."""
    entry = task_entry(task, task.key, row_ends(task), duty_records(task))
    return {
        "id": entry.pop("id"),
        "url": site + task.get_absolute_url(),
        **document_of(task.document),
        "region": task.document.region.name if task.document.region else None,
        **entry,
        "review_state": task.review_state,
        "targets": [target_record(target) for target in task.current_targets],
        "deadlines": [deadline_record(deadline) for deadline in task.current_deadlines],
        "by_when": [time_record(when, site) for when in times.best],
    }


def head_record(document: Document, issuers: Iterable[Agency]) -> Json:
    """Head and tail of a document that these agencies issued."""
    head = DocumentHead(
        title=document.title,
        notice_title=document.notice_title,
        document_number=document.document_number,
        genre=document.genre,
        kind=document.kind,
        region=document.region.name if document.region else "",
        issuers=[agency.name for agency in issuers],
        addressees=document.addressees,
        issued_on=document.issued_on,
        published_on=document.published_on,
        effective_on=document.effective_on,
        approved_by=document.approved_by,
        source_url=document.source_url,
        publisher=document.publisher,
        retrieved_on=document.retrieved_on,
        validity=document.validity,
        missing_attachments=document.missing_attachments,
        period_from=document.period_from,
        period_until=document.period_until,
        period_words=document.period_words,
    )
    return head_entry(head)


def target_record(target: Target) -> Json:
    """One target."""
    return target_entry(target, row_words(target))


def deadline_record(deadline: Deadline) -> Json:
    """One deadline."""
    parties = (
        party_entry(party, party.agency.name if party.agency else None, row_ends(party))
        for party in deadline.parties.all()
    )
    return deadline_entry(deadline, row_words(deadline), list(parties))


def duty_records(task: Task) -> list[Json]:
    """The duties of a task whose agencies, and the tasks that they come from, are fetched."""
    return [duty_entry(duty, duty.agency.name, key(duty.inherited_from), row_ends(duty)) for duty in task.duties]


def document_of(document: Document) -> Json:
    """The document that a record of a list stands in."""
    return {"document": document.title, "document_number": document.document_number or None}


def where(fact: Target | Deadline) -> Json:
    """The task and the section that a target or deadline stands in."""
    return {"task": key(fact.task), "section": fact.section.key if fact.section else ""}


def key(task: Task | None) -> str | None:
    """A task's id in the contract."""
    return task.key if task else None


def row_words(row: Quoted) -> Json:
    """The words of a row, and where they stand."""
    return {"quote": row.quote or None, **row_ends(row)}


def quoted(citation: Citation, document: Document) -> Json:
    """The words of a citation, and where they stand."""
    is_placed = citation.start is not None
    return {"quote": document.text.reading[citation.start : citation.end] if is_placed else None, **row_ends(citation)}


def row_ends(row: Placed) -> Json:
    """Where the words of a row stand in the reading text; null where a person entered it."""
    return {"start": row.start, "end": row.end}


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
