"""Deadlines as a calendar (RFC 5545): one event for each day, one recurring event for each recurring duty."""

from collections.abc import Iterable
from datetime import date, timedelta

from icalendar import Calendar, Event

from tasks.models import Deadline, Target
from tasks.occurrences import next_occurrence

Recurrence = Deadline.Recurrence

RULES = {
    Recurrence.YEARLY: {"FREQ": "YEARLY"},
    Recurrence.YEAR_END: {"FREQ": "YEARLY"},
    Recurrence.HALF_YEARLY: {"FREQ": "MONTHLY", "INTERVAL": 6, "BYMONTHDAY": -1},
    Recurrence.QUARTERLY: {"FREQ": "MONTHLY", "INTERVAL": 3, "BYMONTHDAY": -1},
    Recurrence.MONTHLY: {"FREQ": "MONTHLY", "BYMONTHDAY": -1},
}


def make_calendar(name: str, items: Iterable[Deadline | Target], today: date, site: str) -> bytes:
    """A calendar of these deadlines and targets; recurring ones start with their next day. `site` is the address that
    links begin with."""
    calendar = Calendar()
    calendar.add("prodid", "-//policykb//zh-CN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for item in items:
        if event := make_event(item, today, site):
            calendar.add_component(event)
    return calendar.to_ical()  # type: ignore[no-any-return]


def make_event(item: Deadline | Target, today: date, site: str) -> Event | None:
    """The all-day event of a deadline or target; None for what has no day (长期坚持)."""
    recurrence = item.recurrence if isinstance(item, Deadline) else ""
    day = first_day(item, recurrence, today)
    if day is None:
        return None
    place = item.task or item.section or item.document
    event = Event()
    event.add("uid", f"{item._meta.model_name}-{item.pk}@policykb")
    event.add("dtstamp", item.document.updated_at)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", f"{place}（{item.document.name}）")
    event.add("description", f"原文：{item.quote}{remark(item, recurrence)}")
    event.add("url", site + place.get_absolute_url())
    if recurrence in RULES:
        event.add("rrule", RULES[Recurrence(recurrence)])
    return event


def first_day(item: Deadline | Target, recurrence: str, today: date) -> date | None:
    """The day of the event. A yearly duty without a written day stands at the year's end."""
    if recurrence == Recurrence.YEARLY:
        return date(today.year, 12, 31)
    if recurrence:
        return next_occurrence(recurrence, today)
    return item.due_on if isinstance(item, Deadline) else item.deadline


def remark(item: Deadline | Target, recurrence: str) -> str:
    """What the day leaves unsaid."""
    if recurrence == Recurrence.YEARLY:
        return "\n原文未写月日，按年末列出。"
    precision = "" if recurrence else item.precision
    return "" if precision in ("", "day") else f"\n原文只写到{item.get_precision_display()}，按最后一日列出。"
