"""Words in; the address (网址名) of a new record, which no other of its kind has, out."""

from collections.abc import Collection
from itertools import chain, count

from django.utils.text import slugify

LONGEST = 100


def slug_of(words: str, otherwise: str = "") -> str:
    """The words as they stand in an address, `otherwise` where none of them can: 省能源局（1） → 省能源局1."""
    return slugify(words, allow_unicode=True)[:LONGEST] or otherwise


def free_slug(base: str, taken: Collection[str]) -> str:
    """The address itself, or, where it is taken, with the first number that is free: 青海省能源局-2."""
    numbered = (f"{base}-{serial}" for serial in count(2))
    return next(slug for slug in chain([base], numbered) if slug not in taken)
