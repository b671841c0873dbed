"""Calendars as they are written: by the words of RFC 5545, opened by two parsers that did not write them."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.text.printable import printable
from policykb.machines.calendars.ics import CalendarEvent, make_calendar
from tests.policykb.calendars import lines_of, read_calendar

AT = datetime(2026, 3, 5, 8, 30, 15, 999, tzinfo=UTC)
YEARLY = {"FREQ": "YEARLY", "INTERVAL": 1, "BYMONTH": 12, "BYMONTHDAY": 10}


def an_event(**values: object) -> CalendarEvent:
    given = {"uid": "1", "day": date(2026, 12, 10), "title": "报送总结", "revision": 7, "at": AT} | values
    return CalendarEvent(**given)  # type: ignore[arg-type]


def test_a_calendar_without_events_is_none_the_less_one() -> None:
    assert read_calendar(make_calendar("省能源局的期限", "没有", [])) == []


def test_an_event_says_all_that_a_subscriber_needs() -> None:
    event = an_event(lines=("本机构：牵头", "原文：每年12月10日前；甲,乙\\丙"), url="http://h/tasks/a/1/", rule=YEARLY)
    (read,) = read_calendar(make_calendar("省能源局的期限", "没有", [event]))
    assert (read.uid, read.day, read.title, read.sequence) == ("1", date(2026, 12, 10), "报送总结", 7)
    assert read.words == "本机构：牵头\n原文：每年12月10日前；甲,乙\\丙"
    assert read.stamp == AT.replace(microsecond=0) and read.url == "http://h/tasks/a/1/" and read.recurs


def test_a_calendar_tells_what_it_is_and_how_often_to_ask() -> None:
    lines = lines_of(make_calendar("省能源局的期限", "只列今年", []))
    for line in ("X-WR-CALNAME:省能源局的期限", "X-WR-CALDESC:只列今年", "X-PUBLISHED-TTL:P1D"):
        assert line in lines
    assert "REFRESH-INTERVAL;VALUE=DURATION:P1D" in lines and not any(line.startswith("METHOD") for line in lines)


def test_reminders_stand_before_each_event_but_not_before_a_cancelled_one() -> None:
    events = [an_event(), an_event(uid="2", is_cancelled=True)]
    first, second = read_calendar(make_calendar("期限", "", events, (0, 7, 30)))
    assert first.reminders == [timedelta(0), timedelta(days=-7), timedelta(days=-30)]
    assert (second.status, second.reminders) == ("CANCELLED", [])


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_ends_of_the_calendar_are_days(day: date) -> None:
    (read,) = read_calendar(make_calendar("期限", "", [an_event(day=day)], (366,)))
    assert read.day == day


def test_a_name_of_two_lines_is_one_line() -> None:
    assert "X-WR-CALNAME:实施方案 的期限" in lines_of(make_calendar("实施方案\n的期限", "只列\u2028今年", []))


@given(st.text(max_size=120), st.lists(st.text(max_size=120), max_size=3))
def test_any_words_come_through(title: str, lines: list[str]) -> None:
    body = make_calendar(title, title, [an_event(title=title, lines=tuple(lines))], (1,))
    lines_of(body)
    (read,) = icalendar.Calendar.from_ical(body).walk("VEVENT")
    assert str(read["summary"]) == printable(title)
    assert str(read["description"]) == printable("\n".join(lines))
    read_calendar(body)
