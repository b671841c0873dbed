"""Every text of a document that was ever stored; none is overwritten."""

from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.db import models

from documents.text.spans import Alignment, Piece


class DocumentVersion(models.Model):
    """A text of a document as it was found (版本): the file's name and the SHA-256 of its bytes, its characters (原文),
    their reading (读本) and the alignment between them. One of a document's versions is its current text; the others
    are earlier ones, or copies (副本): the same text in another file."""

    document = models.ForeignKey("Document", on_delete=models.PROTECT, related_name="versions", verbose_name="文件")
    file_name = models.CharField("源文件名", max_length=255)
    sha256 = models.CharField("源文件摘要", max_length=64, unique=True)
    size = models.PositiveBigIntegerField("字节数", null=True)  # None where only the characters were kept
    format = models.CharField("格式", max_length=5)
    encoding = models.CharField("编码", max_length=20)
    source = models.TextField("原文")
    reading = models.TextField("读本")
    pieces = models.JSONField("对照", default=list)
    title = models.CharField("标题", max_length=300, blank=True)
    dated = models.DateField("日期", null=True)
    is_copy = models.BooleanField("副本", default=False)
    extractor = models.CharField("提取程序", max_length=16, blank=True)
    stored_at = models.DateTimeField("入库时间", auto_now_add=True)
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="入库人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "版本"
        ordering: ClassVar = ["document", "-stored_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    @cached_property
    def alignment(self) -> Alignment:
        """The way from the reading text to the source."""
        return Alignment(tuple(Piece(*piece) for piece in self.pieces))

    def source_line(self, position: int) -> int:
        """The line of the source, counted from 1, that the reading text's character at `position` stands in."""
        return self.source.count("\n", 0, self.alignment.source_offset(position)) + 1


class TextMark(models.Model):
    """One of the marks by which texts that are much alike are found among many (指纹)."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="marks", verbose_name="版本")
    mark = models.BigIntegerField("指纹", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "指纹"

    def __str__(self) -> str:
        return f"{self.mark:08x}"
