"""What is wrong with a source, and what the program did not dare to say of it."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from documents.models.documents import Document
from documents.models.keys import KeyField
from documents.models.provenance import span_constraint
from documents.text.notes import NoteKind, wording

NOTE_KINDS = [
    (NoteKind.PAGE_BREAK.value, "分页"),
    (NoteKind.FOREIGN_WORD.value, "外文"),
    (NoteKind.UNPAIRED_MARK.value, "标点不成对"),
    (NoteKind.HOLE.value, "缺文"),
    (NoteKind.LOST_HEADING.value, "标题缺失"),
    (NoteKind.REORDERED.value, "次序已调整"),
    (NoteKind.UNCERTAIN_PLACE.value, "位置存疑"),
    (NoteKind.MISSING_ATTACHMENT.value, "缺附件"),
    (NoteKind.DOUBTFUL_CHARACTER.value, "文字存疑"),
    (NoteKind.NUMBERING.value, "序号异常"),
    (NoteKind.UNREAD_CLAUSE.value, "责任未读出"),
    (NoteKind.UNKNOWN_AGENCY.value, "机构未识别"),
    (NoteKind.UNREAD_TARGET.value, "指标未读出"),
    (NoteKind.UNREAD_DATE.value, "日期未读出"),
    (NoteKind.NO_TASKS.value, "无任务"),
    (NoteKind.UNREAD_TABLE.value, "表格未读出"),
    (NoteKind.NOT_STORED.value, "未能入库"),
    (NoteKind.DROPPED.value, "更正随条文变动"),
    (NoteKind.SHORTENED.value, "未能全存"),
    (NoteKind.MERGED_ROW.value, "表中行并入条文"),
    (NoteKind.LEFT_OUT.value, "版面文字"),
]


class SourceNote(models.Model):
    """A defect of the source or an abstention of the program (校记), with the words it is about. `wording` is what
    equal notes have in common: the message without the words and numbers in it."""

    class State(models.TextChoices):
        OPEN = "open", "待处理"
        DONE = "done", "已处理"
        DISMISSED = "dismissed", "不需处理"
        GONE = "gone", "不再出现"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="notes", verbose_name="文件")
    kind = models.CharField("种类", max_length=20, choices=NOTE_KINDS)
    message = models.CharField("说明", max_length=500)
    wording = KeyField("说法", of="message", make=wording, max_length=120, db_index=False)
    quote = models.CharField("原文", max_length=300, blank=True)
    start = models.PositiveIntegerField("起", null=True, blank=True)
    end = models.PositiveIntegerField("止", null=True, blank=True)
    state = models.CharField("处理", max_length=9, choices=State, default=State.OPEN)
    reason = models.CharField("处理说明", max_length=200, blank=True)
    history = HistoricalRecords(verbose_name="历史")

    class Meta:
        verbose_name = verbose_name_plural = "校记"
        ordering: ClassVar = ["document", "start", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in NoteKind]), name="note_kind_known"
            ),
            span_constraint("note"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "kind", "wording", "document"], name="note_waiting")]

    def __str__(self) -> str:
        return self.message
