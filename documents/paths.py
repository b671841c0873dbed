"""The name of a view and what its page is about → the address of the page. A page names hundreds of others, many of
them often, and Django works an address out each time."""

from functools import lru_cache
from typing import Final

from django.urls import get_script_prefix, get_urlconf, reverse

KEPT: Final = 20_000  # addresses in each process, some 6 MB


def path_to(view: str, *parts: str) -> str:
    """The address of the page."""
    return kept_path(get_script_prefix(), get_urlconf(), view, parts)


@lru_cache(maxsize=KEPT)
def kept_path(prefix: str, urlconf: str | None, view: str, parts: tuple[str, ...]) -> str:
    """The same, below this prefix and by these patterns."""
    return reverse(view, urlconf, args=parts)
