"""Tasks: the numbered items of a document that set work."""

from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Case, Count, Exists, F, Min, Prefetch, Q, Value, When
from django.db.models.functions import Coalesce, Least
from simple_history.models import HistoricalRecords

from documents.models import Agency, Document, Record, RecordQuerySet, Section, Term
from documents.models.provenance import record_constraints, span_constraint
from tasks.models.naming import TaskNames


class ReviewState(models.TextChoices):
    """Whether a person has checked a record against the text (核对状态)."""

    UNREVIEWED = "unreviewed", "未核对"
    REVIEWED = "reviewed", "已核对"


class TaskQuerySet(RecordQuerySet):
    def published(self) -> Self:
        """The tasks readers may see."""
        return self.current().filter(document__is_published=True, document__standing="current")

    def at(self, address: str) -> Self:
        """Those of which this is the last part of the address."""
        return self.filter(Q(address=address) | Q(address="", key=address))

    def in_document_order(self) -> Self:
        """By document, the newest first, then in the order of the text."""
        return self.order_by(F("document__issued_on").desc(nulls_last=True), "document_id", "order")

    def by_deadline(self, today: date) -> Self:
        """Those due today or later first, the next first; then those past; then those without a day."""
        return self.annotate(
            next_on=Min("deadlines__due_on", filter=Q(deadlines__standing="current", deadlines__recurrence="")),
            target_on=Min("targets__deadline", filter=Q(targets__standing="current")),
            due_on=Least(Coalesce("next_on", "target_on"), Coalesce("target_on", "next_on")),
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

    def rows(self, keys: Iterable[int]) -> list["Task"]:
        """The tasks with these keys that exist, in the order of the keys, with all that a row of a list shows."""
        found = self.for_listing().in_bulk(list(keys))
        return [found[key] for key in keys if key in found]

    def for_reading(self) -> Self:
        """The published ones with duties and topics, in the order of the text: for the notes beside it."""
        return (
            self.published()
            .select_related("document")
            .prefetch_related(self.current_of("responsibilities", "agency"), "topics")
            .order_by("order", "pk")
        )

    def for_page(self) -> Self:
        """The published ones with all that a task's page shows, except neighbours and related tasks."""
        return (
            self.published()
            .select_related("document__text", "document__region", "section")
            .prefetch_related(
                self.current_of("responsibilities", "agency", "inherited_from__document"),
                self.current_of("targets"),
                self.current_of("deadlines"),
                self.current_of("citations", "cited"),
                "topics",
                "corrections",
            )
        )

    def for_comparison(self) -> Self:
        """Fetch with them their documents, topics and duties."""
        return (
            self.select_related("document__region")
            .defer("responsibility_text")
            .prefetch_related(self.current_of("responsibilities", "agency"), "topics")
        )

    def current_of(self, name: str, *related: str) -> Prefetch:
        """A prefetch of the current records of the relation `name`, each with its `related` records."""
        model: Any = self.model._meta.get_field(name).related_model
        records = model._default_manager.current()
        return Prefetch(name, records.select_related(*related) if related else records)

    def beside(self, task: "Task") -> tuple[Any, Any]:
        """The tasks before and after in the same document, each None where there is none."""
        others = self.filter(document=task.document_id).select_related("document").exclude(pk=task.pk)
        before = others.filter(order__lte=task.order).order_by("-order", "-pk").first()
        return before, others.filter(order__gt=task.order).order_by("order", "pk").first()

    def sharing_topics(self, task: "Task", limit: int) -> Self:
        """At most `limit` other tasks with topics of the task, from those that share most."""
        links = Task.topics.through.objects.filter(term__in=list(task.topics.all())).exclude(task=task.pk)
        shared = links.values("task").annotate(shared=Count("term")).order_by("-shared", "task")
        return self.filter(pk__in=list(shared.values_list("task", flat=True)[:limit]))

    def topic_regions(self) -> list[tuple[int, str, int]]:
        """A topic's key, a region's name, and the number of tasks, for each topic and region."""
        counts = self.order_by().exclude(topics=None).values("topics", "document__region__name")
        return list(counts.annotate(count=Count("pk")).values_list("topics", "document__region__name", "count"))

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
        model: Any = self.model._meta.get_field("deadlines").related_model
        return Q(Exists(model._default_manager.current().reaching().above_task().filter(**conditions)))

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
        links = Task.topics.through.objects.filter(term__in=list(topics))
        return self.filter(pk__in=links.values("task"))


class Task(TaskNames, Record):
    """An item that sets work (任务), or a paragraph of one.

    `key` is the ordinals from the top joined by "." (2.1.14), for a paragraph with its place in the item (2.1.14.p2).
    `address` is what the address of its page ends with, "" where that is the key: that of a paragraph stays the same,
    whatever is put in before it. `number` and `title` are as printed; `heading_path` is the headings above it, for a
    paragraph with that of its item.
    """

    correctable = ("number", "title", "body", "responsibility_text")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="tasks", verbose_name="文件")
    section = models.ForeignKey(
        Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks", verbose_name="层次"
    )
    key = models.CharField("位置", max_length=60)
    address = models.CharField("网址名", max_length=60, blank=True, editable=False)
    number = models.CharField("条号", max_length=30, blank=True)
    title = models.CharField("标题", max_length=300, blank=True)
    heading_path = models.JSONField("上级标题", default=list, blank=True)
    body = models.TextField("正文", blank=True)
    responsibility_text = models.TextField("责任分工原文", blank=True)
    order = models.PositiveIntegerField("次序", default=0)
    start = models.PositiveIntegerField("起", null=True, blank=True, editable=False)
    end = models.PositiveIntegerField("止", null=True, blank=True, editable=False)
    responsibility_start = models.PositiveIntegerField("责任分工起", null=True, blank=True, editable=False)
    responsibility_end = models.PositiveIntegerField("责任分工止", null=True, blank=True, editable=False)
    review_state = models.CharField("核对状态", max_length=10, choices=ReviewState, default=ReviewState.UNREVIEWED)
    topics = models.ManyToManyField(Term, blank=True, related_name="tasks", verbose_name="专题")
    updated_at = models.DateTimeField("更新时间", auto_now=True)
    history = HistoricalRecords(verbose_name="历史")

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任务"
        ordering: ClassVar = ["document", "order"]
        constraints: ClassVar = [
            *record_constraints("task"),
            span_constraint("task"),
            span_constraint("task", "responsibility_start", "responsibility_end"),
            models.UniqueConstraint(fields=["document", "key"], name="task_key_once"),
            models.UniqueConstraint(fields=["document", "address"], condition=~Q(address=""), name="task_address_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["document", "order"])]

    @property
    def lists_bodies(self) -> bool:
        """Whether it names bodies of its own beside those it inherits, where its duties are fetched."""
        return any(duty.basis != "inherited" for duty in self.responsibilities.all())  # type: ignore[attr-defined]
