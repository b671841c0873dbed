"""A name and a way to compute something in; the answer out, computed again only after the data changed, and once for
all who ask at the same time.

A process works out one answer at a time: several at once would take as long together, and each of them that long.
What is kept is given out beside that.

Many pages become stale with one change. So that they do not all keep their readers waiting at once, what `may_lag` is
worked out anew one at a time, and who asks meanwhile is given what was there before, if the data had not yet changed
LONGEST_LAG ago. Processes that share a folder for what is kept (settings.PAGE_MEMORY) do this together.
"""

import hashlib
import pickle
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import RLock
from typing import Any
from weakref import WeakValueDictionary

from django.core.cache import caches
from django.utils import timezone

from documents.models import Change
from documents.records.writing import State, state

KEPT = 300  # seconds: what went past documents.records.writing (a change by hand in the database) is seen then
LONGEST_LAG = timedelta(seconds=5)  # for which what was there before a change is still given out

# Two rooms: there is no end to what can be asked, and answers to it must not drive out the pages of the records.
PAGES, QUESTIONS = "default", "questions"

TURNS: WeakValueDictionary[str, RLock] = WeakValueDictionary()  # who works it out, while the others wait
DESK = RLock()  # whoever works something out sits here, while the others wait
LONGEST_SITTING = 1  # seconds, after which the others no longer wait: it may wait itself, for a server that is silent
RENEWAL = "renewal"  # the mark of whoever works out anew what there is of before
LONGEST_RENEWAL = 10  # seconds, after which the mark of one who was killed meanwhile is gone


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, and the state of the data that it tells."""

    answer: Any
    state: State


def remember(
    name: tuple[Any, ...],
    work_out: Callable[[], Any],
    room: str = PAGES,
    is_kept: Callable[[Any], bool] = lambda answer: True,
    may_lag: bool = False,
) -> Any:
    """The result of `work_out`, kept under `name` until the data change, at most 300 seconds, if `is_kept` says so.
    `room` is the cache it is kept in. What `may_lag` is shown as it is, and nothing else is made of it."""
    place, now = hashlib.sha256(repr(name).encode()).hexdigest(), state()
    kept = kept_at(place, room)
    if kept is not None and kept.state == now:
        return kept.answer
    if kept is None or not may_lag:
        return worked_out(place, now, work_out, room, is_kept)
    with renewal() as is_mine:
        if not is_mine and changed_lately(kept.state):
            return kept.answer
        return worked_out(place, now, work_out, room, is_kept)


def worked_out(place: str, now: State, work_out: Callable[[], Any], room: str, is_kept: Callable[[Any], bool]) -> Any:
    """The result of `work_out`, or what another thread has kept there while this one waited for its turn."""
    with TURNS.setdefault(place, RLock()), desk():
        kept = kept_at(place, room)
        if kept is not None and kept.state == now:
            return kept.answer
        answer = work_out()
        if is_kept(answer):
            keep(place, Kept(answer, now), room)
        return answer


def keep(place: str, kept: Kept, room: str) -> None:
    """Keep it, packed: a page takes a sixth of its bytes."""
    caches[room].set(place, zlib.compress(pickle.dumps(kept), level=1), KEPT)


def kept_at(place: str, room: str) -> Kept | None:
    """What is kept there, None if nothing is."""
    packed = caches[room].get(place)
    return None if packed is None else pickle.loads(zlib.decompress(packed))  # written by `keep` alone


@contextmanager
def desk() -> Iterator[None]:
    """Where one thread of a process works at a time, if none sits there for longer than LONGEST_SITTING."""
    is_mine = DESK.acquire(timeout=LONGEST_SITTING)
    try:
        yield
    finally:
        if is_mine:
            DESK.release()


@contextmanager
def renewal() -> Iterator[bool]:
    """Whether it is this thread that works out anew what there is of before. One does at a time; of two processes that
    begin in the same moment both may."""
    is_mine = caches[PAGES].add(RENEWAL, True, LONGEST_RENEWAL)
    try:
        yield is_mine
    finally:
        if is_mine:
            caches[PAGES].delete(RENEWAL)


def changed_lately(before: State) -> bool:
    """Whether the first change after a state of the data is no longer ago than LONGEST_LAG. Takes one query."""
    number, _ = before
    later = Change.objects.filter(revision__gt=number).order_by("revision").values_list("at", flat=True).first()
    return later is not None and timezone.now() - later <= LONGEST_LAG
