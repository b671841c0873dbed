"""The site as an app, so that it may own commands and pages."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "policykb"
    verbose_name = "政策知识库"
