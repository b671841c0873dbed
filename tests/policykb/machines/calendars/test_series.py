"""Recurring duties: where the series begins, and by what rule it comes back; the days are worked out by dateutil."""

from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import vRecur

from documents.models import Document
from policykb.machines.calendars.series import series_of
from tasks.models import Deadline
from tasks.occurrences import day_in, next_occurrence


def series_from(recurrence: str, due_on: date | None = None, precision: str = "", issued_on: date | None = None):
    document = Document(issued_on=issued_on or date(2026, 3, 5))
    precision = precision or ("day" if due_on else "")
    return series_of(Deadline(document=document, recurrence=recurrence, due_on=due_on, precision=precision))


def days_of(series, count: int = 4) -> list[str]:
    """The first days of a series, as a calendar works them out."""
    rule = rrulestr(vRecur(series.rule).to_ical().decode(), dtstart=datetime.combine(series.first, datetime.min.time()))
    return [f"{day:%Y-%m-%d}" for day, _ in zip(rule, range(count), strict=False)]


@pytest.mark.parametrize(
    ("recurrence", "due_on", "precision", "expected"),
    [
        # a written day stays, year after year, quarter after quarter
        ("yearly", date(2026, 12, 10), "day", "2026-12-10 2027-12-10 2028-12-10 2029-12-10"),
        ("half_yearly", date(2026, 7, 15), "day", "2026-07-15 2027-01-15 2027-07-15 2028-01-15"),
        ("quarterly", date(2026, 4, 5), "day", "2026-04-05 2026-07-05 2026-10-05 2027-01-05"),
        ("monthly", date(2026, 4, 5), "day", "2026-04-05 2026-05-05 2026-06-05 2026-07-05"),
        # the 30th and the 31st, where a month has none; the end of a month is another matter
        ("monthly", date(2027, 1, 30), "day", "2027-01-30 2027-02-28 2027-03-30 2027-04-30"),
        ("monthly", date(2027, 1, 31), "day", "2027-01-31 2027-02-28 2027-03-31 2027-04-30"),
        ("quarterly", date(2026, 4, 30), "month", "2026-04-30 2026-07-31 2026-10-31 2027-01-31"),
        ("quarterly", date(2026, 4, 30), "day", "2026-04-30 2026-07-30 2026-10-30 2027-01-30"),
        ("yearly", date(2028, 2, 29), "day", "2028-02-29 2029-02-28 2030-02-28 2031-02-28"),
        ("yearly", date(2027, 2, 28), "month", "2027-02-28 2028-02-29 2029-02-28 2030-02-28"),
        ("yearly", date(2027, 2, 28), "day", "2027-02-28 2028-02-28 2029-02-28 2030-02-28"),
        ("yearly", date(2026, 6, 30), "month", "2026-06-30 2027-06-30 2028-06-30 2029-06-30"),
        # without a written day: the end of the period, from the document's date on
        ("yearly", None, "", "2026-12-31 2027-12-31 2028-12-31 2029-12-31"),
        ("year_end", None, "", "2026-12-31 2027-12-31 2028-12-31 2029-12-31"),
        ("half_yearly", None, "", "2026-06-30 2026-12-31 2027-06-30 2027-12-31"),
        ("quarterly", None, "", "2026-03-31 2026-06-30 2026-09-30 2026-12-31"),
        ("monthly", None, "", "2026-03-31 2026-04-30 2026-05-31 2026-06-30"),
    ],
)
def test_a_series_keeps_its_day(recurrence: str, due_on: date | None, precision: str, expected: str) -> None:
    assert days_of(series_from(recurrence, due_on, precision)) == expected.split()


def test_a_series_begins_after_the_day_of_its_document() -> None:
    assert series_from("quarterly", issued_on=date(2026, 3, 31)).first == date(2026, 6, 30)
    assert series_from("yearly", issued_on=date(2025, 12, 31)).first == date(2026, 12, 31)


@pytest.mark.parametrize("recurrence", ["ongoing", ""])
def test_what_does_not_come_back_has_no_series(recurrence: str) -> None:
    assert series_from(recurrence, date(2030, 12, 31)) is None


