"""What each app declares of its records' tags (TAGGED in its tagging module)."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from django.apps import apps
from django.db.models import QuerySet
from django.utils.module_loading import module_has_submodule

Tags = Iterator[tuple[int, Sequence[str]]]  # a record's key and the tags it carries
AT_A_TIME: Final = 500  # keys in one query


@dataclass(frozen=True, slots=True)
class Tagged:
    """One kind of record that is counted by tag: which of them readers may see and what they carry.

    A change of a record of the models `by_document` (documents.document) may change the tags of all that belong to its
    document, by the field `document`; one of the models `by_task` those of what belongs to its task, by the field
    `task`. One that `is_of_index` changes where entries of the search index are written or removed, and only there.
    """

    kind: str
    visible: Callable[[], QuerySet[Any]]
    tags: Callable[[QuerySet[Any]], Tags]
    by_document: frozenset[str]
    by_task: frozenset[str] = frozenset()
    document: str = "document"
    task: str = "task"
    is_of_index: bool = False

    def carried(self, field: str, keys: Collection[int]) -> Tags:
        """The tags of those that readers may see and whose `field` has one of these keys."""
        ordered = sorted(keys)
        for start in range(0, len(ordered), AT_A_TIME):
            yield from self.tags(self.visible().filter(**{f"{field}__in": ordered[start : start + AT_A_TIME]}))


def tagged() -> Mapping[str, Tagged]:
    """The kinds of all installed apps, by name."""
    return {
        each.kind: each
        for config in apps.get_app_configs()
        if config.module and module_has_submodule(config.module, "tagging")
        for each in import_module(f"{config.name}.tagging").TAGGED
    }
