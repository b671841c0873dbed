"""Deadlines: by when, once or again and again."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from simple_history.models import HistoricalRecords

from documents.models import Document, Record, RecordQuerySet, Section
from documents.models.provenance import record_constraints, span_constraint
from tasks.extraction import values
from tasks.models.targets import Precision
from tasks.models.tasks import Task


class DeadlineQuerySet(RecordQuerySet):
    def published(self) -> Self:
        """The deadlines readers may see."""
        return self.current().filter(document__is_published=True, document__standing="current")

    def due_from(self, today: date) -> Self:
        """Those whose last day is not past, and those that come back."""
        return self.filter(models.Q(due_on__gte=today) | ~models.Q(recurrence=""))

    def general(self, document: Document) -> Self:
        """The days that a document sets as a whole, in no task."""
        general = self.filter(document=document, task=None, due_on__isnull=False)
        return general.select_related("section").order_by("due_on", "order")

    def with_place(self) -> Self:
        """With the document, section and task each stands in."""
        return self.select_related("document__region", "section__document", "task__document").defer(
            "task__body", "task__responsibility_text"
        )


class Deadline(Record):
    """By when (完成时限): a last day with the precision of the words, a recurrence (例行), or both."""

    class Recurrence(models.TextChoices):
        YEARLY = values.Recurrence.YEARLY.value, "每年"
        YEAR_END = values.Recurrence.YEAR_END.value, "每年年底"
        HALF_YEARLY = values.Recurrence.HALF_YEARLY.value, "每半年"
        QUARTERLY = values.Recurrence.QUARTERLY.value, "每季度"
        MONTHLY = values.Recurrence.MONTHLY.value, "每月"
        ONGOING = values.Recurrence.ONGOING.value, "长期坚持"

    correctable = ("due_on", "precision", "recurrence")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="deadlines", verbose_name="文件")
    task = models.ForeignKey(
        Task, on_delete=models.CASCADE, null=True, blank=True, related_name="deadlines", verbose_name="任务"
    )
    section = models.ForeignKey(
        Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="deadlines", verbose_name="层次"
    )
    due_on = models.DateField("最后期限", null=True, blank=True)
    precision = models.CharField("精度", max_length=11, choices=Precision, blank=True)
    recurrence = models.CharField("例行", max_length=11, choices=Recurrence, blank=True)
    quote = models.CharField("原文", max_length=300, blank=True)
    order = models.PositiveIntegerField("次序", default=0)
    start = models.PositiveIntegerField("起", null=True, blank=True, editable=False)
    end = models.PositiveIntegerField("止", null=True, blank=True, editable=False)
    history = HistoricalRecords(verbose_name="历史")

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "期限"
        ordering: ClassVar = ["document", "order", "pk"]
        constraints: ClassVar = [
            *record_constraints("deadline"),
            span_constraint("deadline"),
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=True, precision="")
                | (models.Q(due_on__isnull=False) & ~models.Q(precision="")),
                name="due_date_with_precision",
                violation_error_message="最后期限与精度须同时填写。",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=False) | ~models.Q(recurrence=""),
                name="deadline_says_when",
                violation_error_message="最后期限与例行至少填一项。",
            ),
            models.CheckConstraint(
                condition=models.Q(recurrence__in=["", *(r.value for r in values.Recurrence)]),
                name="recurrence_known",
            ),
        ]

    def __str__(self) -> str:
        return self.quote or str(self.due_on)
