"""Deadlines: by when, once or repeatedly."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models
from simple_history.models import HistoricalRecords

from documents.models import Document, Section
from documents.models.provenance import record_constraints, span_constraint
from tasks.extraction import values
from tasks.models.placed import PlacedQuerySet, PlacedRecord
from tasks.models.targets import Precision
from tasks.models.tasks import Task


class DeadlineQuerySet(PlacedQuerySet):
    def in_years(self, years: Iterable[str]) -> Self:
        """Those that fall due once in one of the years; "recurring" and "none" (without a day) may stand among them."""
        wanted = set(years)
        condition = models.Q(recurrence="", due_on__year__in=[int(year) for year in wanted if year.isdecimal()])
        if "recurring" in wanted:
            condition |= ~models.Q(recurrence="")
        if "none" in wanted:
            condition |= models.Q(recurrence="", due_on=None)
        return self.filter(condition)

    def reaching(self) -> Self:
        """Those that hold for the items below their section."""
        return self.filter(reaches=True, due_on__isnull=False, section__isnull=False)

    def of_documents(self, documents: Iterable[int]) -> Self:
        """Those that these documents set outside their tasks, or for the items of a part; `is_given` says whether one
        names who has to act or receives something."""
        parties: Any = self.model._meta.get_field("parties").related_model
        named = parties._default_manager.current().filter(deadline=models.OuterRef("pk"))
        outside = self.filter(models.Q(task=None) | models.Q(reaches=True), document__in=documents)
        return outside.annotate(is_given=models.Exists(named))

    def with_parties(self) -> Self:
        """Fetch with them their current parties, and the agencies of these."""
        parties: Any = self.model._meta.get_field("parties").related_model
        return self.prefetch_related(
            models.Prefetch("parties", parties._default_manager.current().select_related("agency"))
        )

    def with_duties(self) -> Self:
        """Fetch with them the current duties of their tasks, and the agencies of these."""
        duties: Any = Task._meta.get_field("responsibilities").related_model
        current = duties._default_manager.current().select_related("agency")
        return self.prefetch_related(models.Prefetch("task__responsibilities", current, to_attr="duties"))


class Deadline(PlacedRecord):
    """By when (完成时限): a last day `due_on` with its precision, a recurrence (例行), a term (期限), or several of
    these.

    The fields are those of DeadlineMention: `rule` says how a day was got that is not printed; `in_month` (within
    its period) and `on_day` are those printed for a recurrence, whose `due_on` is then the first such day. One that
    `reaches` (及于以下) stands above items and holds for each of them.
    """

    class Recurrence(models.TextChoices):
        YEARLY = values.Recurrence.YEARLY.value, "每年"
        YEAR_END = values.Recurrence.YEAR_END.value, "每年年底"
        HALF_YEARLY = values.Recurrence.HALF_YEARLY.value, "每半年"
        QUARTERLY = values.Recurrence.QUARTERLY.value, "每季度"
        MONTHLY = values.Recurrence.MONTHLY.value, "每月"
        EVERY_N_YEARS = values.Recurrence.EVERY_N_YEARS.value, "每几年"
        ONGOING = values.Recurrence.ONGOING.value, "长期坚持"

    class TermUnit(models.TextChoices):
        DAY = values.TermUnit.DAY.value, "日"
        MONTH = values.TermUnit.MONTH.value, "个月"
        YEAR = values.TermUnit.YEAR.value, "年"

    class Anchor(models.TextChoices):
        ISSUED = values.Anchor.ISSUED.value, "成文"
        PRINTED = values.Anchor.PRINTED.value, "印发"
        PUBLISHED = values.Anchor.PUBLISHED.value, "发布"
        EFFECTIVE = values.Anchor.EFFECTIVE.value, "施行"
        EVENT = values.Anchor.EVENT.value, "某事之后"
        NONE = values.Anchor.NONE.value, "未写明"

    correctable = (
        "due_on", "precision", "recurrence", "interval", "in_month", "on_day", "term_count", "term_unit", "term_anchor",
        "rule", "reaches",
    )  # fmt: skip

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="deadlines", verbose_name="文件")
    task = models.ForeignKey(
        Task, on_delete=models.CASCADE, null=True, blank=True, related_name="deadlines", verbose_name="任务"
    )
    section = models.ForeignKey(
        Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="deadlines", verbose_name="层次"
    )
    due_on = models.DateField("最后期限", null=True, blank=True)
    precision = models.CharField("精度", max_length=11, choices=Precision, blank=True)
    recurrence = models.CharField("例行", max_length=13, choices=Recurrence, blank=True)
    interval = models.PositiveSmallIntegerField("间隔年数", null=True, blank=True)
    in_month = models.PositiveSmallIntegerField(
        "例行月份", null=True, blank=True, help_text="每季度的填 1—3，每半年的填 1—6"
    )
    on_day = models.PositiveSmallIntegerField("例行日", null=True, blank=True)
    term_count = models.PositiveSmallIntegerField("期限长短", null=True, blank=True)
    term_unit = models.CharField("期限单位", max_length=5, choices=TermUnit, blank=True)
    term_anchor = models.CharField("起算", max_length=9, choices=Anchor, blank=True)
    rule = models.CharField("推算依据", max_length=100, blank=True)
    reaches = models.BooleanField(
        "及于以下各项", default=False, help_text="写在一部分的标题或开头，对其下各项任务都适用"
    )
    quote = models.CharField("原文", max_length=300, blank=True)
    order = models.PositiveIntegerField("次序", default=0)
    start = models.PositiveIntegerField("起", null=True, blank=True, editable=False)
    end = models.PositiveIntegerField("止", null=True, blank=True, editable=False)
    history = HistoricalRecords(verbose_name="历史")

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "期限"
        ordering: ClassVar = ["document", "order", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["document"], condition=models.Q(reaches=True), name="deadline_reaching")
        ]
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
                condition=models.Q(due_on__isnull=False)
                | ~models.Q(recurrence="")
                | models.Q(term_count__isnull=False),
                name="deadline_says_when",
                violation_error_message="最后期限、例行与期限长短至少填一项。",
            ),
            models.CheckConstraint(
                condition=models.Q(recurrence__in=["", *(r.value for r in values.Recurrence)]),
                name="recurrence_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    recurrence=values.Recurrence.EVERY_N_YEARS.value, interval__isnull=False, interval__gte=2
                )
                | (models.Q(interval__isnull=True) & ~models.Q(recurrence=values.Recurrence.EVERY_N_YEARS.value)),
                name="every_few_years_with_number",
                violation_error_message="例行为“每几年”时须填间隔年数（2 以上），其他例行不填。",
            ),
            models.CheckConstraint(
                condition=models.Q(in_month__isnull=True, on_day__isnull=True) | ~models.Q(recurrence=""),
                name="recurring_day_recurs",
                violation_error_message="例行月份与例行日只用于例行期限。",
            ),
            models.CheckConstraint(
                condition=(models.Q(in_month__isnull=True) | models.Q(in_month__range=(1, 12)))
                & (models.Q(on_day__isnull=True) | models.Q(on_day__range=(1, 31))),
                name="recurring_day_exists",
                violation_error_message="例行月份应在 1—12 之间，例行日应在 1—31 之间。",
            ),
            models.CheckConstraint(
                condition=models.Q(term_count__isnull=True, term_unit="", term_anchor="")
                | models.Q(
                    term_count__isnull=False,
                    term_unit__in=[unit.value for unit in values.TermUnit],
                    term_anchor__in=[anchor.value for anchor in values.Anchor],
                ),
                name="term_whole",
                violation_error_message="期限长短、期限单位与起算须同时填写。",
            ),
            models.CheckConstraint(
                condition=models.Q(rule="") | models.Q(due_on__isnull=False) | models.Q(term_count__isnull=False),
                name="rule_of_a_day",
                violation_error_message="推算依据只用于最后期限或期限长短。",
            ),
        ]

    def __str__(self) -> str:
        return self.quote or str(self.due_on)

    def reaches_task(self, task: Task) -> bool:
        """Whether it stands above the task and holds for it."""
        if not self.reaches or self.section is None or self.document_id != task.document_id or self.task_id == task.pk:
            return False
        return task.key.startswith(f"{self.section.key}.")

    @property
    def term(self) -> values.Term | None:
        """The term as a value, with the words of the text where they are stored; None where it has none."""
        if self.term_count is None:
            return None
        unit, anchor = values.TermUnit(self.term_unit), values.Anchor(self.term_anchor)
        return values.Term(
            self.term_count, unit, anchor, self.quote or f"{self.term_count}{self.get_term_unit_display()}内"
        )
