"""Keys of documents, agencies and topics → what the query string and the page call them, in one query."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from documents.models import Agency, Document, Term

DOCUMENT_NAME = Case(When(~Q(document_number=""), then=F("document_number")), default=F("title"))


@dataclass(frozen=True, slots=True)
class Name:
    """What a record is called: in the query string (`value`) and on the page (`label`)."""

    value: str
    label: str


Names = dict[str, dict[str, Name]]  # condition → key → name


def find_names(documents: Collection[str], agencies: Collection[str]) -> Names:
    """The names of the published documents and the agencies with these keys, and of all topics."""
    asked = {
        "document": named(Document.objects.published().filter(pk__in=documents), "slug", DOCUMENT_NAME),
        "agency": named(Agency.objects.filter(pk__in=agencies), "slug", F("name")),
        "topic": named(Term.objects.topics(), "slug", F("name")),
    }
    first, *others = (rows.annotate(of=Value(name)) for name, rows in asked.items())
    found: Names = {name: {} for name in asked}
    for key, value, label, name in first.union(*others, all=True):
        found[name][key] = Name(value, label)
    return found


def named(records: Any, value: str, label: Any) -> QuerySet[Any, Any]:
    """The keys and names of these records, as rows of three."""
    columns: Mapping[str, Any] = {"key": Cast("pk", CharField()), "value": F(value), "label": label}
    return records.order_by().annotate(**columns).values_list(*columns)  # type: ignore[no-any-return]
