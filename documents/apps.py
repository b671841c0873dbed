"""Documents: source texts, their sections, the agencies they name."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "公文"

    def ready(self) -> None:
        """Register the checks."""
        from documents import checks  # noqa: F401