@pytest.mark.parametrize("recurrence", ["yearly", "year_end", "half_yearly", "quarterly", "monthly"])
@pytest.mark.parametrize("day", [date.min, date(9999, 12, 30), date.max])
def test_the_ends_of_the_calendar(recurrence: str, day: date) -> None:
    series = series_from(recurrence, issued_on=day)
    assert series is None if day == date.max else series.first > day
    assert series_from(recurrence, due_on=day).first == day


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # 每年12月10日前, 每月5日前, 每季度首月5日前, 每年1月15日前: the written day, not the end of its period
        ({"recurrence": "yearly", "in_month": 12, "on_day": 10}, "2026-12-10 2027-12-10"),
        ({"recurrence": "monthly", "on_day": 5}, "2026-04-05 2026-05-05"),
        ({"recurrence": "quarterly", "in_month": 1, "on_day": 5}, "2026-04-05 2026-07-05"),
        ({"recurrence": "half_yearly", "in_month": 1, "on_day": 31}, "2026-07-31 2027-01-31"),
        ({"recurrence": "every_n_years", "interval": 5, "due_on": date(2028, 6, 30)}, "2028-06-30 2033-06-30"),
    ],
)
def test_a_written_day_is_kept(values: dict[str, object], expected: str) -> None:
    document = Document(issued_on=date(2026, 3, 5))
    assert " ".join(days_of(series_of(Deadline(document=document, **values)), 2)) == expected


def test_what_comes_every_few_years_without_a_first_day_has_no_series() -> None:
    assert series_of(Deadline(document=Document(issued_on=date(2026, 3, 5)), recurrence="every_n_years")) is None


PERIODS = {"yearly": 12, "year_end": 12, "half_yearly": 6, "quarterly": 3, "monthly": 1}
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@st.composite
def ways(draw: st.DrawFn) -> dict[str, object]:
    """A recurrence, with its month and its day as far as they are printed."""
    recurrence = draw(st.sampled_from(sorted(PERIODS)))
    month = None if recurrence in ("year_end", "monthly") else draw(st.none() | st.integers(1, PERIODS[recurrence]))
    is_open = recurrence == "yearly" and month is None
    day = None if is_open or recurrence == "year_end" else draw(st.none() | st.integers(1, 31))
    return {"recurrence": recurrence, "in_month": month, "on_day": day}


def days_on(way: dict[str, object], after: date, count: int) -> list[str]:
    """The next days after one, as the pages work them out, one by one."""
    known = "year_end" if way == {"recurrence": "yearly", "in_month": None, "on_day": None} else way["recurrence"]
    found: list[date] = []
    for _ in range(count):
        day = next_occurrence(str(known), after + timedelta(days=1), way["in_month"], way["on_day"])  # type: ignore[arg-type]
        assert day is not None
        found.append(day)
        after = day
    return [f"{day:%Y-%m-%d}" for day in found]


@given(ways(), DAYS)
@example({"recurrence": "monthly", "in_month": None, "on_day": 30}, date(2026, 2, 10))  # 28 February, then 30 March
@example({"recurrence": "quarterly", "in_month": 3, "on_day": 31}, date(2026, 5, 10))
@example({"recurrence": "half_yearly", "in_month": 2, "on_day": 29}, date(2026, 1, 10))
def test_the_rule_gives_the_days_that_the_pages_give(way: dict[str, object], issued_on: date) -> None:
    series = series_of(Deadline(document=Document(issued_on=issued_on), **way))
    assert days_of(series, 14) == days_on(way, issued_on, 14)


@given(ways(), DAYS, DAYS)
def test_a_printed_first_day_begins_the_series(way: dict[str, object], issued_on: date, day: date) -> None:
    """Where the first day is printed (2026年起每季度首月5日前), the document's date has no part in it."""
    first = days_on(way, day, 1)[0]
    due_on = date.fromisoformat(first)
    precision = "day" if way["on_day"] else "month"
    series = series_of(Deadline(document=Document(issued_on=issued_on), due_on=due_on, precision=precision, **way))
    assert days_of(series, 14) == [first, *days_on(way, due_on, 13)]


@given(st.integers(2, 20), DAYS)
def test_every_few_years_is_the_same_day_every_few_years(interval: int, due_on: date) -> None:
    document = Document(issued_on=date(2026, 3, 5))
    deadline = Deadline(
        document=document, recurrence="every_n_years", interval=interval, due_on=due_on, precision="day"
    )
    expected = [day_in(due_on.year + interval * time, due_on.month, due_on.day) for time in range(8)]
    assert days_of(series_of(deadline), 8) == [f"{day:%Y-%m-%d}" for day in expected]
