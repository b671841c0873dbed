"""Decisions about many items of the review list at once: what they changed, so that it can be put back."""

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class BulkDecision(models.Model):
    """One decision about many items (批量核对). `action` names it as the list does (note.dismiss), `said` tells it in
    words; `changes` holds for each row that it changed the model, the key and the values before and after. Rows are
    deleted a day later, when nothing is undone any more: the histories tell the rest."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, verbose_name="操作人")
    at = models.DateTimeField("时间", auto_now_add=True)
    action = models.CharField("决定", max_length=30)
    said = models.CharField("说明", max_length=300)
    changes = models.JSONField("改动", encoder=DjangoJSONEncoder)
    undone_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "批量核对"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.said
