"""Documents: source texts, their sections, the agencies they name."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "公文"
