"""A page of hits shown, or a hit opened → counted in memory by day, until `take` hands the counts to who writes them.

Only so many are held; beyond that, and where the process ends before they are written, lines are lost: a log must not
cost a reader anything.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from threading import Lock
from typing import Final

from django.conf import settings

from documents.search.words.folding import fold
from policykb.asked.personal import looks_personal

MOST: Final = 2_000  # different lines that wait to be written
LONGEST: Final = 200  # characters of a text


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is counted: its folded text, how many entries have all its words, how many only some."""

    text: str
    full: int
    partial: int

    @property
    def key(self) -> str:
        """What stands for the text in the links to its hits: ten hexadecimal digits."""
        return blake2b(self.text.encode("utf-8", "replace"), digest_size=5).hexdigest()


@dataclass(frozen=True, slots=True)
class Opened:
    """A hit that was opened: the key of the question, kind and key of the entry's record."""

    key: str
    kind: str
    record: int


Counts = Mapping[tuple[date, Asked | Opened], int]


def asked(text: str, full: int, partial: int) -> Asked | None:
    """The question as it is counted; None where none is: the log is off, or the text is empty or looks personal."""
    folded = " ".join(filter(None, (fold(word).strip() for word in text.split())))[:LONGEST].strip()
    if not settings.SEARCH_LOG_DAYS or not folded or looks_personal(folded):
        return None
    return Asked(folded, full, partial)


class Tally:
    """What was counted since it was last taken; for any number of threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[tuple[date, Asked | Opened]] = Counter()

    def add(self, day: date, what: Asked | Opened) -> None:
        """Count one; nothing where too many different ones wait."""
        with self._lock:
            if (day, what) in self._counts or len(self._counts) < MOST:
                self._counts[day, what] += 1

    def take(self) -> Counts:
        """What was counted; counting begins anew."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
        return taken


TALLY: Final = Tally()
