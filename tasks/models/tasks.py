"""Tasks: the numbered items of a document that set work."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from documents.models import Document, Record, RecordQuerySet, Section, Term
from documents.models.provenance import record_constraints, span_constraint


class ReviewState(models.TextChoices):
    """Whether a person has checked a record against the text (核对状态)."""

    UNREVIEWED = "unreviewed", "未核对"
    REVIEWED = "reviewed", "已核对"


class TaskQuerySet(RecordQuerySet):
    def published(self) -> Self:
        """The tasks readers may see."""
        return self.current().filter(document__is_published=True, document__standing="current")

    def in_document_order(self) -> Self:
        """By document, the newest first, then as they stand in it."""
        return self.order_by(models.F("document__issued_on").desc(nulls_last=True), "document_id", "order")


class Task(Record):
    """An item that sets work (任务). `key` is the ordinals from the top joined by "." (2.1.14), stable in addresses;
    `number` and `title` as printed; `heading_path` the headings above it."""

    correctable = ("number", "title", "body", "responsibility_text")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="tasks", verbose_name="文件")
    section = models.ForeignKey(
        Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks", verbose_name="层次"
    )
    key = models.CharField("位置", max_length=60)
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
        ]
        indexes: ClassVar = [models.Index(fields=["document", "order"])]

    def __str__(self) -> str:
        return f"{self.number}{self.display_title}"

    def get_absolute_url(self) -> str:
        return reverse("tasks:detail", args=[self.document.slug, self.key])

    @property
    def display_title(self) -> str:
        """The title, or the first clause of the body where the item has none of its own."""
        return self.title or self.body.partition("。")[0].partition("，")[0][:60]
