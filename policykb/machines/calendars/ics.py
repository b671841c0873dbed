"""Events in; a calendar (RFC 5545) out. Nothing is looked up here."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard

from documents.text.printable import one_line, printable
from policykb.machines.calendars.event_values import CalendarEvent

FRESH_FOR = timedelta(days=1)  # how often a subscriber asks again


def make_calendar(name: str, says: str, events: Iterable[CalendarEvent], remind: Sequence[int] = ()) -> bytes:
    """A calendar of these events in their order, with a reminder so many days before each. `says` tells what is in it
    and what is not."""
    calendar = Calendar()
    calendar.add("prodid", "-//policykb//zh-CN")
    calendar.add("version", "2.0")
    for property, words in (("name", name), ("x-wr-calname", name), ("description", says), ("x-wr-caldesc", says)):
        calendar.add(property, one_line(words))
    calendar.add("refresh-interval", FRESH_FOR, {"value": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    calendar.add_component(chinese_time())  # no calendar may be without any component
    for event in events:
        calendar.add_component(make_component(event, remind))
    return calendar.to_ical()


def make_component(event: CalendarEvent, remind: Sequence[int]) -> Event:
    """The all-day event; without an end it lasts one day."""
    at = event.at.astimezone(UTC).replace(microsecond=0)
    component = Event()
    component.add("uid", event.uid)
    component.add("dtstamp", at)
    component.add("last-modified", at)
    component.add("sequence", event.revision)
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    component.add("dtstart", event.day)
    component.add("transp", "TRANSPARENT")
    component.add("summary", printable(event.title))
    component.add("description", printable("\n".join(event.lines)))
    if event.url:
        component.add("url", event.url)
    if event.rule:
        component.add("rrule", dict(event.rule))
    for days in () if event.is_cancelled else remind:
        component.add_component(reminder(event, days))
    return component


def reminder(event: CalendarEvent, days: int) -> Alarm:
    """A reminder that many days before an event, on the screen."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", printable(event.title))
    alarm.add("trigger", timedelta(days=-days))
    return alarm


def chinese_time() -> Timezone:
    """China's time zone, without summer time. All-day events need none, but a calendar must contain one."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1991, 9, 15))
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone = Timezone()
    zone.add("tzid", "Asia/Shanghai")
    zone.add_component(standard)
    return zone
