"""A calendar's bytes in; its lines held against the words of RFC 5545, and its events as two parsers read them, out."""

import re
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import vobject
from django.test import Client
from ical.calendar_stream import IcsCalendarStream

CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
LINE = re.compile(r"[A-Z0-9-]+(;[A-Z0-9-]+=(\"[^\"]*\"|[^\";:,]+)(,(\"[^\"]*\"|[^\";:,]+))*)*:.*")
ONCE = ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "LAST-MODIFIED", "STATUS", "DESCRIPTION")


class ReadEvent(NamedTuple):
    """What a parser reads of an event."""

    uid: str
    day: date
    title: str
    words: str
    status: str
    sequence: int
    stamp: datetime
    url: str
    reminders: list[timedelta]
    recurs: bool

    @property
    def is_cancelled(self) -> bool:
        return self.status == "CANCELLED"


def read_calendar(body: bytes) -> list[ReadEvent]:
    """The events of a calendar that keeps the rules, read alike by ical and vobject; icalendar wrote them."""
    check(body)
    one, other = read_by_ical(body), read_by_vobject(body)
    assert one == other
    return one


def read_by_ical(body: bytes) -> list[ReadEvent]:
    return [
        ReadEvent(
            str(event.uid), event.dtstart, str(event.summary), event.description or "", str(event.status.value),
            event.sequence, event.dtstamp, str(event.url or ""), [alarm.trigger for alarm in event.alarm],
            event.rrule is not None,
        )
        for event in IcsCalendarStream.calendar_from_ics(body.decode()).events
    ]  # fmt: skip


def read_by_vobject(body: bytes) -> list[ReadEvent]:
    calendar = vobject.readOne(body.decode())
    return [
        ReadEvent(
            event.uid.value, event.dtstart.value, event.summary.value, event.description.value, event.status.value,
            int(event.sequence.value), event.dtstamp.value, said(event, "url"),
            [alarm.trigger.value for alarm in event.contents.get("valarm", [])], "rrule" in event.contents,
        )
        for event in calendar.contents.get("vevent", [])
    ]  # fmt: skip


def said(event: Any, name: str) -> str:
    return event.contents[name][0].value if name in event.contents else ""


def fetch(client: Client, path: str) -> list[ReadEvent]:
    """The events of the calendar at an address."""
    response = client.get(path)
    assert response.status_code == 200, response.content.decode()
    return read_calendar(response.content)


def standing(events: list[ReadEvent]) -> list[ReadEvent]:
    """Those that are not cancelled."""
    return [event for event in events if not event.is_cancelled]


def lines_of(body: bytes) -> list[str]:
    """The unfolded lines, each checked against the grammar (RFC 5545, 3.1)."""
    assert body.endswith(b"\r\n") and not re.search(rb"(?<!\r)\n|\r(?!\n)", body)
    folded = body.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 for line in folded)
    for line in folded:
        line.decode()  # no character is torn apart
    lines = body.decode().removesuffix("\r\n").replace("\r\n ", "").split("\r\n")
    assert all(LINE.fullmatch(line) and not CONTROL.search(line) for line in lines)
    return lines


def check(body: bytes) -> None:
    """What RFC 5545 asks of a calendar and of its events (3.4, 3.6.1), and no name twice."""
    lines, stack, uids = lines_of(body), list[dict[str, list[str]]](), list[str]()
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    for line in lines:
        name, value = re.split(r"[;:]", line, maxsplit=1)
        if name == "BEGIN":
            stack.append({"": [value], "components": []})
        elif name == "END":
            component = stack.pop()
            assert component[""] == [value]
            if stack:
                stack[-1]["components"].append(value)
            check_component(value, component)
            uids += component.get("UID", [])
        else:
            stack[-1].setdefault(name, []).append(value)
    assert len(uids) == len(set(uids))


def check_component(kind: str, component: dict[str, list[str]]) -> None:
    """What a calendar, an event and a reminder must have, each once."""
    if kind == "VCALENDAR":
        assert len(component["VERSION"]) == len(component["PRODID"]) == 1 and component["components"]
        assert "METHOD" not in component
    if kind == "VEVENT":
        assert all(len(component[name]) == 1 for name in ONCE)
        assert re.fullmatch(r"VALUE=DATE:\d{8}", component["DTSTART"][0])
        assert re.fullmatch(r"\d{8}T\d{6}Z", component["DTSTAMP"][0])
        assert component["SEQUENCE"][0].isdecimal()
        assert component["STATUS"][0] in ("CONFIRMED", "CANCELLED")
    if kind == "VALARM":
        assert component["ACTION"] == ["DISPLAY"] and len(component["TRIGGER"]) == len(component["DESCRIPTION"]) == 1
