"""Columns of a comparison in; the same columns without what all of them have, out."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from documents.models import Document, Region
from policykb.insight.comparison import DueLine, RegionColumn, Share
from tasks.indicators import normal
from tasks.models import Target


def key_of_target(target: Target, region: Region | None) -> Hashable:
    """What makes two targets the same: indicator, value and time."""
    name = normal(target.indicator) or target.indicator
    return name, target.comparator, target.bound, target.value, target.value_high, target.unit, target.deadline


def key_of_deadline(line: DueLine, region: Region | None) -> Hashable:
    """What makes two deadlines the same: their time; the aims of two documents are two."""
    return line.when, line.place if isinstance(line.place, Document) else None


def key_of_share(share: Share, region: Region | None) -> Hashable:
    """What makes two agencies the same: the name without the place. 青海省能源局 and 甘肃省能源局 are both 能源局."""
    return share.agency.name.removeprefix(region.name if region else "")


KEYS: dict[str, Callable[[Any, Region | None], Hashable]] = {
    "targets": key_of_target,
    "deadlines": key_of_deadline,
    "leads": key_of_share,
    "implementing": key_of_share,
}


@dataclass(frozen=True, slots=True)
class Differences:
    """The columns without what all have; the rows in which something is left; how many items of each row all have."""

    columns: list[RegionColumn]
    rows: frozenset[str]
    alike: dict[str, int]


def find_differences(columns: Sequence[RegionColumn]) -> Differences:
    """What not all columns have."""
    changed = list(columns)
    alike = {}
    for row, key in KEYS.items():
        said = [{key(item, column.region) for item in getattr(column, row)} for column in columns]
        common = set.intersection(*said)
        changed = [without(column, row, key, common) for column in changed]
        alike[row] = len(common)
    rows = {row for row in KEYS if any(getattr(column, row) for column in changed)}
    if len({column.task_count for column in columns}) > 1:
        rows.add("task_count")
    return Differences(changed, frozenset(rows), alike)


def without(
    column: RegionColumn, row: str, key: Callable[[Any, Region | None], Hashable], common: set[Hashable]
) -> RegionColumn:
    """The column without the items of a row that all columns have."""
    kept: dict[str, Any] = {row: tuple(item for item in getattr(column, row) if key(item, column.region) not in common)}
    return replace(column, **kept)
