"""Questions about tasks: which there are under conditions, in what order, and with what else fetched."""

from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Self

from django.db import models
from django.db.models import Case, Exists, F, Min, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Least

from documents.models import Agency, Term
from tasks.models.placed import InDocumentQuerySet

# Of a duty and its agency, what a note beside the text shows
DUTY_SHOWN = ("task", "role", "basis", "as_written", "start", "end", "inherited_from", "agency__name", "agency__slug")


class TaskQuerySet(InDocumentQuerySet):
    def at(self, address: str) -> Self:
        """Those of which this is the last part of the address."""
        return self.filter(Q(address=address) | Q(address="", key=address))

    def in_document_order(self) -> Self:
        """By document, the newest first, then in the order of the text."""
        return self.order_by(F("document__issued_on").desc(nulls_last=True), "document_id", "order")

    def by_deadline(self, today: date) -> Self:
        """Those due today or later first, the next first; then those past; then those without a day. Where its own
        words say none, a task has the day of the part that it is in."""
        above = self.deadlines_above().order_by("due_on").values("due_on")[:1]
        return self.annotate(
            next_on=Min("deadlines__due_on", filter=Q(deadlines__standing="current", deadlines__recurrence="")),
            target_on=Min("targets__deadline", filter=Q(targets__standing="current")),
            own_on=Least(Coalesce("next_on", "target_on"), Coalesce("target_on", "next_on")),
            due_on=Coalesce("own_on", Subquery(above)),
            is_past=Case(When(due_on__gte=today, then=0), When(due_on__lt=today, then=1), default=Value(2)),
        ).order_by("is_past", "due_on", "document_id", "order")

    def in_order_of(self, keys: Sequence[int]) -> Self:
        """Those with these keys first, in the order of the keys; then the others by document."""
        places = [When(pk=key, then=place) for place, key in enumerate(keys)]
        ranked = self.annotate(place=Case(*places, default=len(keys), output_field=models.IntegerField()))
        return ranked.order_by("place", F("document__issued_on").desc(nulls_last=True), "document_id", "order")

    def for_listing(self) -> Self:
        """Fetch with them all that a row of a list shows, in a fixed number of queries."""
        return self.select_related("document__region").prefetch_related(
            self.current_of("responsibilities", "agency"), self.current_of("targets"), self.current_of("deadlines")
        )

    def all_keys(self) -> Sequence[int]:
        """All primary keys, in order, in eight bytes each."""
        return array("q", self.values_list("pk", flat=True).iterator(chunk_size=10_000))

    def first_keys(self, limit: int) -> list[int]:
        """The first primary keys, in order; a database sorts tasks much faster without their texts."""
        return list(self.values_list("pk", flat=True)[:limit])

    def rows(self, keys: Iterable[int]) -> list[Any]:
        """The tasks with these keys that exist, in the order of the keys, with all that a row of a list shows."""
        found = self.for_listing().in_bulk(list(keys))
        return [found[key] for key in keys if key in found]

    def for_reading(self) -> Self:
        """The published ones in the order of the text, with their `duties` and topics (`subjects`) as lists: for the
        notes beside it. They have only what is shown there; a long paper has hundreds of them."""
        current = self.current_of("responsibilities", "agency").queryset.only(*DUTY_SHOWN)
        duties = Prefetch("responsibilities", current, to_attr="duties")
        topics = Prefetch("topics", Term.objects.only("name", "slug"), to_attr="subjects")
        return self.published().defer("body").prefetch_related(duties, topics).order_by("order", "pk")

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
        """A prefetch of the current records of the relation `name`, each with its `related` records."""
        model: Any = self.model._meta.get_field(name).related_model
        records = model._default_manager.current()
        return Prefetch(name, records.select_related(*related) if related else records)

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

    def any_of(self, name: str, **conditions: object) -> Q:
        """A condition on tasks: one of their current records in the relation `name` meets all `conditions`."""
        model: Any = self.model._meta.get_field(name).related_model
        records = model._default_manager.current().filter(task__isnull=False, **conditions)
        return Q(pk__in=records.order_by().values("task"))

    def reached(self, **conditions: object) -> Q:
        """A condition on tasks: a date of a part above them, that meets all `conditions`, holds for them."""
        return Q(Exists(self.deadlines_above().filter(**conditions)))

    def deadlines_above(self) -> Any:
        """The dates of parts that hold for the task of an outer query."""
        model: Any = self.model._meta.get_field("deadlines").related_model
        return model._default_manager.current().reaching().above_task()

    def with_duty(self, agencies: Iterable[Agency] = (), roles: Iterable[str] = ()) -> Self:
        """Those in which one of the agencies has one of the roles; without agencies or roles, any."""
        conditions: dict[str, object] = {}
        if agencies := list(agencies):
            conditions["agency__in"] = agencies
        if roles := list(roles):
            conditions["role__in"] = roles
        return self.filter(self.any_of("responsibilities", **conditions))

    def due_in(self, years: Iterable[str]) -> Self:
        """Those with a deadline or target in one of the years; "recurring" and "none" may stand among the years."""
        wanted = set(years)
        numbers = [int(year) for year in wanted if year.isdecimal()]
        condition = self.any_of("deadlines", due_on__year__in=numbers, recurrence="")
        condition |= self.any_of("targets", deadline__year__in=numbers)
        condition |= self.reached(due_on__year__in=numbers)
        if "recurring" in wanted:
            condition |= self.any_of("deadlines", recurrence__gt="")
        if "none" in wanted:
            dated = self.any_of("deadlines") | self.any_of("targets", deadline__isnull=False) | self.reached()
            condition |= ~dated
        return self.filter(condition)

    def with_target(self, kinds: Iterable[str]) -> Self:
        """Those with a target of one of the kinds (see `target_condition`)."""
        return self.filter(reduce(or_, (self.target_condition(kind) for kind in kinds)))

    def target_condition(self, kind: str) -> Q:
        """The condition for one kind: a target that is "quantified", one that is to "cover", a "qualitative" one, or
        "none"."""
        match kind:
            case "quantified":
                return self.any_of("targets", value__isnull=False)
            case "cover":
                return self.any_of("targets", comparator="cover")
            case "qualitative":
                return self.any_of("targets", value__isnull=True)
            case _:
                return ~self.any_of("targets")

    def about(self, topics: Iterable[Term]) -> Self:
        """Those with one of the topics."""
        links = self.topic_links().filter(term__in=list(topics))
        return self.filter(pk__in=links.values("task"))

    def topic_links(self) -> Any:
        """The links between tasks and topics."""
        return self.model._meta.get_field("topics").remote_field.through._default_manager.all()
