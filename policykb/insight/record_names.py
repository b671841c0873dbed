"""Keys of documents, agencies, topics and regions in; what they are called, and where they are, out, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import CharField, DateField, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from documents.models import Agency, Document, Region, Term

NO_WORDS: Final = Value("", CharField())


@dataclass(frozen=True, slots=True)
class Named:
    """A record by name. Of a document also its number, of an agency its kind and region, of a topic its field."""

    key: int
    name: str
    slug: str
    page: str = ""  # the name of its page's address
    number: str = ""
    kind: str = ""
    region: str = ""
    issued_on: date | None = None

    def get_absolute_url(self) -> str:
        return reverse(self.page, args=[self.slug])


@dataclass(frozen=True, slots=True)
class RecordNames:
    """Records by their keys; regions by their codes, with their names alone."""

    documents: dict[int, Named] = field(default_factory=dict)
    agencies: dict[int, Named] = field(default_factory=dict)
    topics: dict[int, Named] = field(default_factory=dict)
    regions: dict[str, str] = field(default_factory=dict)


def record_names(
    documents: Iterable[int] = (), agencies: Iterable[int] = (), topics: Iterable[int] = (), regions: Iterable[str] = ()
) -> RecordNames:
    """The names of these records; of terms only those that are topics."""
    day: Any = Value(None, DateField())
    keys = [list(documents), list(agencies), list(topics), list(regions)]
    asked: list[QuerySet[Any, Any]] = [
        rows("document", Document.objects.filter(pk__in=keys[0]), "title", "slug", "document_number", day="issued_on"),
        rows("agency", Agency.objects.filter(pk__in=keys[1]), "name", "slug", "kind", "region_id", day=day),
        rows("topic", Term.objects.topics().filter(pk__in=keys[2]), "name", "slug", day=day),
        rows("region", Region.objects.filter(pk__in=keys[3]), "name", day=day),
    ]
    found, wanted = RecordNames(), [each for each, some in zip(asked, keys, strict=True) if some]
    for row in wanted[0].union(*wanted[1:], all=True) if wanted else ():
        put(found, *row)
    return found


def put(
    found: RecordNames, kind: str, key: str, name: str, slug: str, more: str, region: str | None, day: date | None
) -> None:
    """Put a record in its place, from a row of `rows`."""
    match kind:
        case "document":
            found.documents[int(key)] = Named(int(key), name, slug, "documents:detail", number=more, issued_on=day)
        case "agency":
            found.agencies[int(key)] = Named(int(key), name, slug, "agencies:detail", kind=more, region=region or "")
        case "topic":
            found.topics[int(key)] = Named(int(key), name, slug, "topics:detail")
        case _:
            found.regions[key] = name


def rows(kind: str, records: QuerySet[Any], *columns: str, day: Any) -> QuerySet[Any, Any]:
    """The records as rows of the same shape: kind, key, name, slug, two more columns and a day."""
    filled: list[Any] = [*columns, *[NO_WORDS] * (4 - len(columns))]
    return records.order_by().values_list(Value(kind, CharField()), Cast("pk", CharField()), *filled, day)
