"""Targets: what is to be reached."""

from collections.abc import Iterable
from datetime import date
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
    def due_from(self, today: date) -> Self:
        """Those whose last day is today or later."""
        return self.filter(deadline__gte=today)

    def in_year(self, year: int) -> Self:
        """Those whose last day is in the year."""
        return self.filter(deadline__year=year)

    def at_time(self, time: str, today: date) -> Self:
        """Those due before today ("past"), later this year ("this-year"), in later years ("ahead"), or without a day
        ("none"). Raises KeyError for another `time`."""
        conditions = {
            "past": models.Q(deadline__lt=today),
            "this-year": models.Q(deadline__gte=today, deadline__year=today.year),
            "ahead": models.Q(deadline__year__gt=today.year),
            "none": models.Q(deadline=None),
        }
        return self.filter(conditions[time])

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

    def values_first(self, order: str) -> Self:
        """Those with a value first, sorted as by `in_order`; then the others by document, the newest first."""
        keys = {"year": "deadline", "indicator": "indicator"}.get(order)
        by_document = (models.F("document__issued_on").desc(nulls_last=True), "document_id", "order", "pk")
        number = models.Case(models.When(value__isnull=False, then=0), default=1)
        if keys is None:
            return self.order_by(number, *by_document)
        key = models.Case(models.When(value__isnull=False, then=models.F(keys)))
        day = models.Case(models.When(value__isnull=False, then=models.F("deadline")))
        return self.order_by(number, key.asc(nulls_last=True), day.asc(nulls_last=True), *by_document)

    def in_order(self, order: str) -> Self:
        """Sorted by "year" (undated ones last, in a year those with a value first), "indicator" or "document". Raises
        KeyError for another `order`."""
        day = models.F("deadline").asc(nulls_last=True)
        number = models.Case(models.When(value__isnull=False, then=0), default=1)
        orders = {
            "year": (day, number, "document_id", "order", "pk"),
            "indicator": ("indicator", day, "pk"),
            "document": (models.F("document__issued_on").desc(nulls_last=True), "document_id", "order", "pk"),
        }
        return self.order_by(*orders[order])

    def by_year(self) -> list[tuple[int | None, int, int]]:
        """For each year the number of targets with and without a value; the year None comes last."""
        days = self.order_by("deadline").values_list("deadline").annotate(models.Count("pk"), models.Count("value"))
        counts: dict[int | None, list[int]] = {}
        for day, every, valued in days:
            count = counts.setdefault(day.year if day else None, [0, 0])
            count[0] += valued
            count[1] += every - valued
        years = sorted(counts, key=lambda year: (year is None, year))
        return [(year, *counts[year]) for year in years]

    def counts(self, today: date) -> dict[str, int]:
        """The number of targets in all (""), at each time (see `at_time`) and of each kind: quantified, qualitative."""
        this_year = models.Q(deadline__year=today.year)
        row = self.aggregate(
            every=models.Count("pk"),
            quantified=models.Count("value"),
            past=models.Count("pk", filter=models.Q(deadline__lt=today)),
            this_year=models.Count("pk", filter=this_year & models.Q(deadline__gte=today)),
            ahead=models.Count("pk", filter=models.Q(deadline__year__gt=today.year)),
            dated=models.Count("deadline"),
        )
        times = {"past": row["past"], "this-year": row["this_year"], "ahead": row["ahead"]}
        kinds = {"quantified": row["quantified"], "qualitative": row["every"] - row["quantified"]}
        return {"": row["every"], **times, "none": row["every"] - row["dated"], **kinds}


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
