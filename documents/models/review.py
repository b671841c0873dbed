"""The review list, as something that staff may have the right to see and to decide."""

from typing import ClassVar

from documents.models.notes import SourceNote


class Review(SourceNote):
    """What needs a person (待核对): open notes, and beside them unknown agencies and proposals. A name for the list
    in the admin and for the rights that belong to no one table; it has no rows of its own."""

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "待核对"
        permissions: ClassVar = [
            ("approve_proposal", "采纳新提取值"),
            ("merge_agency", "确认、合并、拆分机构"),
            ("publish_document", "公开文件"),
        ]
