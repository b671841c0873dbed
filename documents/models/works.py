"""What takes longer than a request: how far it is, and what became of each of its parts."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q

from documents.models.documents import Document


class WorkQuerySet(models.QuerySet):
    def with_refusals(self) -> Self:
        """Each with how many of its parts were refused (`refusals`)."""
        return self.annotate(refusals=Count("lines", filter=Q(lines__is_refused=True)))


class Work(models.Model):
    """Something long that is done in small steps (后台工作), each in a transaction of its own that also counts it here:
    `done` of `total`. Files that wait for it are its StagedFiles, deleted with their step. One that was stopped is
    finished, too."""

    class Kind(models.TextChoices):
        UPLOAD = "upload", "文件入库"
        INDEX = "index", "重建检索索引"

    kind = models.CharField("工作", max_length=6, choices=Kind.choices)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, verbose_name="发起人"
    )
    started_at = models.DateTimeField("发起时间", auto_now_add=True)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    stopped_at = models.DateTimeField("停止时间", null=True, blank=True)
    total = models.PositiveIntegerField("总数")
    done = models.PositiveIntegerField("已完成", default=0)
    publishes = models.BooleanField("新文件即公开", default=False)

    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "后台工作"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.done} / {self.total}"


class WorkLine(models.Model):
    """What became of one part of a work, as of one file: its document, or why it was refused."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="lines", verbose_name="工作")
    name = models.CharField("文件", max_length=255)
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, verbose_name="入库为")
    said = models.TextField("结果")
    is_refused = models.BooleanField("未入库", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "工作结果"
        ordering: ClassVar = ["-is_refused", "pk"]

    def __str__(self) -> str:
        return f"{self.name}：{self.said}"
