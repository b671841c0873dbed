"""A recurrence with its month and day, and a date, in; the next day on which the duty falls out."""

from calendar import monthrange
from datetime import MAXYEAR, date

from tasks.extraction.values import Recurrence

MONTHS = {  # from one time to the next
    Recurrence.YEARLY: 12,
    Recurrence.YEAR_END: 12,
    Recurrence.HALF_YEARLY: 6,
    Recurrence.QUARTERLY: 3,
    Recurrence.MONTHLY: 1,
}


def next_occurrence(recurrence: str, today: date, month: int | None = None, day: int | None = None) -> date | None:
    """The next day on which a duty of this recurrence falls, `today` included.

    `month` counts within the period (the first of a quarter is 1) and is by default its last; `day` is by default
    the last of the month, as it is where the month is shorter. None where the day is not known: every year without a
    month, every few years, always.

    >>> str(next_occurrence("quarterly", date(2025, 2, 1), month=1, day=5))
    '2025-04-05'
    """
    period = MONTHS.get(Recurrence(recurrence)) if recurrence else None
    if period is None or (recurrence == Recurrence.YEARLY and month is None):
        return None
    for year in range(today.year, min(today.year + 1, MAXYEAR) + 1):
        for last in range(period, 13, period):
            falls = day_in(year, last - period + (month or period), day)
            if falls >= today:
                return falls
    return None


def day_in(year: int, month: int, day: int | None) -> date:
    """That day of a month, or its last where none is given or the month is shorter.

    >>> str(day_in(2025, 2, 30))
    '2025-02-28'
    """
    last = monthrange(year, month)[1]
    return date(year, month, min(day or last, last))
