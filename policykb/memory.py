"""A name and a way to compute something in; the answer out, computed again only after the data changed, and once for
all who ask at the same time."""

import hashlib
from collections.abc import Callable
from threading import RLock
from typing import Any
from weakref import WeakValueDictionary

from django.core.cache import caches

from documents.records.writing import state

KEPT = 300  # seconds: what went past documents.records.writing (a change by hand in the database) is seen then

# Two rooms: there is no end to what can be asked, and answers to it must not drive out the pages of the records.
PAGES, QUESTIONS = "default", "questions"

TURNS: WeakValueDictionary[str, RLock] = WeakValueDictionary()  # who works it out, while the others wait


def remember(
    name: tuple[Any, ...],
    work_out: Callable[[], Any],
    room: str = PAGES,
    is_kept: Callable[[Any], bool] = lambda answer: True,
) -> Any:
    """The result of `work_out`, kept under `name` until the data change, at most 300 seconds, if `is_kept` says so.
    `room` is the cache it is kept in."""
    key = hashlib.sha256(repr((name, state())).encode()).hexdigest()
    answer = caches[room].get(key)
    if answer is None:
        with TURNS.setdefault(key, RLock()):
            answer = caches[room].get(key)
            if answer is None:
                answer = work_out()
                if is_kept(answer):
                    caches[room].set(key, answer, KEPT)
    return answer
