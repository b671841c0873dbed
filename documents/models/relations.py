"""How one document stands to another: about it, perhaps a version of it, or a different one of the same name."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from documents.models.documents import Document


class RelationQuerySet(models.QuerySet):
    def undecided(self) -> Self:
        """Those that wait for a person, of documents that still count."""
        return self.filter(is_decided=False, document__standing="current", to__standing="current")

    def to_be_read(self) -> Self:
        """The decided ones between documents that readers may see."""
        seen = {"is_published": True, "standing": "current"}
        both = {f"{end}__{name}": value for end in ("document", "to") for name, value in seen.items()}
        return self.filter(is_decided=True, **both).exclude(kind=Relation.Kind.DIFFERENT)


class Relation(models.Model):
    """A document's relation to a known one (文件关系). The program decides only what is certain; of the rest it keeps
    what speaks for which (`evidence`), and a person decides."""

    class Kind(models.TextChoices):
        EXPLAINS = "explains", "解读"
        VERSION = "version", "另一版本"
        COPY = "copy", "副本"
        DIFFERENT = "different", "不同文件"
        UNSURE = "unsure", "待定"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="relations", verbose_name="文件")
    to = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="related", verbose_name="相关文件")
    kind = models.CharField("关系", max_length=9, choices=Kind)
    evidence = models.CharField("依据", max_length=300, blank=True)
    is_decided = models.BooleanField("已定", default=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="决定人"
    )
    decided_at = models.DateTimeField("决定时间", null=True)

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文件关系"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "to"], name="one_relation_of_two_documents"),
            models.CheckConstraint(condition=~models.Q(document=models.F("to")), name="no_relation_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.document}：{self.get_kind_display()}《{self.to}》"
