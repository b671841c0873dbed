"""WSGI entry point, for gunicorn."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policykb.settings")

application = get_wsgi_application()


def make_ready() -> None:
    """Load the pages and the dictionary: workers forked from here (gunicorn's preload_app) share them, and no reader
    waits for them. Nothing here opens the database, whose connections may not be shared."""
    import_module(settings.ROOT_URLCONF)
    import_module("documents.search.words.segmenter").segmenter().warm()


make_ready()
