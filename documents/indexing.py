"""What of documents and agencies is indexed: in which field, with which tags. Call it where records change."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from documents.models import Agency, Document, DocumentAgency, SearchEntry
from documents.search.entries import Entry
from documents.search.queries.parts import SERIAL
from documents.search.sources import Source
from documents.search.words.folding import fold
from documents.search.words.tokens import as_one_field
from documents.tagging import REGIONS, region_tags


def index_document(document: Document) -> None:
    """Bring a document's own entry in step with it. Its tasks and targets have entries of their own."""
    DOCUMENTS.update([document.pk])


def index_agencies(agencies: Iterable[Agency]) -> None:
    """Bring the entries of these agencies in step with them."""
    AGENCIES.update([agency.pk for agency in agencies])


def document_entries(documents: QuerySet[Document]) -> Iterator[Entry]:
    """An entry for each document."""
    documents = documents.select_related("text", REGIONS).prefetch_related("issuing_agencies")
    for document in documents.order_by("pk").iterator(chunk_size=50):
        issuers = list(document.issuing_agencies.all())
        yield Entry(
            kind=SearchEntry.Kind.DOCUMENT,
            object_id=document.pk,
            document_id=document.pk,
            dated=document.issued_on,
            title=as_one_field([document.title, document.document_number]),
            agency=as_one_field(agency.name for agency in issuers),
            heading=as_one_field([document.notice_title, document.genre]),
            body=document.text.reading if document.text else "",
            tags=[*document_tags(document), *(f"a{agency.pk}" for agency in issuers)],
        )


def document_tags(document: Document) -> list[str]:
    """The tags that a document, fetched with its REGIONS, shares with all that is written in it."""
    tags = [f"d{document.pk}", *region_tags(document.region)]
    if serial := SERIAL.search(fold(document.document_number)):
        tags.append(f"n{serial[1]}-{serial[2]}")
    return tags


def agency_entries(agencies: QuerySet[Agency]) -> Iterator[Entry]:
    """An entry for each agency."""
    found = agencies.select_related(REGIONS).prefetch_related("names")
    for agency in found.order_by("pk").iterator(chunk_size=500):
        yield Entry(
            kind=SearchEntry.Kind.AGENCY,
            object_id=agency.pk,
            title=agency.name,
            heading=as_one_field(name.name for name in agency.names.all()),
            tags=[f"a{agency.pk}", *region_tags(agency.region)],
        )


def agencies_with_a_part() -> QuerySet[Agency]:
    """The agencies that issue a document or stand in a duty; the others of the registry have nothing to show."""
    duty: Any = Agency._meta.get_field("responsibilities").related_model
    issues = DocumentAgency.objects.filter(agency=OuterRef("pk"), document__in=Document.objects.published())
    # One by one: a body is asked for alone when a task that names it changes.
    return Agency.objects.filter(Exists(issues) | Exists(duty.objects.published().filter(agency=OuterRef("pk"))))


DOCUMENTS = Source(SearchEntry.Kind.DOCUMENT, lambda: Document.objects.published(), document_entries)
AGENCIES = Source(SearchEntry.Kind.AGENCY, agencies_with_a_part, agency_entries)
SOURCES = [DOCUMENTS, AGENCIES]
