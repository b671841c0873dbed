"""The search log: what is asked of the search and opened from it, counted by day, without anything of who asked."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from documents.models.search import SearchEntry

OPENABLE = SearchEntry.Kind.choices


class SearchLogQuerySet(models.QuerySet):
    def questions(self) -> Self:
        """The lines of what was asked, without those of what was opened."""
        return self.filter(opened="")

    def by_question(self) -> Self:
        """Each question once, by its last line, with how often it was asked (`asked`), on how many days (`days`), and
        how often a hit of it was opened (`openings`)."""
        every = self.model._default_manager.filter(key=OuterRef("key")).order_by()
        later = every.filter(opened="", day__gt=OuterRef("day"))
        asked = every.filter(opened="").values("key").annotate(n=Sum("times")).values("n")
        days = every.filter(opened="").values("key").annotate(n=models.Count("pk")).values("n")
        openings = every.exclude(opened="").values("key").annotate(n=Sum("times")).values("n")
        return self.questions().filter(~Exists(later)).annotate(
            asked=Subquery(asked), days=Subquery(days), openings=Coalesce(Subquery(openings), 0)
        )  # fmt: skip


class SearchLogLine(models.Model):
    """How often one text was searched on one day (检索记录), or how often one hit of it was opened: then `opened` and
    `record` name the entry, else they are empty. Nothing tells of a person: no address, user, session or time of day.
    No record, and no change is told of it: pages do not depend on it. It is kept for settings.SEARCH_LOG_DAYS."""

    day = models.DateField("日期")
    key = models.CharField("查询摘要", max_length=10, editable=False)
    query = models.CharField("检索词", max_length=200)
    full = models.PositiveIntegerField("含全部词语", default=0)
    partial = models.PositiveIntegerField("只含一部分", default=0)
    opened = models.CharField("点开的类别", max_length=8, choices=OPENABLE, blank=True)
    record = models.BigIntegerField("点开的记录", default=0)
    times = models.PositiveIntegerField("次数", default=0)

    objects = SearchLogQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "检索记录"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "key", "opened", "record"], name="search_log_line_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["key", "opened"], name="search_log_key")]

    def __str__(self) -> str:
        return f"{self.query} {self.day}"
