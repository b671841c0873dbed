"""Agencies that were merged into others: what moved, so that it can move back."""

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from documents.models.agencies import Agency


class AgencyMerge(models.Model):
    """A merger of one agency into another (合并), with the columns of the one that is gone and the keys of all that
    changed hands. It outlives `into`, which comes back with its key where a later merger of its own is undone."""

    name = models.CharField("原名称", max_length=120)
    into = models.ForeignKey(
        Agency, on_delete=models.DO_NOTHING, db_constraint=False, related_name="mergers", verbose_name="并入"
    )
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, verbose_name="合并人")
    merged_at = models.DateTimeField("合并时间", auto_now_add=True)
    moved = models.JSONField("去向", encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = verbose_name_plural = "机构合并"
        ordering: ClassVar = ["-merged_at", "-pk"]

    def __str__(self) -> str:
        return self.name
