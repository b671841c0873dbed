"""A document's pages: its text with marks and notes; its source; all of it as JSON."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from documents.models import Document, DocumentVersion, Section
from documents.text.notes import NoteKind
from documents.text.numerals import parse_int
from policykb.insight.validity import standing_of
from policykb.machines.downloads import file_header
from policykb.machines.linked_data import document_data, terms
from policykb.machines.stored import document_record
from policykb.reading import duty_notes, sidenotes
from policykb.reading.citing import cite, printed_path
from policykb.reading.contents import Contents, cut_parts, lead_to_parts, make_contents
from policykb.reading.describing import describe_document
from policykb.reading.gaps import find_gaps
from policykb.reading.lineage import family, taken_over
from policykb.reading.marking import Mark, MarkedText, circled
from policykb.reading.page_rows import PageLayout, PageRow, lay_out
from policykb.reading.sidenotes import SideNote
from policykb.reading.topics_beside import topics_by_task
from policykb.views.page import remembered, site_of
from tasks.models import Citation, Target, Task

ITEM = re.compile(r"[第（(\s]*(?P<number>[\d.]{1,20}|[零〇一二三四五六七八九十百]{1,7})[)）、.条项\s]*")
LONG = 60  # rows of a text whose rows are drawn as one comes to them
LINES = re.compile(r"(?P<first>\d{1,7})(?:-(?P<last>\d{1,7}))?", re.ASCII)


def find_document(slug: str) -> Document:
    """The document at that address. Raises Http404."""
    return get_object_or_404(Document.objects.for_reading(), slug=slug)


@remembered
def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A document's text with notes; ?plain=1 without them; ?print=notes as it prints with them; ?item= leads to an item
    by its number."""
    try:
        document = find_document(slug)
    except Http404:
        if moved := taken_over(slug):
            return redirect(moved, permanent=True)
        raise
    item = request.GET.get("item", "").replace("\0", "")[:30]
    if item and (section := find_item(document, item)):
        return redirect(section)
    context = document_context(document, is_plain=request.GET.get("plain") == "1") | {"missed": item}
    context["is_annotated"] = request.GET.get("print") == "notes" and not context["is_plain"]
    context |= part_context(request, context["layout"].rows, context["contents"], is_whole=context["is_annotated"])
    context["data"] = document_data(document, context["cited"], context["standing"], site_of(request))
    return TemplateResponse(request, "documents/document_detail.html", context)


def document_context(document: Document, is_plain: bool) -> dict[str, Any]:
    """The values for a document's page."""
    tasks, targets = list(document.tasks.for_reading()), list(document.targets.current())
    citations = list(Citation.objects.published().filter(document=document).with_places())
    defects = sidenotes.shown_defects(document.notes.all())
    notes = [] if is_plain else find_notes(document, tasks, targets)
    duties = sum(len(duty_notes.duties_of(task)) for task in tasks)
    return {
        "document": document,
        "description": describe_document(document, len(tasks), duties, len(targets)),
        "layout": lay_out_document(document, tasks, notes, citations),
        "endnotes": sorted((note for note in notes if note.number), key=lambda note: note.position),
        "contents": make_contents(document.sections.all(), tasks),
        "tasks": tasks,
        "target_count": len(targets),
        "duty_count": duties,
        "general_defects": [note for note in defects if note.start is None],
        "gaps": find_gaps(document.sections.all(), defects),
        "is_plain": is_plain,
        "citation": cite(document),
        "cited": citations,
        "cited_by": Citation.objects.published().filter(cited=document).with_places(),
        "crumbs": crumbs_to_document(document),
        "standing": standing_of(document, timezone.localdate()),
        **family(document),
    }


def part_context(request: HttpRequest, rows: Sequence[PageRow], contents: Contents, is_whole: bool) -> dict[str, Any]:
    """Of a very long text the rows of one part, ?part=2, and the parts; ?part=all shows all rows."""
    asked = request.GET.get("part", "")
    parts = [rows] if is_whole or asked == "all" else cut_parts(rows)
    page = Paginator(parts, 1).get_page(asked)
    if len(parts) > 1:
        lead_to_parts(contents, parts, page.number)
    return {"rows": parts[page.number - 1], "part": page, "is_long": len(rows) > LONG}


def crumbs_to_document(document: Document) -> list[tuple[str, str]]:
    """The breadcrumbs to a document."""
    listed = reverse("documents:list")
    region = [(document.region.name, f"{listed}?region={document.region_id}")] if document.region else []
    return [("文件", listed), *region, (document.name, "")]


