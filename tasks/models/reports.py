"""Errors that readers report at a clause, documents that they ask for, and what staff answer."""

from secrets import token_urlsafe
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Value, When
from django.urls import reverse
from simple_history.models import HistoricalRecords

from documents.models import Document, DocumentVersion
from tasks.models.tasks import Task


class ReportQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Those without a last word, the ones that nobody has looked at first, then the oldest."""
        is_seen = Case(When(state=Report.State.SENT, then=Value(0)), default=Value(1))
        return self.filter(state__in=Report.OPEN).order_by(is_seen, "reported_at", "pk")


class Report(models.Model):
    """An error that a reader reported (差错报告). It keeps the words as they were then (`quote`, in this `text`)
    and follows the task wherever that goes. Who knows the `token` sees state and answer, and nothing else.

    A request for a document (请求收录) is one too: `place` is what it is called by, and `document` what it was taken in
    as, none until then.

    `sender` tells for a day how often one address reports; `contact` goes some time after the answer.
    """

    class Kind(models.TextChoices):
        """What is wrong (差错种类)."""

        WORDS = "words", "文字与印发原件不符"
        DUTY = "duty", "责任单位或角色"
        TARGET = "target", "指标"
        DEADLINE = "deadline", "期限"
        ORIGIN = "origin", "来源或时效"
        OTHER = "other", "其他"
        WANTED = "wanted", "请求收录"

    class State(models.TextChoices):
        """How far it is (处理状态)."""

        SENT = "sent", "已提交"
        RECEIVED = "received", "收到"
        MENDED = "mended", "已改"
        DECLINED = "declined", "不改"

    OPEN = (State.SENT, State.RECEIVED)
    WANTED_STATES: ClassVar = {**dict(State.choices), State.MENDED: "已收录", State.DECLINED: "不收"}

    token = models.CharField("查询码", max_length=43, unique=True, default=token_urlsafe, editable=False)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="reports", verbose_name="文件"
    )
    task = models.ForeignKey(
        Task, on_delete=models.SET_NULL, null=True, blank=True, related_name="reports", verbose_name="任务"
    )
    text = models.ForeignKey(
        DocumentVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="所见文本"
    )
    place = models.CharField("所指条文", max_length=300)
    quote = models.TextField("当时的原文", blank=True)
    kind = models.CharField("差错种类", max_length=8, choices=Kind)
    description = models.TextField("报告内容")
    contact = models.CharField("联系方式", max_length=100, blank=True)
    sender = models.CharField("来处摘要", max_length=64, blank=True, db_index=True, editable=False)
    reported_at = models.DateTimeField("报告时间")
    state = models.CharField("处理状态", max_length=8, choices=State, default=State.SENT)
    answer = models.TextField("答复", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="答复人",
    )
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    history = HistoricalRecords(verbose_name="历史", excluded_fields=["contact", "sender"])

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "差错报告"
        ordering: ClassVar = ["-reported_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state="declined", answer=""),
                name="report_declined_with_a_reason",
                violation_error_message="不改的，请在答复中写明理由，报告人看得到。",
            ),
            models.CheckConstraint(
                condition=models.Q(document__isnull=False) | (models.Q(kind="wanted") & ~models.Q(state="mended")),
                name="report_names_its_document",
                violation_error_message="已收录的，请写明收录为哪份文件。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}：{self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.token])

    @property
    def is_wanted(self) -> bool:
        """Whether it asks for a document."""
        return self.kind == self.Kind.WANTED

    @property
    def state_words(self) -> str:
        """How far it is, in the words of its kind."""
        return str(self.WANTED_STATES[self.state] if self.is_wanted else self.get_state_display())

    @property
    def is_answered(self) -> bool:
        """Whether it has the last word of staff."""
        return self.state not in self.OPEN
