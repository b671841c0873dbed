"""What each app declares as searchable (SOURCES in its indexing module) → entries kept in step, one record or all."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

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


def rebuild(progress: Callable[[int], Any] = lambda number: None) -> tuple[int, int]:
    """Write every entry again, in steps small enough that search and editing go on; how many were written and how
    many, of records that are gone, removed."""
    written = removed = 0
    for source in entry_sources():
        source.refresh()
        pks = sorted(source.visible().values_list("pk", flat=True))
        for start in range(0, len(pks), BATCH):
            some = pks[start : start + BATCH]
            source.update(some)
            written += len(some)
            progress(len(some))
        stale = set(SearchEntry.objects.filter(kind=source.kind).values_list("object_id", flat=True)) - set(pks)
        source.update(stale)
        removed += len(stale)
    if is_own_kept():
        own_engine().remove_strays()
        own_engine().optimise()
    return written, removed
