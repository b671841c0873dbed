"""Policy terms: words the segmenter keeps whole, their synonyms, and the topics among them."""

from typing import ClassVar, Self

from django.db import models
from simple_history.models import HistoricalRecords


class TermQuerySet(models.QuerySet):
    def topics(self) -> Self:
        """The terms that have a page of their own."""
        return self.filter(is_topic=True)


class Term(models.Model):
    """A policy term (术语) such as 绿电直连; `synonyms` are found with it. A topic (专题) also gathers tasks; the
    list of topics names it under its field (领域)."""

    name = models.CharField("术语", max_length=40, unique=True)
    slug = models.SlugField("网址名", max_length=60, unique=True, allow_unicode=True)
    synonyms = models.JSONField("同义词", default=list, blank=True)
    is_topic = models.BooleanField("专题", default=False)
    field = models.CharField("领域", max_length=20, blank=True, help_text="专题一览按领域分组，如“能源电力”。")
    history = HistoricalRecords(verbose_name="历史")

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "术语与专题"
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.CheckConstraint(condition=~models.Q(name=""), name="term_not_empty")]

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> list[str]:
        """The term and its synonyms."""
        return [self.name, *self.synonyms]
