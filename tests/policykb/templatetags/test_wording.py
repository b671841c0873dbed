"""Values of the records in Chinese."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.paginator import Paginator

from documents.models import Document, Region, Section
from policykb.templatetags.frame import page_told
from policykb.templatetags.typography import place_words
from policykb.templatetags.wording import amount, before_title, by_precision, due, even, left, with_marks
from tasks.models import Deadline, Target, Task
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
        ({"value": Decimal(7), "unit": "%", "comparator": "rise", "bound": "at_least"}, "上升 ≥ 7%"),
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


@pytest.mark.parametrize(
    ("way", "today", "expected"),
    [
        (("yearly", 12, 10), date(2026, 11, 20), date(2026, 12, 10)),
        (("yearly", 1, 15), date(2026, 11, 20), date(2027, 1, 15)),
        (("yearly", 2, None), date(2027, 3, 1), date(2028, 2, 29)),
        (("yearly", 2, 29), date(2026, 11, 20), date(2027, 2, 28)),
        (("quarterly", 1, 5), date(2026, 1, 6), date(2026, 4, 5)),
        (("monthly", None, 5), date(2026, 12, 6), date(2027, 1, 5)),
        (("monthly", None, 31), date(2026, 9, 1), date(2026, 9, 30)),
        (("every_n_years", None, None), date(2026, 9, 1), None),
        (("yearly", 12, 10), date(9999, 12, 31), None),
    ],
)
def test_the_next_time_of_a_written_day(way: tuple[str, int, int], today: date, expected: date | None) -> None:
    recurrence, month, day = way
    assert next_occurrence(recurrence, today, month, day) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"due_on": date(2026, 6, 30), "precision": "month"}, "2026年6月"),
        (
            {
                "due_on": date(2026, 4, 4),
                "precision": "day",
                "rule": "印发日期2026年3月5日起30日",
                "term_count": 30,
                "term_unit": "day",
                "term_anchor": "printed",
                "quote": "印发后30日内",
            },
            "2026年4月4日前（印发日期2026年3月5日起30日）",
        ),
        ({"term_count": 5, "term_unit": "year", "term_anchor": "none", "quote": "5年内"}, "5年内（原文未写起算日）"),
        ({"term_count": 5, "term_unit": "year", "term_anchor": "none"}, "5年内（原文未写起算日）"),
        (
            {"term_count": 2, "term_unit": "year", "term_anchor": "event", "quote": "认定后2年内"},
            "认定后2年内（起算日视具体事项而定）",
        ),
        (
            {
                "term_count": 9,
                "term_unit": "day",
                "term_anchor": "printed",
                "quote": "印发后9个工作日内",
                "rule": "按工作日计，未推算到日",
            },
            "印发后9个工作日内（按工作日计，未推算到日）",
        ),
        ({"recurrence": "yearly"}, "每年"),
        ({"recurrence": "year_end"}, "每年年底"),
        ({"recurrence": "yearly", "in_month": 12, "on_day": 10, "due_on": date(2026, 12, 10)}, "每年12月10日"),
        ({"recurrence": "yearly", "in_month": 2}, "每年2月底"),
        ({"recurrence": "quarterly", "in_month": 1, "on_day": 5}, "每季度第1个月5日"),
        ({"recurrence": "monthly", "on_day": 5}, "每月5日"),
        ({"recurrence": "every_n_years", "interval": 5}, "每5年"),
    ],
)
def test_when_a_deadline_falls(values: dict[str, object], expected: str) -> None:
    assert due(Deadline(**values)) == expected


def test_numbers_in_lists() -> None:
    assert even("(一)") == "（一）"
    assert [before_title(number) for number in ("(一)", "第二节", "14.", "一、", "")] == [
        "（一）",
        "第二节 ",
        "14. ",
        "一、",
        "",
    ]


def test_only_the_words_sought_are_marked_and_none_is_markup() -> None:
    assert with_marks([("<绿电>", False), ("直连 & 园区", True)]) == "&lt;绿电&gt;<mark>直连 &amp; 园区</mark>"


def test_the_first_page_is_not_told() -> None:
    pages = Paginator(range(3), 2)
    assert [page_told(page) for page in pages] == ["", "（第 2 页）"]


def test_where_a_target_is_written() -> None:
    document = Document(document_number="甘政办发〔2025〕31号", region=Region(name="甘肃省"))
    section = Section(number="第二节", title="目标")
    assert place_words(Target(document=document)) == "甘肃省 · 甘政办发〔2025〕31号"
    assert place_words(Target(document=document, section=section)) == "甘肃省 · 甘政办发〔2025〕31号 · 第二节 目标"
    task = Task(number="(二)", title="发展风电")
    assert place_words(Target(document=document, section=section, task=task)).endswith(" · （二）发展风电")
    assert place_words(Target(document=Document(title="园区规划"), section=Section())) == "园区规划"
