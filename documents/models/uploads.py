"""Files that staff have sent but not yet confirmed."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from documents.models.works import Work


class StagedFile(models.Model):
    """A file between its preview and its confirmation (待入库文件). It stays on the server, so that what is stored is
    what was previewed; only who sent it may confirm it. One of a work waits for its turn."""

    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, verbose_name="上传人")
    sent_at = models.DateTimeField("上传时间", auto_now_add=True)
    name = models.CharField("文件名", max_length=255)
    data = models.BinaryField("内容")
    work = models.ForeignKey(
        Work, on_delete=models.CASCADE, null=True, related_name="files", verbose_name="后台工作"
    )  # that stores it without a preview

    class Meta:
        verbose_name = verbose_name_plural = "待入库文件"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name
