"""Values of the records in Chinese."""

from datetime import date
from decimal import Decimal

import pytest

from policykb.templatetags.wording import amount, before_title, by_precision, even, left
from tasks.models import Target
from tasks.occurrences import next_occurrence


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"value": Decimal("12.500000"), "unit": "%", "comparator": "fall"}, "下降 12.5%"),
        ({"value": Decimal(90), "unit": "%", "comparator": "at_least"}, "≥ 90%"),
        ({"value": Decimal(10), "unit": "个", "comparator": "about"}, "约 10 个"),
        ({"value": Decimal(1), "value_high": Decimal(2), "unit": "个", "comparator": "between"}, "1—2 个"),
        ({"value": Decimal(1000), "unit": "亿元", "comparator": "reach"}, "1000 亿元"),
        ({"value": Decimal(100), "unit": "", "comparator": ""}, "100"),
        ({"comparator": "cover"}, "全覆盖"),
        ({"comparator": ""}, ""),
    ],
)
def test_amount(values: dict[str, object], expected: str) -> None:
    assert amount(Target(**values)) == expected


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("day", "2026年9月30日"),
        ("month", "2026年9月"),
        ("quarter", "2026年第三季度"),
        ("year", "2026年"),
        ("plan_period", "2026年"),
    ],
)
def test_a_day_is_as_exact_as_its_words(precision: str, expected: str) -> None:
    assert by_precision(date(2026, 9, 30), precision) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 12, 31), "还有 41 天"),
        (date(2026, 11, 20), "今天"),
        (date(2025, 12, 31), "已过 324 天"),
        (date(2027, 12, 31), "还有 406 天"),
        (date(2030, 12, 31), "还有 4 年"),
    ],
)
def test_what_is_left(day: date, expected: str) -> None:
    assert left(day, date(2026, 11, 20)) == expected


@pytest.mark.parametrize(
    ("recurrence", "today", "expected"),
    [
        ("year_end", date(2026, 11, 20), date(2026, 12, 31)),
        ("year_end", date(2026, 12, 31), date(2026, 12, 31)),
        ("half_yearly", date(2026, 7, 1), date(2026, 12, 31)),
        ("quarterly", date(2026, 1, 1), date(2026, 3, 31)),
        ("monthly", date(2028, 2, 10), date(2028, 2, 29)),
        ("yearly", date(2026, 11, 20), None),
        ("ongoing", date(2026, 11, 20), None),
        ("", date(2026, 11, 20), None),
    ],
)
def test_the_next_time(recurrence: str, today: date, expected: date | None) -> None:
    assert next_occurrence(recurrence, today) == expected


def test_numbers_in_lists() -> None:
    assert even("(一)") == "（一）"
    assert [before_title(number) for number in ("(一)", "第二节", "14.", "一、", "")] == [
        "（一）",
        "第二节 ",
        "14. ",
        "一、",
        "",
    ]
