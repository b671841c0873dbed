"""When a recurring duty falls next: a recurrence and a day in, the next last day out."""

from calendar import monthrange
from datetime import date

from tasks.extraction.values import Recurrence

# The months at whose end the duty falls; one without a written month (每年) has none.
MONTHS = {
    Recurrence.YEAR_END: (12,),
    Recurrence.HALF_YEARLY: (6, 12),
    Recurrence.QUARTERLY: (3, 6, 9, 12),
    Recurrence.MONTHLY: tuple(range(1, 13)),
}


def next_occurrence(recurrence: str, today: date) -> date | None:
    """The next month's end on which a duty of this recurrence falls, today included; None where no month is written."""
    months = MONTHS.get(Recurrence(recurrence), ()) if recurrence else ()
    for month in months:
        if month >= today.month:
            return date(today.year, month, monthrange(today.year, month)[1])
    return date(today.year + 1, months[0], monthrange(today.year + 1, months[0])[1]) if months else None
