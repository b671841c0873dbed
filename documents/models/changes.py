"""What changed, when and by whom; and one number that tells whether anything did."""

from typing import ClassVar, Final, Self
from uuid import uuid4

from django.conf import settings
from django.db import models

FORMER: Final = 200  # tokens kept of the states before


class Revision(models.Model):
    """The state of all records (修订号), one row: `number` counts the transactions that changed something, `token` is
    another after each of them, also where a number returns because an older copy of the database was put back.
    `former` are the tokens of the last states before. Whoever holds the lock of its row is the one writer. It is
    raised by documents.records.writing alone."""

    number = models.PositiveBigIntegerField("修订号", default=0)
    token = models.UUIDField("标记", default=uuid4, editable=False)
    former = models.JSONField("以前的标记", default=list, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "修订号"

    def __str__(self) -> str:
        return str(self.number)

    def advance(self, steps: int = 1) -> None:
        """Go on to another state: the number raised by so many steps, another token."""
        self.former = [*self.former, self.token.hex][-FORMER:]
        self.number, self.token = self.number + steps, uuid4()
        self.save(update_fields=["number", "token", "former"])


class ChangeQuerySet(models.QuerySet):
    def of(self, *labels: str) -> Self:
        """The changes of records of these models (documents.agency)."""
        return self.filter(model__in=labels)

    def last_revision(self) -> int:
        """The revision of the last of these changes, 0 where there is none."""
        return self.aggregate(last=models.Max("revision"))["last"] or 0


class Change(models.Model):
    """One change of one record (变动). What a new document brings with it is told by the change of the document."""

    class Cause(models.TextChoices):
        """By which door a change came in (途径)."""

        INGEST = "ingest", "入库"
        EDIT = "edit", "人工更正"
        IMPORT = "import", "表格导入"
        REVIEW = "review", "核对"
        REGISTRY = "registry", "名录维护"
        REMOVAL = "removal", "依法移除"

    class Kind(models.TextChoices):
        """What became of the record (变动种类)."""

        CREATED = "created", "新增"
        UPDATED = "updated", "更新"
        SUPERSEDED = "superseded", "不再提取到"
        WITHDRAWN = "withdrawn", "撤除"
        RESTORED = "restored", "恢复"
        REMOVED = "removed", "删除"

    revision = models.PositiveBigIntegerField("修订号", db_index=True)
    at = models.DateTimeField("时间", db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, verbose_name="操作人")
    cause = models.CharField("途径", max_length=8, choices=Cause)
    kind = models.CharField("变动", max_length=10, choices=Kind)
    model = models.CharField("记录类型", max_length=50)
    object_id = models.CharField("记录", max_length=20)
    document_id = models.BigIntegerField("文件", null=True, db_index=True)
    task_id = models.BigIntegerField("任务", null=True)
    name = models.CharField("名称", max_length=120)
    fields = models.JSONField("字段", default=list)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "变动"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["model", "object_id", "revision"], name="change_of_record"),
            models.Index(fields=["task_id", "revision"], name="change_in_task"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"
