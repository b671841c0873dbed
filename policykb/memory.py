"""A name and a way to compute something in; the answer out, computed again only after the data changed, and once for
all who ask at the same time.

Many pages become stale with one change. So that they do not all keep their readers waiting at once, what `may_lag` is
worked out anew one at a time, and who asks meanwhile is given what was there before, for at most LONGEST_LAG seconds.
"""

import hashlib
import pickle
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import RLock
from time import monotonic
from typing import Any
from weakref import WeakValueDictionary

from django.core.cache import caches

from documents.records.writing import state

KEPT = 300  # seconds: what went past documents.records.writing (a change by hand in the database) is seen then
LONGEST_LAG = 2.0  # seconds for which what was there before a change is still given out

# Two rooms: there is no end to what can be asked, and answers to it must not drive out the pages of the records.
PAGES, QUESTIONS = "default", "questions"

TURNS: WeakValueDictionary[str, RLock] = WeakValueDictionary()  # who works it out, while the others wait
RENEWAL = RLock()  # who works out anew what there is of before


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, the state of the data that it tells, and when (on this process's clock) that was found to be past."""

    answer: Any
    state: Any
    stale_since: float | None = None


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
    with renewal(place, kept if may_lag else None, room) as is_mine:
        if not is_mine:
            return kept.answer
        with TURNS.setdefault(place, RLock()):
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
def renewal(place: str, before: Kept | None, room: str) -> Iterator[bool]:
    """Whether who asks has to work the answer out: not where there is one of before that has not lagged for too long,
    and another thread works one out."""
    if before is None or has_lagged(place, before, room):
        yield True
    elif RENEWAL.acquire(blocking=False):
        try:
            yield True
        finally:
            RENEWAL.release()
    else:
        yield False


def has_lagged(place: str, before: Kept, room: str) -> bool:
    """Whether an answer has been known to be stale for too long. Notes when that was found."""
    if before.stale_since is None:
        keep(place, replace(before, stale_since=monotonic()), room)
        return False
    return monotonic() - before.stale_since > LONGEST_LAG
