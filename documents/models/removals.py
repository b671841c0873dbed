"""Texts that the law said to remove: that they were here, and why they are not, stays."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models

from documents.models.installation import Installation


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


class RemovedAddress(models.Model):
    """The address of a document that was removed (移除的网址), as a digest that only this installation makes: who asks
    for it again is told that it is gone, and nobody reads from it what it was."""

    digest = models.UUIDField("网址摘要", primary_key=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "移除的网址"

    def __str__(self) -> str:
        return str(self.digest)

    @classmethod
    def keep(cls, slugs: Iterable[str]) -> None:
        """Keep the addresses of a document that is being removed."""
        installation = Installation.this()
        digests = {installation.name_for(f"removed/{slug}") for slug in slugs}
        cls.objects.bulk_create([cls(digest=digest) for digest in digests], ignore_conflicts=True)

    @classmethod
    def has(cls, slug: str) -> bool:
        """Whether a document at this address was removed."""
        return cls.objects.filter(pk=Installation.this().name_for(f"removed/{slug}")).exists()
