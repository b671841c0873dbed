"""A narrowed list of tasks in; the same in the order that its query string asks for, out."""

from functools import partial
from typing import Any

from django.utils import timezone

from documents.models import Region
from policykb.answers.narrowing import is_plain
from policykb.answers.searching import best_tasks
from tasks.filters import TaskFilter
from tasks.list_order import TaskList, newest_documents, next_days

RANKED = 200  # tasks in the order of relevance; those after them by document
SEARCHED = ("document", "region", "agency", "topic")  # conditions that the search engine knows, beside the role


def in_order(tasks: TaskFilter) -> TaskList:
    """The tasks that remain, in the order asked for."""
    keys, sets, today = tasks.keys(), tasks.sets, timezone.localdate()
    if tasks.order == "deadline":
        return TaskList(keys, sets, partial(next_days, sets, today))
    first = [key for key in best_of(tasks) if key in keys] if tasks.order == "relevance" else ()
    return TaskList(keys, sets, partial(newest_documents, sets), first)


def best_of(tasks: TaskFilter) -> list[int]:
    """The keys of the tasks that suit the words best."""
    given, today, plain = tasks.conditions, timezone.localdate(), is_plain(tasks.data)
    filters = {name: [value_of(record) for record in given[name]] for name in SEARCHED if name in given}
    if roles := given.get("role"):
        filters["role"] = list(roles)
    return best_tasks(given["q"], filters, RANKED, today=today, plain=plain)


def value_of(record: Any) -> str:
    """What a document, region, agency or topic is called in the query string."""
    return str(record.code if isinstance(record, Region) else record.slug)
