"""Citations: other documents that a text names."""

from typing import ClassVar, Self

from django.db import models
from simple_history.models import HistoricalRecords

from documents.models import Document, Record
from documents.models.keys import KeyField
from documents.models.provenance import record_constraints, span_constraint
from documents.structure.document_number import number_key, parse_document_number
from documents.text.title_key import title_key
from tasks.extraction import values
from tasks.models.placed import InDocumentQuerySet
from tasks.models.tasks import Task


class RelationKind(models.TextChoices):
    """How a document stands to one that it cites (文件关系)."""

    BASED_ON = values.RelationKind.BASED_ON.value, "制定依据"
    IMPLEMENTS = values.RelationKind.IMPLEMENTS.value, "贯彻落实"
    ISSUES = values.RelationKind.ISSUES.value, "印发"
    AMENDS = values.RelationKind.AMENDS.value, "修改"
    REPEALS = values.RelationKind.REPEALS.value, "废止"
    EXPLAINS = values.RelationKind.EXPLAINS.value, "解读"


class CitationQuerySet(InDocumentQuerySet):
    def with_places(self) -> Self:
        """Fetch with them their documents and tasks, and the documents they cite."""
        return self.select_related("document", "task__document", "cited").defer(
            "task__body", "task__responsibility_text"
        )

    def of(self, words: str) -> Self:
        """Those whose document number is `words` in any spelling, or whose title or number contains them."""
        if number := parse_document_number(words):
            words = str(number)
        return self.filter(models.Q(title__icontains=words) | models.Q(number__icontains=words))


class Citation(Record):
    """Another document named in the text (引文). `cited` is its record where it is stored here, else None."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="citations", verbose_name="文件")
    task = models.ForeignKey(
        Task, on_delete=models.CASCADE, null=True, blank=True, related_name="citations", verbose_name="任务"
    )
    title = models.CharField("题名", max_length=300, blank=True)
    number = models.CharField("发文字号", max_length=60, blank=True)
    title_key = KeyField("题名检索键", of="title", make=title_key, max_length=300)
    number_key = KeyField("字号检索键", of="number", make=number_key, max_length=60)
    cited = models.ForeignKey(
        Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="cited_by", verbose_name="所引文件"
    )
    relation = models.CharField("关系", max_length=10, choices=RelationKind, blank=True)
    order = models.PositiveIntegerField("次序", default=0)
    start = models.PositiveIntegerField("起", null=True, blank=True, editable=False)
    end = models.PositiveIntegerField("止", null=True, blank=True, editable=False)

    history = HistoricalRecords(verbose_name="历史")

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "引文"
        ordering: ClassVar = ["document", "order"]
        indexes: ClassVar = [models.Index(fields=["relation", "cited"])]
        constraints: ClassVar = [
            *record_constraints("citation"),
            span_constraint("citation"),
            models.CheckConstraint(
                condition=~models.Q(title="", number=""),
                name="citation_names_a_document",
                violation_error_message="题名与发文字号至少填一项。",
            ),
        ]

    def __str__(self) -> str:
        return f"《{self.title}》{self.number}"
