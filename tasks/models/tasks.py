"""Tasks: the numbered items of a document that set work."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property  # which a prefetch knows
from simple_history.models import HistoricalRecords

from documents.models import Document, Record, Section, Term
from documents.models.provenance import record_constraints, span_constraint
from tasks.models.naming import TaskNames
from tasks.models.task_queries import TaskQuerySet


class ReviewState(models.TextChoices):
    """Whether a person has checked a record against the text (核对状态)."""

    UNREVIEWED = "unreviewed", "未核对"
    REVIEWED = "reviewed", "已核对"


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
        indexes: ClassVar = [
            models.Index(fields=["document", "order"]),
            models.Index(fields=["-updated_at", "id"], name="task_latest"),
        ]

    @cached_property
    def duties(self) -> list[Any]:
        """Its current duties with their agencies. The queries of TaskQuerySet fetch those of many tasks at once."""
        return list(self.responsibilities.current().select_related("agency"))  # type: ignore[attr-defined]

    @cached_property
    def current_targets(self) -> list[Any]:
        """Its current targets, fetched in the same way."""
        return list(self.targets.current())  # type: ignore[attr-defined]

    @cached_property
    def current_deadlines(self) -> list[Any]:
        """Its current deadlines, fetched in the same way."""
        return list(self.deadlines.current())  # type: ignore[attr-defined]

    @property
    def leads(self) -> list[Any]:
        """The duties of those that lead."""
        return [duty for duty in self.duties if duty.role == "lead"]

    @property
    def lists_bodies(self) -> bool:
        """Whether it names bodies of its own beside those it inherits."""
        return any(duty.basis != "inherited" for duty in self.duties)
