"""The sets as they stand, read from the database once and then only where they changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

from django.db import connection
from pyroaring import BitMap

from documents.models import Revision, TagSet
from documents.tag_sets.sets import Sets

# Sets in memory are brought in step after a change, which takes one query more. All are read again where they are not
# of a state before: the database is another, older copy.


@dataclass(slots=True)
class Shelf:
    """The sets of a database in this process, of the revision with this number and token."""

    number: int = 0
    token: UUID | None = None
    sets: Sets = field(default_factory=Sets)
    lock: Lock = field(default_factory=Lock)


_shelves: dict[str, Shelf] = {}


def current_sets() -> Sets:
    """The sets of all records that readers may see, as of the last writing that is closed. Takes one query, after a
    change three."""
    shelf = _shelves.setdefault(f"{connection.alias} {connection.settings_dict['NAME']}", Shelf())  # a replica's apart
    number, token = Revision.objects.filter(pk=1).values_list("number", "token").first() or (0, None)
    with shelf.lock:
        if shelf.token != token or token is None:
            is_later = shelf.token is not None and shelf.token in former_tokens()
            changed = read(shelf.number if is_later else None)
            shelf.sets = (shelf.sets if is_later else Sets()).changed(changed)
            shelf.number, shelf.token = number, token
        return shelf.sets


def former_tokens() -> set[UUID]:
    """The tokens of the last states before this one."""
    former = Revision.objects.filter(pk=1).values_list("former", flat=True).first() or []
    return set(map(UUID, former))


def read(since: int | None) -> Iterable[tuple[str, str, BitMap]]:
    """The sets that changed since that revision; all for None."""
    rows = TagSet.objects.all() if since is None else TagSet.objects.filter(revision__gt=since)
    for kind, tag, members in rows.values_list("kind", "tag", "members").iterator(chunk_size=5000):
        yield kind, tag, BitMap.deserialize(bytes(members))