def find_item(document: Document, words: str) -> Section | None:
    """The item with that number (八, （八）, 8, 2.8): the first task of that number, else the first section."""
    match = ITEM.fullmatch(words)
    if not match:
        return None
    sections = list(document.sections.all())
    key = match["number"] if "." in match["number"] else str(parse_int(match["number"]))
    tasks = {task.item_key for task in Task.objects.published().filter(document=document).only("key")}
    candidates = [section for section in sections if section.key == key or section.key.split(".")[-1] == key]
    ranked = sorted(candidates, key=lambda section: ("." in key and section.key != key, section.key not in tasks))
    return ranked[0] if ranked else None


def find_notes(document: Document, tasks: list[Task], targets: list[Target]) -> list[SideNote]:
    """All notes beside the text."""
    deadlines = list(document.deadlines.current().with_parties())
    facts = sidenotes.fact_notes(targets, deadlines, duty_notes.reaches(tasks))
    wrong = sidenotes.defect_notes(sidenotes.shown_defects(document.notes.all()))
    placed = with_lines([*facts, *wrong], document.text)  # type: ignore[arg-type]
    return [*duty_notes.duty_notes(tasks), *placed, *sidenotes.topic_notes(tasks, topics_by_task(document))]


def with_lines(notes: Iterable[SideNote], text: DocumentVersion) -> Iterator[SideNote]:
    """The notes, each with the number of the source line that its words begin in."""
    for note in notes:
        has_line = note.span is not None and note.position < len(text.reading)
        yield replace(note, line=text.source_line(note.position)) if has_line else note


def lay_out_document(
    document: Document, tasks: list[Task], notes: list[SideNote], citations: list[Citation]
) -> PageLayout:
    """The rows of the page; without marks where there are no notes."""
    defects = sidenotes.shown_defects(document.notes.all())
    holes = [note.start for note in defects if note.kind == NoteKind.HOLE and note.start is not None]
    marks: list[Mark] = []
    if notes:
        marks = [*sidenotes.note_marks(notes, circled), *duty_notes.duty_marks(tasks)]
        marks += sidenotes.citation_marks(citations)
    titles = {words.replace(" ", "") for words in (document.title, document.notice_title, "目录") if words}
    layout = lay_out(MarkedText(document.text.reading, marks), document.sections.all(), notes, holes, titles)
    name_tasks(layout, tasks)
    return layout


def name_tasks(layout: PageLayout, tasks: Iterable[Task]) -> None:
    """Give each row in which a task begins this task, and words to cite it by: the row of its section, else that of
    its words (a part of an item, a row of a table)."""
    items = {task.key: task for task in tasks}
    for row in layout.rows:
        row.task = items.get(row.section.key) if row.section else None
    rows, starts = layout.rows, [row.span.start for row in layout.rows]
    at_sections = {row.task.pk for row in rows if row.task}
    for task in items.values():
        is_apart = task.is_part or task.pk not in at_sections
        place = bisect_right(starts, task.start) - 1 if is_apart and task.start is not None else -1
        if place >= 0:
            rows[place].task = task
            rows[place].cite = rows[place].cite or printed_path(task)
    for row in rows:
        row.page = row.task.get_absolute_url() if row.task else ""


@remembered
def document_source(request: HttpRequest, slug: str) -> HttpResponse:
    """The source text line by line; ?lines=23-25 marks these."""
    document = find_document(slug)
    asked = LINES.fullmatch(request.GET.get("lines", ""))
    first = int(asked["first"]) if asked else 0
    context = {
        "document": document,
        "lines": list(enumerate(document.text.source.split("\n"), 1)),
        "first": first,
        "last": int(asked["last"] or first) if asked else 0,
        "crumbs": [
            *crumbs_to_document(document)[:-1],
            (document.name, document.get_absolute_url()),
            ("未整理的原文", ""),
        ],
    }
    return TemplateResponse(request, "documents/document_source.html", context)


@remembered
def document_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything stored about a document, with the fields of `manage.py extract`, and the terms of use."""
    document = find_document(slug)
    record = document_record(document) | {"license": terms(site_of(request))}
    response = JsonResponse(record, json_dumps_params={"ensure_ascii": False})
    for name, value in file_header(f"{document.name}.json", to_keep=False).items():
        response[name] = value
    return response
