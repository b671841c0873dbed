"""Responsibilities: which agency does what in a task."""

from typing import Any, ClassVar, Self

from django.db import models
from simple_history.models import HistoricalRecords

from documents.models import Agency, Record, RecordQuerySet, Region
from documents.models.provenance import record_constraints, span_constraint
from tasks.extraction import values
from tasks.models.tasks import Task


class ResponsibilityQuerySet(RecordQuerySet):
    def published(self) -> Self:
        """The duties readers may see."""
        return self.current().filter(
            task__standing="current", task__document__is_published=True, task__document__standing="current"
        )

    def in_region(self, region: Region | None) -> Self:
        """Those in documents of a region; all for None."""
        return self.filter(task__document__region=region) if region else self

    def counted(self) -> models.QuerySet[Any, dict[str, Any]]:
        """For each agency, document and role the number of duties, as mappings (`count`)."""
        return self.order_by().values("agency", "task__document", "role").annotate(count=models.Count("pk"))


class Responsibility(Record):
    """An agency's duty in a task (责任): its role, the basis for it, and the words it was read from. An inherited
    duty names the earlier task; its span is there."""

    class Role(models.TextChoices):
        LEAD = values.Role.LEAD.value, "牵头"
        SUPPORT = values.Role.SUPPORT.value, "配合"
        IMPLEMENT = values.Role.IMPLEMENT.value, "落实"

    class Basis(models.TextChoices):
        EXPLICIT = values.Basis.EXPLICIT.value, "写明"
        FIRST_LISTED = values.Basis.FIRST_LISTED.value, "首列"
        LISTED = values.Basis.LISTED.value, "同列"
        INHERITED = values.Basis.INHERITED.value, "承前"

    correctable = ("agency_id", "role", "basis")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="responsibilities", verbose_name="任务")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="responsibilities", verbose_name="机构")
    role = models.CharField("角色", max_length=9, choices=Role)
    basis = models.CharField("依据", max_length=12, choices=Basis, default=Basis.EXPLICIT)
    inherited_from = models.ForeignKey(
        Task, on_delete=models.PROTECT, null=True, blank=True, related_name="passed_on", verbose_name="承自"
    )
    as_written = models.CharField("原文写作", max_length=300, blank=True)
    order = models.PositiveIntegerField("次序", default=0)
    start = models.PositiveIntegerField("起", null=True, blank=True, editable=False)
    end = models.PositiveIntegerField("止", null=True, blank=True, editable=False)
    history = HistoricalRecords(verbose_name="历史")

    objects = ResponsibilityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "责任"
        ordering: ClassVar = ["task", "order", "pk"]
        constraints: ClassVar = [
            *record_constraints("responsibility"),
            span_constraint("responsibility"),
            models.UniqueConstraint(
                fields=["task", "agency"], name="no_duty_twice", violation_error_message="这个机构在本任务中已有责任。"
            ),
            models.CheckConstraint(condition=models.Q(role__in=[r.value for r in values.Role]), name="role_known"),
            models.CheckConstraint(condition=models.Q(basis__in=[b.value for b in values.Basis]), name="basis_known"),
            models.CheckConstraint(
                condition=models.Q(basis="inherited", inherited_from__isnull=False)
                | (~models.Q(basis="inherited") & models.Q(inherited_from__isnull=True)),
                name="inherited_duty_names_its_source",
                violation_error_message="依据为“承前”时须写明承自哪项任务；其他依据不写。",
            ),
            models.CheckConstraint(
                condition=models.Q(inherited_from__isnull=True) | ~models.Q(inherited_from=models.F("task")),
                name="no_duty_from_itself",
                violation_error_message="责任不能承自本任务自身。",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["agency", "role"])]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.agency}"
