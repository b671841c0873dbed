"""What an agency has to do in; its tasks by document, by year or by topic, with their numbers by role, out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from pyroaring import BitMap

from policykb.insight.agency_scope import AgencyScope
from policykb.insight.record_names import Named, record_names
from tasks.filters import WITHOUT_YEAR
from tasks.models import Responsibility

WAYS: Final = {"document": "文件", "year": "到期年份", "topic": "专题"}
LETTERS: Final = {"document": "d", "year": "y", "topic": "t"}
PER_PAGE: Final = 25
Role = Responsibility.Role


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """The tasks of a document, year or topic: what it is called, the number of all and of those in each role, each
    with the address of the list of exactly these."""

    name: str
    count: int
    url: str
    roles: tuple[tuple[str, int, str], ...]
    remark: str = ""
    is_past: bool = False
    document: Named | None = None


def duty_groups(scope: AgencyScope, way: str, page: str | None, today: date) -> tuple[Page[Any], list[DutyGroup]]:
    """A page of the groups: documents the newest first; years from this one on, what has none, then those past;
    topics with most tasks first."""
    keys = {"document": documents, "year": years, "topic": topics}[way](scope, today)
    shown = Paginator(keys, PER_PAGE).get_page(page)
    return shown, list(named_groups(scope, way, list(shown), today))


def documents(scope: AgencyScope, today: date) -> list[str]:
    """The documents in which it has duties."""
    return [str(key) for key in scope.newest]


def years(scope: AgencyScope, today: date) -> list[str]:
    """The years in which its tasks fall due; and recurring, none."""
    found = scope.sets.of("task").counts("y", within=scope.tasks)
    dated = sorted(year for year in found if year.isdecimal())
    coming = [year for year in dated if int(year) >= today.year]
    return [*coming, *(other for other in WITHOUT_YEAR if other in found), *reversed(dated[: len(dated) - len(coming)])]


def topics(scope: AgencyScope, today: date) -> list[str]:
    """The topics that its tasks speak of."""
    found = scope.sets.of("task").counts("t", within=scope.tasks)
    return sorted(found, key=lambda key: (-found[key], int(key)))


def named_groups(scope: AgencyScope, way: str, keys: list[str], today: date) -> Iterator[DutyGroup]:
    """The groups with these keys."""
    tasks, letter = scope.sets.of("task"), LETTERS[way]
    named: Mapping[int, Named] = {}
    if way == "document":
        named = record_names(documents=map(int, keys)).documents
    elif way == "topic":
        named = record_names(topics=map(int, keys)).topics
    for key in keys:
        within = tasks[f"{letter}{key}"] & scope.tasks
        if way == "year":
            name = WITHOUT_YEAR.get(key, f"{key}年")
            yield make_group(scope, within, name, way, key, is_past=key.isdecimal() and int(key) < today.year)
        elif record := named.get(int(key)):
            yield make_group(
                scope, within, record.name, way, record.slug, document=record if way == "document" else None
            )


def make_group(scope: AgencyScope, tasks: BitMap, name: str, way: str, value: str, **facts: Any) -> DutyGroup:
    """The group of these tasks, which the task list finds by this value."""
    url = f"{reverse('tasks:list')}?{urlencode({'agency': scope.agency.slug, way: value})}"
    counts = [(role, tasks.intersection_cardinality(scope.with_role(role))) for role in Role.values]
    roles = tuple((role, count, f"{url}&role={role}") for role, count in counts if scope.with_role(role))
    return DutyGroup(name, len(tasks), url, roles, **facts)
