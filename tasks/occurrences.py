"""When a recurring duty falls: a recurrence, its month and day, and a date in; the next such day out."""

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
    """The next day on which a duty of this recurrence falls, today included.

    `month` counts within the period (the first of a quarter is 1), by default its last; `day` is by default the
    month's last, and never later. None where nothing tells: every year, or every few years, without a month.
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
    """That day of a month, or the month's last where it has no such day or none is given."""
    last = monthrange(year, month)[1]
    return date(year, month, min(day or last, last))
