"""A parsed document in; its tasks with their duties, its targets, deadlines and citations out."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from documents.agencies import Gazetteer, RegionEntry
from documents.structure.values import DocumentKind, ParsedDocument, ParsedSection
from documents.text.notes import Note, NoteKind
from documents.text.spans import Span
from tasks.extraction.article_tasks import find_article_tasks
from tasks.extraction.assigned_articles import find_assigned
from tasks.extraction.boundaries import find_tasks
from tasks.extraction.citations import find_citations
from tasks.extraction.duties.charged_bodies import find_charged
from tasks.extraction.duties.duty_clauses import DutyClause, find_clauses
from tasks.extraction.duties.inheritance import Inheritance
from tasks.extraction.duties.lead_rules import LeadRule, find_lead_rules
from tasks.extraction.duties.prose_duties import find_told
from tasks.extraction.duties.responsibilities import strongest
from tasks.extraction.duties.same_as_before import same_as_before
from tasks.extraction.duties.table_tasks import add_tables
from tasks.extraction.duties.titled_bodies import find_titled, items_of_work
from tasks.extraction.items import tasks_of
from tasks.extraction.said_again import deadlines_once, targets_once
from tasks.extraction.tables.continued import whole_tables
from tasks.extraction.targets.finder import find_targets
from tasks.extraction.times.deadlines import find_deadlines
from tasks.extraction.times.parties import Parties
from tasks.extraction.values import CitationMention, DeadlineMention, Extraction, ParsedTask, TargetMention


def extract(document: ParsedDocument, gazetteer: Gazetteer, home: RegionEntry | None) -> Extraction:
    r"""Everything found in one document of the region `home` (None: unknown). Never fails.

    >>> from documents.structure import parse
    >>> from documents.text import read, repair
    >>> text = "一、重点任务\n（一）加强监测。到2025年，监测点达到50个。（省水利厅牵头）"
    >>> found = extract(parse(repair(read(text.encode(), "a.txt"))), Gazetteer([], [], []), None)
    >>> [(task.number, task.title, task.responsibilities[0].agency) for task in found.tasks]
    [('（一）', '加强监测', '省水利厅')]
    >>> [(target.task, target.indicator, str(target.value)) for target in found.targets]
    [('1.1', '监测点', '50')]
    """
    kind = document.header.kind
    document = replace(document, tables=whole_tables(document.text, document.tables))
    tasks, notes = _work(document, gazetteer, home) if kind.sets_work else ([], [])
    if kind is DocumentKind.REGULATION:
        tasks, notes = _work_by_articles(document, gazetteer, home)
    elif not tasks and (kind.sets_work or kind is DocumentKind.OTHER):
        notes.append(Note(NoteKind.NO_TASKS, "未见部署任务的条目"))
    targets = list(find_targets(document, tasks)) if kind.sets_work else []
    deadlines = list(find_deadlines(document, tasks)) if kind.sets_work or tasks else []
    deadlines = Parties(document, tasks, gazetteer, home).given_to(deadlines)
    if kind is DocumentKind.REGULATION:
        deadlines = [found for found in deadlines if isinstance(found, DeadlineMention) and found.task]
    citations = list(find_citations(document, tasks))
    notes += [found for found in (*targets, *deadlines, *citations) if isinstance(found, Note)]
    return Extraction(
        tasks=tuple(tasks),
        targets=tuple(targets_once([found for found in targets if isinstance(found, TargetMention)], tasks)),
        deadlines=tuple(deadlines_once([found for found in deadlines if isinstance(found, DeadlineMention)], tasks)),
        citations=tuple(found for found in citations if isinstance(found, CitationMention)),
        notes=tuple(notes),
    )


def _work(
    document: ParsedDocument, gazetteer: Gazetteer, home: RegionEntry | None
) -> tuple[list[ParsedTask], list[Note]]:
    """The tasks of a text that sets work, and notes."""
    rules = find_lead_rules(document.text)
    clauses = {section.id: _clauses(document, section, gazetteer, home, rules) for section in document.sections}
    carriers = {id for id, found in clauses.items() if any(not clause.is_prose for clause in found)}
    titled = find_titled(document, gazetteer, home)
    charged = {
        id: found
        for id, found in find_charged(document, gazetteer, home).items()
        if not clauses[id] and not titled.keys() & {id, *_above(document, document.section(id))}
    }
    sections = find_tasks(document, carriers | items_of_work(document, titled), charged.keys())
    tasks, notes = _tasks(document, sections, clauses | charged, titled)
    if not carriers:
        named = {duty.as_written for task in tasks for duty in task.responsibilities}
        tasks = [_with_told(document, task, named, gazetteer, home) for task in tasks]
    tasks, table_notes = add_tables(document, tasks, gazetteer, home)
    return tasks, list(_each_name_once([*notes, *table_notes]))


def _work_by_articles(
    document: ParsedDocument, gazetteer: Gazetteer, home: RegionEntry | None
) -> tuple[list[ParsedTask], list[Note]]:
    """The tasks of a regulation: the articles that clauses assign to bodies, and those that tell bodies to do a thing
    by a day; and notes."""
    rules = find_lead_rules(document.text)
    clauses = {section.id: _clauses(document, section, gazetteer, home, rules) for section in document.sections}
    assigned = find_assigned(document, clauses)
    tasks, notes = _tasks(document, assigned, clauses, {}) if assigned else ([], [])
    taken = {section.id for section in assigned}
    tasks += [task for task in find_article_tasks(document, gazetteer, home) if task.id not in taken]
    return sorted(tasks, key=lambda task: task.span), list(_each_name_once(notes))


def _with_told(
    document: ParsedDocument, task: ParsedTask, named: set[str], gazetteer: Gazetteer, home: RegionEntry | None
) -> ParsedTask:
    """The task; where nothing gives it to anybody, it is that of the bodies whom its sentences tell to do something."""
    if task.responsibilities or any(table.span.overlaps(task.span) for table in document.tables):
        return task
    return replace(task, responsibilities=find_told(document.text, task.span, named, gazetteer, home))


def _each_name_once(notes: Iterable[Note]) -> Iterator[Note]:
    """The notes, of those on one unknown name the first: whoever settles it settles it everywhere."""
    told: set[str] = set()
    for note in notes:
        if note.kind is not NoteKind.UNKNOWN_AGENCY or note.message not in told:
            yield note
            told.add(note.message)


def _clauses(
    document: ParsedDocument,
    section: ParsedSection,
    gazetteer: Gazetteer,
    home: RegionEntry | None,
    rules: Sequence[LeadRule],
) -> list[DutyClause]:
    """The clauses in a section's heading and own words, those in tables left out."""
    if not section.number:
        return []
    start = min(section.heading.start + len(section.number), section.heading.end)
    found = find_clauses(document.text, Span(start, max(section.own.end, start)), gazetteer, home, rules)
    return [clause for clause in found if not any(clause.span.overlaps(table.span) for table in document.tables)]


