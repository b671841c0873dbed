"""Questions about tasks: which there are under conditions, in what order, and with what else fetched."""

from array import array
from collections.abc import Iterable, Sequence
from typing import Any, Self

from django.db.models import F, Prefetch, Q

from documents.models import Agency
from tasks.models.placed import InDocumentQuerySet

# Of a duty, what a note beside the text shows
DUTY_SHOWN = ("task", "role", "basis", "as_written", "start", "end", "inherited_from", "agency")

# Relations of a task → the lists of their current records that it has
LISTS = {"responsibilities": "duties", "targets": "current_targets", "deadlines": "current_deadlines"}


class TaskQuerySet(InDocumentQuerySet):
    def at(self, address: str) -> Self:
        """Those of which this is the last part of the address."""
        return self.filter(Q(address=address) | Q(address="", key=address))

    def in_document_order(self) -> Self:
        """By document, the newest first, then in the order of the text."""
        return self.order_by(F("document__issued_on").desc(nulls_last=True), "document_id", "order")

    def for_listing(self) -> Self:
        """Fetch with them all that a row of a list shows, in a fixed number of queries."""
        return self.select_related("document__region").prefetch_related(
            self.current_of("responsibilities", "agency"), self.current_of("targets"), self.current_of("deadlines")
        )

    def all_keys(self) -> Sequence[int]:
        """All primary keys, in order, in eight bytes each."""
        return array("q", self.values_list("pk", flat=True).iterator(chunk_size=10_000))

    def rows(self, keys: Iterable[int]) -> list[Any]:
        """The tasks with these keys that exist, in the order of the keys, with all that a row of a list shows."""
        found = self.for_listing().in_bulk(list(keys))
        return [found[key] for key in keys if key in found]

    def for_reading(self) -> Self:
        """The published ones in the order of the text, with their `duties` as a list: for the notes beside it. They
        have only what is shown there; a long paper has hundreds of them, by a few agencies."""
        duties = self.current_of("responsibilities")
        agencies = Prefetch("agency", Agency.objects.only("name", "slug"))
        duties.queryset = duties.queryset.only(*DUTY_SHOWN).prefetch_related(agencies)
        return self.published().defer("body").prefetch_related(duties).order_by("order", "pk")

    def for_page(self) -> Self:
        """The published ones with all that a task's page shows, except neighbours and related tasks. The tasks that
        duties are inherited from are of the same document, which they are not given here."""
        return (
            self.published()
            .select_related("document__text", "document__region", "section")
            .prefetch_related(
                self.current_of("responsibilities", "agency", "inherited_from"),
                self.current_of("targets"),
                self.deadlines_with_parties(),
                self.current_of("citations", "cited"),
                "topics",
                "corrections",
            )
        )

    def named(self) -> Self:
        """Fetch nothing of them but what names them and leads to them, with their documents and regions."""
        own = ("key", "address", "number", "title", "heading_path", "body", "order")
        of_document = ("slug", "title", "document_number", "issued_on", "region__name")
        return self.select_related("document__region").only(*own, *(f"document__{name}" for name in of_document))

    def current_of(self, name: str, *related: str) -> Prefetch:
        """A prefetch of the current records of the relation `name`, each with its `related` records, into the list that
        a task has of them."""
        model: Any = self.model._meta.get_field(name).related_model
        records = model._default_manager.current()
        return Prefetch(name, records.select_related(*related) if related else records, to_attr=LISTS.get(name))

    def beside(self, task: Any) -> tuple[Any, Any]:
        """The tasks before and after in the same document, each None where there is none."""
        naming = ("key", "address", "number", "title", "heading_path", "body", "document_id")
        others = self.filter(document=task.document_id).exclude(pk=task.pk).only(*naming)
        before: Any = others.filter(order__lte=task.order).order_by("-order", "-pk").first()
        after: Any = others.filter(order__gt=task.order).order_by("order", "pk").first()
        for other in filter(None, (before, after)):
            other.document = task.document
        return before, after

    def with_inherited(self) -> Self:
        """Fetch with them what `for_listing` does, and the tasks that duties are inherited from, without their texts.
        These are joined, because more than a thousand keys in one query are too many for SQLite."""
        texts = ("inherited_from__body", "inherited_from__responsibility_text")
        duties = self.current_of("responsibilities", "agency", "inherited_from")
        duties.queryset = duties.queryset.defer(*texts)
        parts = (duties, self.current_of("targets"), self.deadlines_with_parties())
        return self.select_related("document__region").prefetch_related(None).prefetch_related(*parts)

    def deadlines_with_parties(self) -> Prefetch:
        """A prefetch of the current deadlines with their parties."""
        deadlines = self.current_of("deadlines")
        deadlines.queryset = deadlines.queryset.with_parties()
        return deadlines
