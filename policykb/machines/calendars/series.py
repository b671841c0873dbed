"""A recurring deadline in; the first day of its series and its rule (RFC 5545) out."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from documents.models import Document
from tasks.models import Deadline
from tasks.occurrences import next_occurrence

Recurrence = Deadline.Recurrence
Rule = dict[str, Any]

MONTHS_BETWEEN = {
    Recurrence.YEARLY: 12,
    Recurrence.YEAR_END: 12,
    Recurrence.HALF_YEARLY: 6,
    Recurrence.QUARTERLY: 3,
    Recurrence.MONTHLY: 1,
}


@dataclass(frozen=True, slots=True)
class Series:
    """Days that recur: the first of them, and the rule."""

    first: date
    rule: Rule


def series_of(deadline: Deadline) -> Series | None:
    """The series of a recurring deadline, None for another. It begins on the printed day, else on the first one after
    the document's date, and does not depend on today."""
    months = months_between(deadline)
    if months is None:
        return None
    first = deadline.due_on or first_after(deadline, date_of(deadline.document))
    return Series(first, rule_of(first, months, day_meant(deadline, first))) if first else None


def day_meant(deadline: Deadline, first: date) -> int:
    """The day of the month that is meant, also where the first month is too short for it; 31 for its end. 30 April is
    the 30th where the day is printed, else the end of April."""
    if deadline.on_day or deadline.precision == "day":
        return deadline.on_day or first.day
    return 31 if is_last_of_month(first) else first.day


def is_last_of_month(day: date) -> bool:
    """Whether it is the last day of its month."""
    return day.day == monthrange(day.year, day.month)[1]


def months_between(deadline: Deadline) -> int | None:
    """The number of months between two days of the series; None for a deadline that does not recur, and for one of
    every few years whose first day is not known."""
    if deadline.recurrence == Recurrence.EVERY_N_YEARS:
        return 12 * (deadline.interval or 1) if deadline.due_on else None
    return MONTHS_BETWEEN.get(Recurrence(deadline.recurrence)) if deadline.recurrence else None


def date_of(document: Document) -> date:
    """The date of a document, else the day it was stored."""
    dates = (document.issued_on, document.printed_on, document.published_on)
    return next(filter(None, dates), None) or timezone.localtime(document.ingested_at).date()


def first_after(deadline: Deadline, day: date) -> date | None:
    """The first day after `day` on which a duty falls; for a yearly one without a month, the end of the year. None at
    the end of the calendar."""
    is_open = deadline.recurrence == Recurrence.YEARLY and deadline.in_month is None
    known = Recurrence.YEAR_END if is_open else deadline.recurrence
    if day == date.max:
        return None
    return next_occurrence(known, day + timedelta(days=1), deadline.in_month, deadline.on_day)


def rule_of(first: date, months: int, day: int) -> Rule:
    """The rule: every so many months from that day on, on this day of the month."""
    years, rest = divmod(months, 12)
    if rest:
        return {"FREQ": "MONTHLY", "INTERVAL": months, **day_of(day)}
    if first.month == 2:  # which has no fixed last day
        return {"FREQ": "YEARLY", "INTERVAL": years, "BYMONTH": 2, **day_of(day)}
    return {"FREQ": "YEARLY", "INTERVAL": years, "BYMONTH": first.month, "BYMONTHDAY": first.day}


def day_of(day: int) -> Rule:
    """The part of the rule with the day of the month; in a shorter month its last day counts."""
    if day == 31:
        return {"BYMONTHDAY": -1}
    if day > 28:
        return {"BYMONTHDAY": list(range(28, day + 1)), "BYSETPOS": -1}
    return {"BYMONTHDAY": day}
