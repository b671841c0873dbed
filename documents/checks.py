"""What `manage.py check` says of this installation."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from documents.search.cluster.connection import PACKAGE as CLIENT
from documents.search.cluster.connection import is_client_installed, is_used, nodes_of, try_out
from documents.search.cluster.faults import SearchAway
from documents.search.meaning.encoders import PACKAGE, is_installed


@register()
def meaning_is_installed(**_: Any) -> list[CheckMessage]:
    """A setting that asks for a package which is not there changes nothing, and says so."""
    if not settings.SEARCH_MEANING or is_installed():
        return []
    hint = "pip install --require-hashes -r requirements-meaning.txt, then manage.py rebuild_meaning"
    return [Warning(f"SEARCH_MEANING is on, but {PACKAGE} is not installed.", hint=hint, id="documents.W001")]


@register()
def search_can_be_asked(**_: Any) -> list[CheckMessage]:
    """A SEARCH_URL that cannot be right is an error; a cluster that does not answer now, a warning: the site does much
    without it."""
    if not is_used():
        return []
    if not is_client_installed():
        hint = "pip install --require-hashes -r requirements-search.txt"
        return [Error(f"SEARCH_URL is set, but {CLIENT} is not installed.", hint=hint, id="documents.E001")]
    try:
        nodes_of(settings.SEARCH_URL)
        try_out()
    except ValueError as wrong:
        return [Error(str(wrong), id="documents.E002")]
    except SearchAway as away:
        return [Warning(str(away), id="documents.W002")]
    return []
