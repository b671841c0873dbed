"""Targets: what is to be reached."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import ClassVar, Self

from django.db import models
from simple_history.models import HistoricalRecords

from documents.models import Document, Section
from documents.models.provenance import record_constraints, span_constraint
from tasks.extraction import values
from tasks.indicators import spellings
from tasks.models.placed import PlacedQuerySet, PlacedRecord
from tasks.models.tasks import Task


class Precision(models.TextChoices):
    """How exactly a date was given (日期精度); the date itself is the last day it allows."""

    DAY = values.Precision.DAY.value, "日"
    MONTH = values.Precision.MONTH.value, "月"
    QUARTER = values.Precision.QUARTER.value, "季度"
    YEAR = values.Precision.YEAR.value, "年"
    PLAN_PERIOD = values.Precision.PLAN_PERIOD.value, "规划期"


class TargetQuerySet(PlacedQuerySet):
    def about(self, words: str) -> Self:
        """Those whose indicator or quote contains each of the words, of which the first 16 count."""
        stand = [models.Q(indicator__icontains=word) | models.Q(quote__icontains=word) for word in words.split()[:16]]
        return self.filter(*stand)

    def mentioning(self, words: Iterable[str]) -> Self:
        """Those whose quote contains one of the words."""
        return self.filter(reduce(or_, (models.Q(quote__icontains=word) for word in words)))

    def of_indicators(self, indicators: Iterable[str]) -> Self:
        """Those with one of the indicators, in any of its spellings."""
        every = sorted(set().union(*(spellings(indicator) for indicator in indicators)))
        return self.filter(indicator__in=every) if every else self.none()

    def of_indicator(self, indicator: str) -> Self:
        """Those with the indicator, in any of its spellings; of one too short for that only as it is written."""
        return self.filter(indicator__in=spellings(indicator) or {indicator})


class Target(PlacedRecord):
    """What is to be reached (目标): an indicator (指标) with a value, or, if qualitative, without. `task` is None
    where it stands outside all tasks."""

    class Comparator(models.TextChoices):
        REACH = values.Comparator.REACH.value, "达到"
        AT_LEAST = values.Comparator.AT_LEAST.value, "不低于"
        AT_MOST = values.Comparator.AT_MOST.value, "不超过"
        OVER = values.Comparator.OVER.value, "超过"
        UNDER = values.Comparator.UNDER.value, "低于"
        ABOUT = values.Comparator.ABOUT.value, "左右"
        BETWEEN = values.Comparator.BETWEEN.value, "介于"
        RISE = values.Comparator.RISE.value, "上升"
        FALL = values.Comparator.FALL.value, "下降"
        COVER = values.Comparator.COVER.value, "全覆盖"

    correctable = (
        "indicator", "comparator", "bound", "value", "value_high", "unit", "baseline_year", "deadline", "precision",
    )  # fmt: skip

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="targets", verbose_name="文件")
    task = models.ForeignKey(
        Task, on_delete=models.CASCADE, null=True, blank=True, related_name="targets", verbose_name="任务"
    )
    section = models.ForeignKey(
        Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="targets", verbose_name="层次"
    )
    indicator = models.CharField("指标", max_length=300)
    comparator = models.CharField("比较", max_length=8, choices=Comparator, blank=True)
    bound = models.CharField(
        "升降幅度", max_length=8, choices=Comparator, blank=True, help_text="上升或下降多少：如“增长7%以上”是不低于7%。"
    )
    value = models.DecimalField("指标值", max_digits=20, decimal_places=6, null=True, blank=True)
    value_high = models.DecimalField("上限值", max_digits=20, decimal_places=6, null=True, blank=True)
    unit = models.CharField("单位", max_length=20, blank=True)
    baseline_year = models.PositiveSmallIntegerField("基期年", null=True, blank=True)
    deadline = models.DateField("期限", null=True, blank=True)
    precision = models.CharField("期限精度", max_length=11, choices=Precision, blank=True)
    quote = models.CharField("原文", max_length=500, blank=True)
    order = models.PositiveIntegerField("次序", default=0)
    start = models.PositiveIntegerField("起", null=True, blank=True, editable=False)
    end = models.PositiveIntegerField("止", null=True, blank=True, editable=False)
    history = HistoricalRecords(verbose_name="历史")

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "指标"
        ordering: ClassVar = ["document", "order", "pk"]
        indexes: ClassVar = [models.Index(fields=["indicator"])]
        constraints: ClassVar = [
            *record_constraints("target"),
            span_constraint("target"),
            models.CheckConstraint(
                condition=models.Q(value_high__isnull=True)
                | models.Q(value__isnull=False, value_high__gte=models.F("value")),
                name="target_range_in_order",
                violation_error_message="上限值不能小于指标值；只有上限值时请填指标值。",
            ),
            models.CheckConstraint(
                condition=models.Q(deadline__isnull=True, precision="")
                | (models.Q(deadline__isnull=False) & ~models.Q(precision="")),
                name="target_deadline_with_precision",
                violation_error_message="期限与期限精度须同时填写。",
            ),
            models.CheckConstraint(
                condition=models.Q(comparator__in=["", *(c.value for c in values.Comparator)]),
                name="comparator_known",
            ),
        ]

    def __str__(self) -> str:
        return self.quote or self.indicator
