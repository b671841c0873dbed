"""Documents and who issued them."""

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from documents.models.agencies import Agency, Region
from documents.models.document_kinds import ENDED_OR_AMENDED, DocumentKind, Validity
from documents.models.keys import KeyField
from documents.models.provenance import Record, RecordQuerySet, Standing, record_constraints
from documents.models.sections import Section
from documents.models.versions import DocumentVersion
from documents.paths import path_to
from documents.structure import values
from documents.structure.document_number import number_key, parse_document_number
from documents.text.title_key import title_key
from documents.text.web_addresses import web_address

NO_ADDRESS = "这不是网页地址。请填官方公布页的网址，以 http:// 或 https:// 开头，如 https://www.gov.cn/zhengce/1.htm。"


class DocumentQuerySet(RecordQuerySet):
    def published(self) -> Self:
        """The documents readers may see."""
        return self.current().filter(is_published=True)

    def for_listing(self) -> Self:
        """Published documents with what a row shows, the newest first, undated ones last."""
        return (
            self.published()
            .select_related("region")
            .prefetch_related("issuing_agencies")
            .order_by(models.F("issued_on").desc(nulls_last=True), "pk")
        )

    def for_reading(self) -> Self:
        """Published documents that have a text, with it and region, issuing agencies, sections and notes."""
        return (
            self.published()
            .filter(text__isnull=False)
            .select_related("text", "region")
            .prefetch_related(
                models.Prefetch("issuances", DocumentAgency.objects.select_related("agency")),
                models.Prefetch("sections", Section.objects.current().order_by("order")),
                "notes",
            )
        )

    def cited_as(self, words: str) -> Self:
        """Those that `words` names: by number in any spelling, else by a part of the title."""
        if number := parse_document_number(words):
            return self.filter(number_key=number.key)
        return self.filter(models.Q(title__icontains=words) | models.Q(document_number__icontains=words))

    def naming(self, agency: Agency) -> Self:
        """Those in which the agency has a duty."""
        duty = {"tasks__responsibilities__agency": agency, "tasks__responsibilities__standing": "current"}
        tasks = self.model._default_manager.filter(tasks__standing="current", **duty)
        return self.filter(pk__in=tasks.order_by().values("pk"))


class Document(Record):
    """A policy document (公文)."""

    correctable = (
        "title", "notice_title", "document_number", "genre", "kind", "region_id", "issued_on", "published_on",
        "printed_on", "effective_on", "approved_by", "validity", "source_url", "publisher",
        "retrieved_on", "period_from", "period_until", "period_words",
    )  # fmt: skip

    slug = models.SlugField("网址名", max_length=120, unique=True, allow_unicode=True)
    title = models.CharField("标题", max_length=300)
    notice_title = models.CharField("通知标题", max_length=300, blank=True)
    document_number = models.CharField("发文字号", max_length=60, blank=True)
    number_key = KeyField("字号检索键", of="document_number", make=number_key, max_length=60)
    title_key = KeyField("标题检索键", of="title", make=title_key, max_length=300)
    genre = models.CharField("体裁", max_length=20, blank=True)
    kind = models.CharField("种类", max_length=14, choices=DocumentKind, default=DocumentKind.OTHER)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="地区"
    )
    issuing_agencies = models.ManyToManyField(
        Agency, through="DocumentAgency", related_name="issued_documents", verbose_name="发文机关"
    )
    addressees = models.JSONField("主送机关", default=list, blank=True)
    issued_on = models.DateField("成文日期", null=True, blank=True)
    published_on = models.DateField("发布日期", null=True, blank=True)
    printed_on = models.DateField("印发日期", null=True, blank=True)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    approved_by = models.CharField("审议机关", max_length=100, blank=True)
    validity = models.CharField("时效性", max_length=8, choices=Validity, default=Validity.UNKNOWN)
    source_url = models.URLField("原文网址", max_length=500, blank=True)
    publisher = models.CharField("发布单位", max_length=100, blank=True)
    retrieved_on = models.DateField("取得日期", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name="修改或废止它的文件",
    )
    validity_note = models.CharField("效力说明", max_length=200, blank=True)
    missing_attachments = models.JSONField("缺失附件", default=list, blank=True)
    period_from = models.PositiveSmallIntegerField("规划期起年", null=True, blank=True)
    period_until = models.DateField("规划期末", null=True, blank=True)
    period_words = models.CharField("规划期原文", max_length=60, blank=True)
    period_start = models.PositiveIntegerField("规划期位置", null=True, blank=True, editable=False)
    text = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="现行文本"
    )
    is_published = models.BooleanField("公开", default=True)
    ingested_at = models.DateTimeField("入库时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)
    history = HistoricalRecords(verbose_name="历史")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文件"
        ordering: ClassVar = [models.F("issued_on").desc(nulls_last=True), "pk"]
        indexes: ClassVar = [models.Index(fields=["validity"]), models.Index(fields=["effective_on"])]
        constraints: ClassVar = [
            *record_constraints("document"),
            models.CheckConstraint(condition=~models.Q(title=""), name="document_title_not_empty"),
            models.CheckConstraint(
                condition=models.Q(source_url="")
                | models.Q(source_url__startswith="http://")
                | models.Q(source_url__startswith="https://"),
                name="document_source_url_is_a_web_address",
                violation_error_message="原文网址只能以 http:// 或 https:// 开头。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return path_to("documents:detail", self.slug)

    def clean(self) -> None:
        """Refuse what is no address of a web page, and a document that ends itself."""
        super().clean()
        if self.pk is not None and self.replaced_by_id == self.pk:
            raise ValidationError({"replaced_by": "一份文件不能由它自己修改或废止。"})
        if self.replaced_by_id and self.validity not in ENDED_OR_AMENDED:
            raise ValidationError({"validity": "填了修改或废止它的文件，请在时效中选定已修改、已失效或已废止。"})
        address = web_address(self.source_url)
        if self.source_url and not address:
            raise ValidationError({"source_url": NO_ADDRESS})
        self.source_url = address

    @property
    def can_be_read(self) -> bool:
        """Whether readers may see it (see `published`)."""
        return self.is_published and self.standing == Standing.CURRENT

    @property
    def sets_work(self) -> bool:
        """Whether it is of a kind that sets tasks and targets, or of none that is known."""
        kind = values.DocumentKind(self.kind)
        return kind.sets_work or kind is values.DocumentKind.OTHER

    @property
    def name(self) -> str:
        """How a reader calls it: its number where it has one, else its title."""
        return self.document_number or self.title


class DocumentAgency(models.Model):
    """One of a document's issuing agencies, in signing order."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="issuances", verbose_name="文件")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="issuances", verbose_name="发文机关")
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "发文机关"
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "agency"], name="one_issuance_per_agency")]

    def __str__(self) -> str:
        return str(self.agency)
