"""The site as an app, so that it may own commands and pages."""

from django.apps import AppConfig
from django.core import checks

from policykb.checks import check_deployment, check_settings


class SiteConfig(AppConfig):
    name = "policykb"
    verbose_name = "政策知识库"

    def ready(self) -> None:
        """Have the settings checked at each start."""
        checks.register(check_settings)
        checks.register(check_deployment, checks.Tags.security, deploy=True)
