"""What search by meaning keeps: stretches of the entries as vectors, made by documents.search.meaning alone."""

from typing import ClassVar

from django.db import models

from documents.models.search import SearchEntry


class Passage(models.Model):
    """One stretch of an entry's text as a vector (语义片段): which one of the entry's, by which model it was made, a
    digest of all stretches of the entry, and the vector's values, a signed byte each."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="passages", verbose_name="检索条目")
    number = models.PositiveIntegerField("次序")
    model = models.CharField("模型", max_length=64)
    digest = models.CharField("摘要", max_length=64)
    vector = models.BinaryField("向量")

    class Meta:
        verbose_name = verbose_name_plural = "语义片段"
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "number"], name="one_passage_in_a_place")]

    def __str__(self) -> str:
        return f"{self.entry_id}.{self.number}"
