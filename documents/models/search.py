"""What is searched: an entry for each document, task, target and agency, beside the full-text index over them."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class SearchEntry(models.Model):
    """One thing that search can find (检索条目): the record's words by field, as they stand in the record, and its
    tags: facts to filter and count by (d12 the document, g630000 the region, a7.lead an agency and its role …).

    Entries are made by documents.search.index alone, together with their row of the full-text index.
    """

    class Kind(models.TextChoices):
        TASK = "task", "任务"
        DOCUMENT = "document", "文件"
        TARGET = "target", "指标"
        AGENCY = "agency", "机构"

    tags = models.TextField("标记")  # the first column: counting facets reads it alone, from very many rows
    kind = models.CharField("类别", max_length=8, choices=Kind)
    object_id = models.BigIntegerField("记录")
    document_id = models.BigIntegerField("文件", null=True)
    dated = models.DateField("成文日期", null=True)
    position = models.PositiveIntegerField("次序", default=0)
    title = models.TextField("标题")
    agency = models.TextField("机构")
    heading = models.TextField("上级标题")
    body = models.TextField("正文")

    class Meta:
        verbose_name = verbose_name_plural = "检索条目"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="one_entry_per_record"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["task", "document", "target", "agency"]), name="entry_kind_known"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["document_id"], name="entry_document")]

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"


class PendingEntry(models.Model):
    """A line of the outbox (待送检索的条目): an entry, written or removed, of which the search cluster has yet to
    be told. Written with the entry, in one transaction; its number is the version under which the cluster is told.

    Lines are made and taken out by documents.search.cluster.outbox alone.
    """

    entry = models.BigIntegerField("条目")  # which may be gone
    since = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "待送检索的条目"

    def __str__(self) -> str:
        return f"{self.entry}"
