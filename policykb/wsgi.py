"""WSGI entry point, for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policykb.settings")

application = get_wsgi_application()

from documents.search.segmenter import segmenter  # noqa: E402 - beside models, which settings come before

# Workers forked from here (gunicorn --preload) share the dictionary, and nobody's first search waits for it.
segmenter().warm()
