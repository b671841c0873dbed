"""The page of a task: who does it, in which role, on what basis; its text; by when; where it is written."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from documents.models import Document, DocumentVersion, Section, SourceNote
from documents.text.spans import Span
from policykb.insight.by_when import find_times
from policykb.insight.related import find_related
from policykb.insight.same_targets import find_same
from policykb.insight.validity import standing_of
from policykb.machines.linked_data import task_data
from policykb.reading import sidenotes
from policykb.reading.citing import cite_task
from policykb.reading.describing import describe_task
from policykb.reading.marking import Mark, MarkedText, Segment, circled
from policykb.templatetags.wording import even
from policykb.views.page import remembered, site_of
from tasks.models import Responsibility, Task
from tasks.paragraph_keys import item_of

BRACKETS = "（()） \n"


@remembered
def task_detail(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The page of one task."""
    task = Task.objects.for_page().filter(document__slug=slug).at(key).first()
    if task is None:
        return redirect(led_on(slug, key))
    for duty in task.duties:
        if duty.inherited_from:
            duty.inherited_from.document = task.document
    context = task_context(task) | {"data": task_data(task, site_of(request))}
    return TemplateResponse(request, "tasks/task_detail.html", context)


def led_on(slug: str, key: str) -> Task | Section:
    """Where the address of a task leads that is not there any more: from an item to the first of its paragraphs that
    are tasks, from such a paragraph to its item. Raises Http404."""
    found = Task.objects.published().filter(document__slug=slug).select_related("document").order_by("order")
    item = item_of(key)
    task = found.filter(key=item).first() if item else found.filter(key__startswith=f"{key}.p").first()
    if task is not None:
        return task
    sections = Section.objects.filter(document__in=Document.objects.published(), standing="current")
    return get_object_or_404(sections.select_related("document"), document__slug=slug, key=item)


def task_context(task: Task) -> dict[str, Any]:
    """The values for a task's page."""
    facts = list(sidenotes.fact_notes(task.current_targets, task.current_deadlines))
    defects = defects_in(task)
    before, after = Task.objects.published().beside(task)
    times = find_times([task])[task.pk]
    return {
        "task": task,
        "duties": group_phrases(task),
        "quotes": clauses_of(task),
        "facts": facts,
        "paragraphs": marked_body(task, facts, defects),
        "defects": defects,
        "times": times,
        "description": describe_task(task, times),
        "place": source_lines(task.document.text, task.start, task.end),  # type: ignore[arg-type]
        "citation": cite_task(task),
        "related": find_related(task),
        "same_targets": find_same(task.current_targets),
        "corrected_at": corrected_at(task),
        "before": before,
        "after": after,
        "standing": standing_of(task.document, timezone.localdate()),
        "crumbs": crumbs_to_task(task),
    }


def crumbs_to_task(task: Task) -> list[tuple[str, str]]:
    """The breadcrumbs to a task: its document and the headings above it."""
    document, parts = task.document.get_absolute_url(), task.key.split(".")
    headings = [
        (even(heading), f"{document}#s{'-'.join(parts[:depth])}") for depth, heading in enumerate(task.heading_path, 1)
    ]
    return [
        ("任务", reverse("tasks:list")),
        (task.document.name, document),
        *headings,
        (task.place_words or even(task.number) or "本条", ""),
    ]


def group_phrases(task: Task) -> list[tuple[Responsibility, int]]:
    """The duties, each with the number of rows that its printed phrase spans: 0 where an earlier row has it."""
    duties = task.duties
    rows: list[tuple[Responsibility, int]] = []
    for place, duty in enumerate(duties):
        is_named_above = place > 0 and is_same_phrase(duties[place - 1], duty)
        length = 1
        while place + length < len(duties) and is_same_phrase(duty, duties[place + length]):
            length += 1
        rows.append((duty, 0 if is_named_above else length))
    return rows


def is_same_phrase(one: Responsibility, other: Responsibility) -> bool:
    """Whether two duties were read from the same words on the same basis."""
    return one.start is not None and (one.start, one.end, one.role, one.basis) == (
        other.start,
        other.end,
        other.role,
        other.basis,
    )


def clauses_of(task: Task) -> list[tuple[Task, str]]:
    """The clauses that the duties were read from: the task's own, and those of the tasks it inherits from."""
    sources = {duty.inherited_from_id: duty.inherited_from for duty in task.duties if duty.inherited_from}
    every = [task, *sources.values()]
    return [(source, source.responsibility_text) for source in every if source.responsibility_text]


def defects_in(task: Task) -> list[SourceNote]:
    """The defects of the source within the task."""
    if task.start is None:
        return []
    notes = SourceNote.objects.filter(document=task.document_id, start__gte=task.start, start__lt=task.end)
    return sidenotes.shown_defects(notes.order_by("start", "pk"))


def marked_body(task: Task, facts: list[sidenotes.SideNote], defects: list[SourceNote]) -> list[list[Segment]]:
    """The paragraphs of the task without heading and clause, marked; as a person wrote them where the body was
    corrected."""
    if task.start is None or task.end is None or "body" in task.locked_fields():
        return [[Segment(line)] for line in task.body.split("\n") if line.strip()]
    text = task.document.text.reading
    notes = [*facts, *sidenotes.defect_notes(defects)]
    marks: list[Mark] = list(sidenotes.note_marks(notes, circled))
    marked = MarkedText(text, marks)
    return [marked.cut(span) for span in body_spans(task, text)]


def body_spans(task: Task, text: str) -> list[Span]:
    """The spans of the task's body in the text, a paragraph each."""
    start, end = task.start or 0, task.end or 0
    section = task.section
    if section and section.key == task.item_key and section.heading_end is not None:
        start = max(start, section.heading_end)
    pieces = [Span(start, max(start, end))]
    if task.responsibility_start is not None and task.responsibility_end is not None:
        clause = Span(task.responsibility_start, task.responsibility_end)
        pieces = [Span(start, max(start, clause.start)), Span(min(clause.end, end), end)]
    lines = [line for piece in pieces for line in clause_lines(text, piece)]
    return [line for line in (line.strip(text, " \n") for line in lines) if line.quote(text).strip(BRACKETS)]


def clause_lines(text: str, span: Span) -> list[Span]:
    """The lines of a span, without a bracket at either end that held the clause."""
    found, position = [], span.start
    for line in span.quote(text).split("\n"):
        found.append(Span(position, position + len(line)))
        position += len(line) + 1
    if found:
        found[0] = Span(found[0].start + leading(found[0].quote(text)), found[0].end)
        last = found[-1]
        found[-1] = Span(last.start, last.end - trailing(last.quote(text)))
    return found


def leading(words: str) -> int:
    """1 where the words begin with the bracket that closes a clause, else 0."""
    return int(words.startswith(("）", ")")))


def trailing(words: str) -> int:
    """1 where the words end with the bracket that opens a clause, else 0."""
    return int(words.endswith(("（", "(")))


def source_lines(text: DocumentVersion, start: int | None, end: int | None) -> tuple[int, int] | None:
    """The first and the last line of the source file that a span came from."""
    if start is None or end is None or start >= end:
        return None
    lines = [text.source_line(place) for place in (start, end - 1)]
    return min(lines), max(lines)


def corrected_at(task: Task) -> object:
    """When a person last set a value of the task or of what belongs to it, None where nobody did."""
    related = [task, *task.duties, *task.current_targets, *task.current_deadlines]
    prefetch_related_objects([record for record in related if record.pk], "corrections")
    days = [correction.corrected_at for record in related for correction in record.corrections.all()]
    return max(days, default=None)
