"""What documents are counted by, and what all that is written in one is counted by too.

d12 the document; g630000 its region and those that this lies in, up to the province; G630100 its own region alone;
jplan what kind of text it is. A document itself also: a7 who issued it; i2024 the year it was issued in, inone for
none, and I2024-03-27 the day; vrepealed whether it is in force, as it is stated; lyes or lno for a link to where it
was published. Entries of the search index carry what they are found by (documents.search.index), tags of one part.
"""

from collections.abc import Iterator

from documents.models import Document, Region, RegionLevel, SearchEntry
from documents.tag_sets.tagged import Tagged, Tags

REGIONS = "region__parent__parent"  # a county, its city, its province: what `region_tags` looks at


def tags_within(document: Document) -> list[str]:
    """The tags that a document, fetched with its REGIONS, shares with all that is written in it."""
    own = [f"G{document.region_id}"] if document.region_id else []
    return [f"d{document.pk}", f"j{document.kind}", *own, *region_tags(document.region)]


def region_tags(region: Region | None) -> Iterator[str]:
    """The tags of a region, fetched with those it lies in, and of these, up to the province; none for None."""
    if region:
        yield f"g{region.pk}"
        if region.parent and region.parent.level != RegionLevel.NATIONAL:
            yield from region_tags(region.parent)


def document_tags(documents: object) -> Tags:
    """Each of these documents with what it carries."""
    found = documents.select_related(REGIONS).prefetch_related("issuances").order_by("pk")  # type: ignore[attr-defined]
    for document in found.iterator(chunk_size=500):
        day = document.issued_on
        days = [f"i{day.year}", f"I{day.isoformat()}"] if day else ["inone"]
        issuers = [f"a{issuance.agency_id}" for issuance in document.issuances.all()]
        own = [f"v{document.validity}", "lyes" if document.source_url else "lno"]
        yield document.pk, [*tags_within(document), *days, *issuers, *own]


def entry_tags(entries: object) -> Tags:
    """Each of these entries with what is counted of it: how many carry a role of an agency is not."""
    for pk, tags in entries.order_by("pk").values_list("pk", "tags").iterator(chunk_size=5000):  # type: ignore[attr-defined]
        yield pk, [tag for tag in tags.split() if "." not in tag]


DOCUMENTS = Tagged(
    kind="document",
    visible=lambda: Document.objects.published(),
    tags=document_tags,
    by_document=frozenset({"documents.document", "documents.documentagency"}),
    document="pk",
)
ENTRIES = Tagged(
    kind="entry",
    visible=lambda: SearchEntry.objects.all(),
    tags=entry_tags,
    by_document=frozenset(),
    is_of_index=True,
)
TAGGED = [DOCUMENTS, ENTRIES]
