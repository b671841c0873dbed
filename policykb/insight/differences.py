"""Columns of a comparison in; the same columns without what all of them have, out."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from documents.models import Document, Region
from policykb.insight.comparison import RegionColumn
from policykb.insight.due_lines import DueLine
from policykb.insight.shares import Share, Shares
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
    """What not all columns have, of what each of them shows."""
    changed = list(columns)
    alike = {}
    for row, key in KEYS.items():
        said = [{key(item, column.region) for item in items(column, row)} for column in columns]
        common = set.intersection(*said)
        changed = [without(column, row, key, common) for column in changed]
        alike[row] = len(common)
    rows = {row for row in KEYS if any(items(column, row) for column in changed)}
    if len({column.task_count for column in columns}) > 1:
        rows.add("task_count")
    if any(column.years for column in columns):
        rows.add("deadlines")
    return Differences(changed, frozenset(rows), alike)


def items(column: RegionColumn, row: str) -> Sequence[Any]:
    """What a column has in a row."""
    held = getattr(column, row)
    return held.named if isinstance(held, Shares) else held  # type: ignore[no-any-return]


def without(
    column: RegionColumn, row: str, key: Callable[[Any, Region | None], Hashable], common: set[Hashable]
) -> RegionColumn:
    """The column without the items of a row that all columns have."""
    held, every = getattr(column, row), items(column, row)
    kept: Any = tuple(item for item in every if key(item, column.region) not in common)
    if isinstance(held, Shares):
        kept = Shares(kept, held.count - len(every) + len(kept))
    changed: dict[str, Any] = {row: kept}
    return replace(column, **changed)
