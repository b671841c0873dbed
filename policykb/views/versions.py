"""The texts of a document: the list of them, an earlier one in full, the changes between two, and the files."""

import unicodedata
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from documents.collation.clauses import list_clauses
from documents.collation.fates import collate
from documents.models import Document, DocumentVersion, Section
from documents.records import originals
from documents.structure import parse
from documents.structure.printed import document_as_printed
from documents.structure.values import ParsedDocument
from documents.text.readings import ReadingText
from documents.text.traditional import in_simplified
from policykb.reading.collated import collation_summary, rows
from policykb.reading.lineage import place_among_texts, texts_of
from policykb.reading.marking import MarkedText
from policykb.reading.page_rows import PageLayout, lay_out
from policykb.views.document import crumbs_to_document
from policykb.views.page import read_only, remembered

TYPES = {
    "txt": "text/plain",
    "md": "text/markdown",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
SUFFIXES = {"html": (".html", ".htm"), "md": (".md", ".markdown")}


@remembered
def version_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every text of a document, the current one first."""
    document = published(slug)
    context = {"document": document, "texts": texts_of(document), "crumbs": crumbs(document, "版本")}
    return TemplateResponse(request, "documents/version_list.html", context)


@remembered
def version_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A text with its headings, without notes; for the current text it goes to the document's page."""
    document = published(slug)
    version = find_version(document, pk)
    if version.pk == document.text_id:
        return redirect(document)
    context = {
        "document": document,
        "version": version,
        "standing": place_among_texts(version, is_current=False),
        "layout": lay_out_version(version),
        "canonical": request.build_absolute_uri(document.get_absolute_url()),
        "crumbs": crumbs(document, version.file_name, ("版本", reverse("documents:versions", args=[slug]))),
    }
    return TemplateResponse(request, "documents/version_detail.html", context)


@remembered
def version_changes(request: HttpRequest, slug: str, old: int, new: int) -> HttpResponse:
    """The changes between two texts, clause by clause and word by word."""
    document = published(slug)
    pair = [find_version(document, pk) for pk in (old, new)]
    entries = collate(*(list_clauses(parsed(version)) for version in pair))
    context = {
        "document": document,
        "sides": [(side, place_among_texts(side, side.pk == document.text_id)) for side in pair],
        "is_current": new == document.text_id,
        "rows": list(rows(entries)),
        "summary": collation_summary(entries),
        "canonical": request.build_absolute_uri(document.get_absolute_url()),
        "crumbs": crumbs(document, "差异", ("版本", reverse("documents:versions", args=[slug]))),
    }
    return TemplateResponse(request, "documents/version_changes.html", context)


@read_only
def version_file(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The original file, only as a download, never shown on the site. Staff also get those of hidden documents."""
    user: Any = request.user
    may_see_all = user.is_staff and user.has_perm("documents.view_document")
    documents = Document.objects.all() if may_see_all else Document.objects.published()
    version = find_version(get_object_or_404(documents, slug=slug), pk)
    data = originals.kept(version.sha256)
    if data is None:
        raise Http404("这个文本的原始文件没有保存：它入库时只留下了文字。")
    response = HttpResponse(data, content_type=TYPES.get(version.format, "application/octet-stream"))
    response["Content-Disposition"] = content_disposition_header(True, download_name(version))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private"
    return response


def published(slug: str) -> Document:
    """The published document at that address, without its text."""
    return get_object_or_404(
        Document.objects.published().filter(text__isnull=False).select_related("region"), slug=slug
    )


def find_version(document: Document, pk: int) -> DocumentVersion:
    """The document's text with that key."""
    version = DocumentVersion.objects.filter(document=document, pk=pk).first()
    if version is None:
        raise Http404("本文件没有这个版本。")
    return version


def download_name(version: DocumentVersion) -> str:
    """The file's name without characters that a name cannot have, and with the suffix of its format."""
    name = version.file_name.replace("\\", "/").rpartition("/")[2]
    name = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C").strip(" .") or f"{version.pk}"
    suffixes = SUFFIXES.get(version.format, (f".{version.format}",))
    return name if name.lower().endswith(suffixes) else name + suffixes[0]


def parsed(version: DocumentVersion) -> ParsedDocument:
    """The structure of a text, parsed again."""
    reading = ReadingText(version.reading, version.alignment)
    return document_as_printed(parse(in_simplified(reading)), reading.text)


def lay_out_version(version: DocumentVersion) -> PageLayout:
    """The rows of a text's page. Only the current text's sections are stored; those of the others are parsed."""
    sections = [
        Section(
            key=section.id,
            number=section.number,
            title=section.title,
            level=section.level,
            order=order,
            start=section.span.start,
            end=section.span.end,
            heading_end=section.heading.end,
            own_end=section.own.end,
        )
        for order, section in enumerate(parsed(version).sections)
    ]
    layout = lay_out(MarkedText(version.reading, []), sections, [], [], {version.title, "目录"})
    for row in (*layout.head, *layout.rows):
        row.cite = ""  # what is cited is the current text
    return layout


def crumbs(document: Document, last: str, *between: tuple[str, str]) -> list[tuple[str, str]]:
    """The breadcrumbs to a page about the document's texts."""
    return [*crumbs_to_document(document)[:-1], (document.name, document.get_absolute_url()), *between, (last, "")]