def _tasks(
    document: ParsedDocument,
    sections: Sequence[ParsedSection],
    clauses: dict[str, list[DutyClause]],
    titled: dict[str, DutyClause],
) -> tuple[list[ParsedTask], list[Note]]:
    """The tasks in these sections. One without a clause has the duties of the clause beside a heading above it, or of
    the body that its title names, or such a heading's."""
    tasks: list[ParsedTask] = []
    notes: list[Note] = []
    inheritance = Inheritance()
    used: set[Span] = set()
    for section in sections:
        parts = list(_parts(document, section))
        own = [clause for part in parts for clause in clauses[part.id]]
        used.update(clause.span for clause in own)
        notes += [note for clause in own for note in clause.reading.notes]
        chapter = _chapter(document, section)
        above = [] if own else list(_above(document, section))
        beside = [clause for id in above for clause in clauses[id] if not clause.is_prose]
        used.update(clause.span for clause in beside)
        if not own and not beside:
            beside = [titled[id] for id in (section.id, *above) if id in titled][:1]
            notes += [note for clause in beside for note in clause.reading.notes]
        of_heading = [duty for clause in beside for duty in clause.reading.duties]
        for found in tasks_of(document, section, parts[1:], own):
            duties = [*of_heading, *(duty for clause in found.clauses for duty in clause.reading.duties)]
            inherited = inheritance.enter(chapter, found.task.id, found.clauses)
            same = same_as_before(document.text, (clause.words for clause in found.clauses), tasks[-1:])
            tasks.append(replace(found.task, responsibilities=strongest([*duties, *inherited, *found.common, *same])))
    left = (clause for found in clauses.values() for clause in found if clause.span not in used)
    return tasks, [*notes, *_unused(left)]


def _above(document: ParsedDocument, section: ParsedSection) -> Iterator[str]:
    """The ids of the sections above one."""
    while section.parent:
        yield section.parent
        section = document.section(section.parent)


def _unused(clauses: Iterable[DutyClause]) -> Iterator[Note]:
    """A note for each clause that stands in no task: beside a heading whose items are the tasks."""
    for clause in clauses:
        if clause.reading.duties and not clause.is_prose:
            yield Note(NoteKind.UNREAD_CLAUSE, "此处责任条款不在任何任务之内，未计入责任", clause.span)


def _parts(document: ParsedDocument, section: ParsedSection) -> Iterator[ParsedSection]:
    """The section and what stands below it, which follows it in reading order."""
    first = bisect_left(document.sections, section.span.start, key=lambda part: part.span.start)
    for part in document.sections[first:]:
        if part.span.start >= section.span.end and part.span.start > section.span.start:
            break
        if part.span in section.span:
            yield part


def _chapter(document: ParsedDocument, section: ParsedSection) -> str:
    """The id of the outermost part above the section: a chapter of the document or of an annex; "" for none."""
    chapter = ""
    while section.parent:
        section = document.section(section.parent)
        if section.number[:1] in ("", "附") and not section.parent:
            return chapter or section.id
        chapter = section.id
    return chapter
