"""Parties of deadlines: who has to act by then, and to whom it is reported, beside the duties of a task."""

from typing import ClassVar, Self

from django.db import models
from simple_history.models import HistoricalRecords

from documents.models import Agency, Document, Record, RecordQuerySet
from documents.models.provenance import record_constraints, span_constraint
from tasks.extraction.party_values import PartyGroup, PartyRole
from tasks.models.deadlines import Deadline


class DeadlinePartyQuerySet(RecordQuerySet):
    def published(self) -> Self:
        """The parties readers may see."""
        return self.current().filter(
            deadline__standing="current", document__is_published=True, document__standing="current"
        )


class DeadlineParty(Record):
    """A party of a deadline (期限当事单位): an agency that its sentence names, or all that have a role in the document
    (`group`: 各牵头部门); one of the two."""

    class Role(models.TextChoices):
        ACTS = PartyRole.ACTS.value, "承办"
        RECEIVES = PartyRole.RECEIVES.value, "接收"

    class Group(models.TextChoices):
        LEADS = PartyGroup.LEADS.value, "本文件各牵头单位"
        SUPPORTS = PartyGroup.SUPPORTS.value, "本文件各配合单位"
        ALL = PartyGroup.ALL.value, "本文件各责任单位"

    correctable = ("role", "agency_id", "group")

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="deadline_parties", verbose_name="文件"
    )
    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="parties", verbose_name="期限")
    role = models.CharField("角色", max_length=8, choices=Role)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="deadline_parties", verbose_name="机构"
    )
    group = models.CharField("按角色统称", max_length=8, choices=Group, blank=True)
    as_written = models.CharField("原文写作", max_length=300, blank=True)
    order = models.PositiveIntegerField("次序", default=0)
    start = models.PositiveIntegerField("起", null=True, blank=True, editable=False)
    end = models.PositiveIntegerField("止", null=True, blank=True, editable=False)
    history = HistoricalRecords(verbose_name="历史")

    objects = DeadlinePartyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "期限当事单位"
        ordering: ClassVar = ["deadline", "order", "pk"]
        constraints: ClassVar = [
            *record_constraints("party"),
            span_constraint("party"),
            models.CheckConstraint(condition=models.Q(role__in=[r.value for r in PartyRole]), name="party_role"),
            models.CheckConstraint(
                condition=models.Q(agency__isnull=False, group="")
                | models.Q(agency__isnull=True, group__in=[g.value for g in PartyGroup]),
                name="party_is_an_agency_or_a_group",
                violation_error_message="机构与按角色统称须填一项，且只填一项。",
            ),
        ]

    @property
    def task_id(self) -> int | None:
        """The task that its deadline belongs to."""
        return self.deadline.task_id

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.agency or self.get_group_display()}"
