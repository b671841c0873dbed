"""The thread that writes what was counted: each process that serves pages has one, begun with its first count.

No reader waits for it: it has a connection of its own, which it gives back after each round.
"""

import logging
import os
from collections.abc import Callable
from datetime import date
from threading import Lock, Thread
from time import sleep
from typing import Final

from django.db import Error, connections
from django.utils import timezone

from policykb.asked.counting import TALLY, Asked, Opened
from policykb.asked.proposing import propose_words
from policykb.asked.storing import forget_lines, store

WAIT: Final = 20  # seconds between rounds
log = logging.getLogger(__name__)
_lock = Lock()
_begun: set[int] = set()  # processes: a fork has no thread of its parent's


def note(what: Asked | Opened) -> None:
    """Count it for today, and see that it will be written."""
    TALLY.add(timezone.localdate(), what)
    begin()


def begin() -> None:
    """Begin the thread of this process, if it has none."""
    with _lock:
        if os.getpid() in _begun:
            return
        _begun.add(os.getpid())
    Thread(target=run, name="search log", daemon=True).start()


def run(wait: Callable[[float], None] = sleep) -> None:
    """Write for ever; once a day, beginning with the first round, what is due is tidied up."""
    tidied: date | None = None
    while True:
        wait(WAIT)
        today = timezone.localdate()
        if write_round(is_first=today != tidied, today=today):
            tidied = today


def write_round(*, is_first: bool, today: date) -> bool:
    """Write what was counted; in the first round of a day delete what is over and propose words for the
    vocabulary. Whether it could be: where the database
    is busy, full or away the counts are lost."""
    try:
        if counts := TALLY.take():
            store(counts)
        if is_first:
            forget_lines(today)
            propose_words()
    except Error as error:
        log.warning("The search log was not written: %s", error)
        return False
    finally:
        connections.close_all()
    return True
