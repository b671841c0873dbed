"""Sections: the numbered parts of a document."""

from typing import ClassVar

from django.db import models

from documents.models.provenance import Record, RecordQuerySet, record_constraints, span_constraint


class SectionStatus(models.TextChoices):
    """How much of a section the text still has (完整程度)."""

    COMPLETE = "complete", "完整"
    PARTIAL = "partial", "有缺文"
    MISSING = "missing", "缺失"


class Section(Record):
    """A numbered part of a document (层次), item or heading; `key` is its ordinals joined by "."."""

    correctable = ("title",)

    document = models.ForeignKey(
        "documents.Document", on_delete=models.CASCADE, related_name="sections", verbose_name="文件"
    )
    key = models.CharField("位置", max_length=60)
    number = models.CharField("序号", max_length=30, blank=True)
    title = models.CharField("标题", max_length=300, blank=True)
    level = models.PositiveSmallIntegerField("层级")
    order = models.PositiveIntegerField("次序")
    start = models.PositiveIntegerField("起", null=True)
    end = models.PositiveIntegerField("止", null=True)
    heading_end = models.PositiveIntegerField("标题止", null=True)
    own_end = models.PositiveIntegerField("本级正文止", null=True)
    status = models.CharField("完整程度", max_length=8, choices=SectionStatus, default=SectionStatus.COMPLETE)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "层次"
        ordering: ClassVar = ["document", "order"]
        constraints: ClassVar = [
            *record_constraints("section"),
            span_constraint("section"),
            models.UniqueConstraint(fields=["document", "key"], name="section_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}{self.title}"

    @property
    def anchor(self) -> str:
        """Its place on the document's page: 2.1.14 → s2-1-14."""
        return "s" + self.key.replace(".", "-")

    def get_absolute_url(self) -> str:
        return f"{self.document.get_absolute_url()}#{self.anchor}"
