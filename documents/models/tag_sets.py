"""Sets of records by tag, which totals and facets are counted from."""

from typing import ClassVar

from django.db import models


class TagSet(models.Model):
    """The records of one kind that carry a tag (标记集): `members` are their primary keys as a Roaring bitmap,
    `revision` is the one in which they last changed. Rows are made by documents.tag_sets alone."""

    kind = models.CharField("类别", max_length=8)
    tag = models.CharField("标记", max_length=40)
    members = models.BinaryField("记录")
    revision = models.PositiveBigIntegerField("修订号", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "标记集"
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "tag"], name="one_set_per_tag")]

    def __str__(self) -> str:
        return f"{self.kind} {self.tag}"
