"""What of documents and agencies is indexed: in which field, with which tags. Call it where records change."""

from collections.abc import Collection, Iterable, Iterator

from documents.models import Agency, Document, SearchEntry
from documents.search.entries import Entry
from documents.search.index import remove, write
from documents.search.normalise import fold
from documents.search.query import SERIAL
from documents.search.tokens import joined

DOCUMENT, AGENCY = SearchEntry.Kind.DOCUMENT, SearchEntry.Kind.AGENCY


def index_document(document: Document) -> None:
    """Bring a document's own entry in step with it. Its tasks and targets have entries of their own."""
    index_documents([document.pk])


def index_documents(pks: Collection[int]) -> None:
    """Bring the entries of these documents in step: written where readers may see them, else removed."""
    seen = list(Document.objects.published().filter(pk__in=pks).values_list("pk", flat=True))
    remove(DOCUMENT, set(pks) - set(seen))
    write(document_entries(seen))


def index_agencies(agencies: Iterable[Agency]) -> None:
    """Bring the entries of these agencies in step with them."""
    write(agency_entries([agency.pk for agency in agencies]))


def document_entries(pks: Collection[int] | None = None) -> Iterator[Entry]:
    """An entry for each document that readers may see, or for those among `pks`."""
    documents = Document.objects.published().select_related("region", "text").prefetch_related("issuing_agencies")
    if pks is not None:
        documents = documents.filter(pk__in=pks)
    for document in documents.order_by("pk").iterator(chunk_size=100):
        issuers = list(document.issuing_agencies.all())
        yield Entry(
            kind=DOCUMENT,
            object_id=document.pk,
            document_id=document.pk,
            dated=document.issued_on,
            title=joined([document.title, document.document_number]),
            agency=joined(agency.name for agency in issuers),
            heading=joined([document.notice_title, document.genre]),
            body=document.text.reading if hasattr(document, "text") else "",
            tags=[*document_tags(document), *(f"a{agency.pk}" for agency in issuers)],
        )


def document_tags(document: Document) -> list[str]:
    """The tags that a document shares with all that is written in it."""
    tags = [f"d{document.pk}"]
    if document.region_id:
        tags.append(f"g{document.region_id}")
    if serial := SERIAL.search(fold(document.document_number)):
        tags.append(f"n{serial[1]}-{serial[2]}")
    return tags


def agency_entries(pks: Collection[int] | None = None) -> Iterator[Entry]:
    """An entry for each agency, or for those among `pks`."""
    agencies = Agency.objects.select_related("region").prefetch_related("names")
    if pks is not None:
        agencies = agencies.filter(pk__in=pks)
    for agency in agencies.order_by("pk").iterator(chunk_size=500):
        yield Entry(
            kind=AGENCY,
            object_id=agency.pk,
            title=agency.name,
            heading=joined(name.name for name in agency.names.all()),
            tags=[f"a{agency.pk}", *([f"g{agency.region_id}"] if agency.region_id else [])],
        )
