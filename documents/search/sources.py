"""What each app declares as searchable (SOURCES in its indexing module) → entries kept in step, one record or all."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import QuerySet
from django.utils.module_loading import module_has_submodule

from documents.models import SearchEntry
from documents.search.engines import is_own_kept, own_engine
from documents.search.entries import Entry
from documents.search.expressions import EVERYTHING
from documents.search.index import BATCH, remove, write


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of record: which of them readers may see, how they become entries, and what of them follows from the
    dictionary, to be worked out anew before all entries are."""

    kind: str
    visible: Callable[[], QuerySet[Any]]
    entries: Callable[[QuerySet[Any]], Iterator[Entry]]
    refresh: Callable[[], Any] = lambda: None

    def update(self, pks: Collection[int]) -> None:
        """Bring the entries of these records in step: written where readers may see them, else removed."""
        pks = set(pks)
        seen = set(self.visible().filter(pk__in=pks).values_list("pk", flat=True)) if pks else set()
        if pks - seen:
            remove(self.kind, pks - seen)
        if seen:
            write(self.entries(self.visible().filter(pk__in=seen)))

    def count(self) -> int:
        """How many records readers may see."""
        return self.visible().count()


def entry_sources() -> list[Source]:
    """The sources of all installed apps."""
    return [
        source
        for config in apps.get_app_configs()
        if config.module and module_has_submodule(config.module, "indexing")
        for source in import_module(f"{config.name}.indexing").SOURCES
    ]


def is_wanting() -> bool:
    """Whether the index lacks entries, or all of them: their tables have been made anew."""
    entries = SearchEntry.objects.count()
    if not entries:
        return any(source.count() for source in entry_sources())
    return is_own_kept() and own_engine().frequencies([EVERYTHING], entries)[0] < entries


def is_empty() -> bool:
    """Whether the index has nothing, though there is what could be found. A cluster is not asked: most pages do
    without it."""
    has_entries = own_engine().frequencies([EVERYTHING], 1)[0] if is_own_kept() else SearchEntry.objects.exists()
    return not has_entries and any(source.visible().exists() for source in entry_sources())


class Place(NamedTuple):
    """How far a rebuilding has come: in which source, after which of its records."""

    source: int
    after: int


START = Place(0, 0)


def rebuild_some(place: Place) -> tuple[Place | None, int, int]:
    """Write the next entries again, few enough that search and editing go on; the place to go on from, None at the end,
    how many were written and how many, of records that are gone, removed. Safe to repeat."""
    sources, removed = entry_sources(), 0
    for number in range(place.source, len(sources)):
        source, after = sources[number], place.after if number == place.source else 0
        if not after:
            source.refresh()
        visible = source.visible().order_by("pk").values_list("pk", flat=True)
        if pks := list(visible.filter(pk__gt=after)[:BATCH]):
            source.update(pks)
            return Place(number, pks[-1]), len(pks), removed
        stale = set(SearchEntry.objects.filter(kind=source.kind).values_list("object_id", flat=True)) - set(visible)
        source.update(stale)
        removed += len(stale)
    if is_own_kept():
        own_engine().remove_strays()
        own_engine().optimise()
    return None, 0, removed


def rebuild(progress: Callable[[int], Any] = lambda number: None) -> tuple[int, int]:
    """Write every entry again, in steps; how many were written and how many removed."""
    written = removed = 0
    place: Place | None = START
    while place:
        place, some, gone = rebuild_some(place)
        written, removed = written + some, removed + gone
        progress(some)
    return written, removed
