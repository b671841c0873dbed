"""What `manage.py check` says of this installation."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

from documents.search.meaning.encoders import PACKAGE, is_installed


@register()
def meaning_is_installed(**_: Any) -> list[CheckMessage]:
    """A setting that asks for a package which is not there changes nothing, and says so."""
    if not settings.SEARCH_MEANING or is_installed():
        return []
    hint = "pip install --require-hashes -r requirements-meaning.txt, then manage.py rebuild_meaning"
    return [Warning(f"SEARCH_MEANING is on, but {PACKAGE} is not installed.", hint=hint, id="documents.W001")]
