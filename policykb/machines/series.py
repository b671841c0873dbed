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
    return (
        Series(first, rule_of(first, months, is_exact=deadline.precision == "day" or bool(deadline.on_day)))
        if first
        else None
    )


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


def rule_of(first: date, months: int, *, is_exact: bool) -> Rule:
    """The rule: every so many months from that day on. `is_exact`: 30 April means the 30th, not the end of April."""
    years, rest = divmod(months, 12)
    if rest:
        return {"FREQ": "MONTHLY", "INTERVAL": months, **day_of(first, is_exact)}
    if first.month == 2:  # which has no fixed last day
        return {"FREQ": "YEARLY", "INTERVAL": years, "BYMONTH": 2, **day_of(first, is_exact)}
    return {"FREQ": "YEARLY", "INTERVAL": years, "BYMONTH": first.month, "BYMONTHDAY": first.day}


def day_of(first: date, is_exact: bool) -> Rule:
    """The part of the rule with the day of the month; in a shorter month its last day counts."""
    is_last = first.day == monthrange(first.year, first.month)[1]
    if is_last and (not is_exact or first.day in (29, 31)):
        return {"BYMONTHDAY": -1}
    if first.day > 28:
        return {"BYMONTHDAY": list(range(28, first.day + 1)), "BYSETPOS": -1}
    return {"BYMONTHDAY": first.day}
