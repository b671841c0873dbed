"""The site's settings as the tests want them: fast, and the same whatever the environment of the machine says."""

import os

os.environ |= {"DEBUG": "False", "SECRET_KEY": "not a secret, only for tests"}
os.environ.pop("ALLOWED_HOSTS", None)
os.environ.pop("DATABASE_REPLICAS", None)
os.environ.pop("BACKGROUND", None)

from policykb.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "originals": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {  # each page is worked out
    name: {"BACKEND": "django.core.cache.backends.dummy.DummyCache"} for name in ("default", "questions")
}
WHITENOISE_AUTOREFRESH = True  # serve what stands in static/: nothing has been collected
if SEARCH_URL := os.environ.get("SEARCH_URL", ""):  # of each process its own index
    SEARCH_URL = f"{SEARCH_URL}/policykb-{os.environ.get('PYTEST_XDIST_WORKER', 'tests')}"
SEARCH_LOG_DAYS = 0  # nothing is written behind the back of a test
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
