"""What was worked out stays known until the data change: a name and a way to work it out in, the answer out."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.db import connection

from documents.models import Agency, AgencyName, Document, Term
from tasks.models import Citation, Deadline, Responsibility, Target, Task

# Every write to these goes through their history; what goes past it is seen after this many seconds.
KEPT = 300
WATCHED = (Document, Task, Responsibility, Target, Deadline, Citation, Agency, AgencyName, Term)

# Two rooms: there is no end to what can be asked, and answers to it must not drive out the pages of the records.
PAGES, QUESTIONS = "default", "questions"


def state_of_data() -> tuple[Any, ...]:
    """A value that differs once a record has been added, edited or deleted: one query at the ends of indexes."""
    columns = []
    for model in WATCHED:
        table, history = model._meta.db_table, model.history.model._meta.db_table  # type: ignore[attr-defined]
        columns.append(f"(SELECT max(id) FROM {table})")
        columns.append(f"(SELECT history_date FROM {history} ORDER BY history_id DESC LIMIT 1)")
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(columns))
        return (*cursor.fetchone(), connection.settings_dict["NAME"])


def remember(
    name: tuple[Any, ...],
    work_out: Callable[[], Any],
    room: str = PAGES,
    is_kept: Callable[[Any], bool] = lambda answer: True,
) -> Any:
    """What `work_out` gives, or gave when the data were as they are now; only what `is_kept` says is worth it stays."""
    key = hashlib.sha256(repr((name, state_of_data())).encode()).hexdigest()
    answer = caches[room].get(key)
    if answer is None:
        answer = work_out()
        if is_kept(answer):
            caches[room].set(key, answer, KEPT)
    return answer
