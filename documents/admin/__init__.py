"""Staff editing of documents, agencies and terms (公文)."""

from django.contrib import admin

from documents.admin import changes, corrections, documents, registry, search_log
from documents.admin.fields import PlainFields
from documents.admin.records import RecordAdmin

admin.site.site_header = "政策知识库 管理"
admin.site.site_title = "政策知识库"
admin.site.index_title = "编辑"
admin.site.enable_nav_sidebar = False  # the forms need the width

__all__ = ["PlainFields", "RecordAdmin", "changes", "corrections", "documents", "registry", "search_log"]
