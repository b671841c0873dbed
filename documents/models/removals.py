"""Texts that the law said to remove: that they were here, and why they are not, stays."""

from typing import ClassVar

from django.db import models


class Removal(models.Model):
    """The removal of a text (依法移除), known by the SHA-256 of its file, so that the same file does not come back by
    another ingest. Of what the text said nothing stays."""

    sha256 = models.CharField("源文件摘要", max_length=64, unique=True)
    reason = models.TextField("理由")
    removed_at = models.DateTimeField("时间", auto_now_add=True)
    removed_by = models.CharField("操作人", max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "依法移除"
        ordering: ClassVar = ["-removed_at"]

    def __str__(self) -> str:
        return self.sha256
