"""Where an agency used to be found: addresses and official names that lead to another agency's page now."""

from typing import ClassVar

from django.db import models

from documents.models.agencies import Agency


class AgencyAddress(models.Model):
    """A former address of an agency (旧网址), with the official name that stood there: an agency merged into this
    one, or this one before it was renamed. Addresses and documents that use either keep leading here."""

    slug = models.SlugField("网址名", max_length=120, unique=True, allow_unicode=True)
    name = models.CharField("名称", max_length=120, db_index=True)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="addresses", verbose_name="机构")
    made_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "旧网址"
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return self.slug
