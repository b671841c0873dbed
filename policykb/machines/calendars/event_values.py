"""An event of a calendar as plain values, before it is written by any library."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """What falls due on a day, or by a rule from that day on. `uid` is its name for good; `revision` and `at` are the
    number and the time of its last change. A cancelled one tells subscribers that it is no longer."""

    uid: str
    day: date
    title: str
    revision: int
    at: datetime
    lines: tuple[str, ...] = ()
    url: str = ""
    rule: Mapping[str, Any] = field(default_factory=dict)
    is_cancelled: bool = False
