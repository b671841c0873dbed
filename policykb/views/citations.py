"""How a document or a clause of it is cited: each form to be copied, two as files."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from documents.models import Document
from policykb.machines.downloads import file_header
from policykb.reading import citation_formats
from policykb.reading.citing import reference_to, task_place
from policykb.reading.page_rows import number_path
from policykb.views.document import crumbs_to_document, find_document
from policykb.views.page import remembered, site_of
from policykb.views.task import crumbs_to_task
from tasks.models import Task

Crumbs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Cited:
    """A document or a clause of it: its place in the document, its words, its page, the addresses of its files and the
    way to it."""

    document: Document
    key: str
    place: str
    words: str
    path: str
    files: dict[str, str]
    crumbs: Crumbs


@remembered
def document_citation(request: HttpRequest, slug: str) -> HttpResponse:
    """How a document is cited; with ?clause= a clause, by its key."""
    return citation_page(request, cited_document(slug, request.GET.get("clause", "")))


@remembered
def document_citation_file(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """The same as a file."""
    return citation_file(request, cited_document(slug, request.GET.get("clause", "")), format)


@remembered
def task_citation(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """How a task is cited."""
    return citation_page(request, cited_task(slug, key))


@remembered
def task_citation_file(request: HttpRequest, slug: str, key: str, format: str) -> HttpResponse:
    """The same as a file."""
    return citation_file(request, cited_task(slug, key), format)


def cited_document(slug: str, key: str) -> Cited:
    """The document, or its clause with that key. Raises Http404."""
    document = find_document(slug)
    sections = [section for section in document.sections.all() if section.start is not None]
    section = next((section for section in sections if section.key == key), None)
    if key and section is None:
        raise Http404
    place = number_path(key, {section.key: section.number for section in sections}) if key else ""
    words = document.text.reading[section.start : section.own_end or section.end] if section else ""  # type: ignore[union-attr]
    path = section.get_absolute_url() if section else document.get_absolute_url()
    query = f"?clause={key}" if key else ""
    files = {each: f"{document.get_absolute_url()}citation.{each}{query}" for each in citation_formats.FILES}
    crumbs = [*crumbs_to_document(document)[:-1], (document.name, document.get_absolute_url())]
    return Cited(document, key, place, words, path, files, [*crumbs, (f"{place}引用" if place else "引用", "")])


def cited_task(slug: str, key: str) -> Cited:
    """The task at that address. Raises Http404."""
    task = get_object_or_404(Task.objects.for_page().filter(document__slug=slug).at(key))
    words = task.document.text.reading[task.start : task.end] if task.start is not None else ""  # type: ignore[union-attr]
    files = {each: f"{task.get_absolute_url()}citation.{each}" for each in citation_formats.FILES}
    crumbs = [*crumbs_to_task(task)[:-1], (task_place(task) or "本条", task.get_absolute_url()), ("引用", "")]
    return Cited(task.document, task.key, task_place(task), words or task.body, task.get_absolute_url(), files, crumbs)


def citation_page(request: HttpRequest, cited: Cited) -> HttpResponse:
    """All forms, each in a field of its own."""
    url = site_of(request) + cited.path
    reference = reference_of(cited, url)
    source = citation_formats.official(reference.title, reference.number, cited.place)
    quoted = citation_formats.quoted(cited.words, source, url) if cited.words.strip() else ""
    forms = [
        ("official", "公文式", source, ""),
        ("link", "链接", url, ""),
        ("quoted", "原文与出处", quoted, ""),
        ("gbt", "GB/T 7714—2015", citation_formats.gbt_7714(reference), ""),
        ("bib", "BibTeX", citation_formats.bibtex(reference).strip(), cited.files["bib"]),
        ("ris", "RIS", citation_formats.ris(reference).replace("\r\n", "\n").strip(), cited.files["ris"]),
    ]
    context = {"cited": cited, "source": source, "forms": [form for form in forms if form[2]], "crumbs": cited.crumbs}
    return TemplateResponse(request, "documents/citation.html", context)


def citation_file(request: HttpRequest, cited: Cited, format: str) -> HttpResponse:
    """One form as a file. Raises Http404 for a form that is none."""
    if format not in citation_formats.FILES:
        raise Http404
    write, content_type = citation_formats.FILES[format]
    body = write(reference_of(cited, site_of(request) + cited.path))
    name = f"{cited.document.name}{cited.place}.{format}"
    return HttpResponse(body, content_type=f"{content_type}; charset=utf-8", headers=file_header(name))


def reference_of(cited: Cited, url: str) -> citation_formats.Reference:
    """What is cited, read today at that address."""
    return reference_to(cited.document, timezone.localdate(), url, cited.key, cited.place)
