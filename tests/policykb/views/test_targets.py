"""Targets: narrowed, ordered, on scales; and along time."""

import csv
import itertools
import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from policykb.insight.same_targets import find_same
from policykb.pictures.scales import WIDTH, make_scale
from policykb.pictures.time_axis import Count, draw
from tests.factories import make_deadline, make_document, make_target, make_task
from tests.policykb.markup import on_one_line

TODAY = date(2026, 11, 20)


@pytest.fixture
def pages(client: Client, monkeypatch: pytest.MonkeyPatch, db: None) -> Client:
    """A client whose today is 2026-11-20, and five targets."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)
    document, other = make_document(issued_on=date(2025, 9, 1)), make_document(issued_on=date(2026, 3, 27))
    make_target(document, indicator="过去", deadline=date(2025, 12, 31))
    make_target(document, indicator="今年", deadline=date(2026, 12, 31))
    make_target(other, indicator="以后", deadline=date(2030, 12, 31), task=make_task(other))
    make_target(other, indicator="定性", value=None, unit="", comparator="", deadline=date(2030, 12, 31))
    make_target(document, indicator="无年", deadline=None, precision="")
    return client


def names(pages: Client, query: str = "") -> list[str]:
    return [row.target.indicator for row in pages.get(f"/targets/?{query}").context["rows"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["过去", "今年", "以后", "定性", "无年"]),
        ("year=2030", ["以后", "定性"]),
        ("year=none", ["无年"]),
        ("time=past", ["过去"]),
        ("time=this-year", ["今年"]),
        ("time=ahead", ["以后", "定性"]),
        ("time=none", ["无年"]),
        ("kind=quantified", ["过去", "今年", "以后", "无年"]),
        ("kind=qualitative&time=ahead", ["定性"]),
        ("q=今年", ["今年"]),
        ("order=indicator", ["今年", "以后", "定性", "无年", "过去"]),
        ("order=document", ["以后", "定性", "过去", "今年", "无年"]),
        ("page=99", ["过去", "今年", "以后", "定性", "无年"]),
        # what makes no sense is named, and the rest holds
        ("year=20301&time=past", ["过去"]),
        ("time=soon&kind=qualitative", ["定性"]),
        ("q=%00", ["过去", "今年", "以后", "定性", "无年"]),
    ],
)
def test_conditions(pages: Client, query: str, expected: list[str]) -> None:
    assert names(pages, query) == (sorted(expected) if "order=indicator" in query else expected)


@pytest.mark.parametrize(
    ("query", "message"),
    [("year=abc", "“abc”不是年份"), ("time=soon", "没有“soon”这种时间"), ("kind=<b>", "没有“&lt;b&gt;”")],
)
def test_a_wrong_value_is_named(pages: Client, query: str, message: str) -> None:
    assert message in pages.get(f"/targets/?{query}").content.decode()


def test_the_past_is_called_past_and_nothing_more(pages: Client) -> None:
    html = pages.get("/targets/").content.decode()
    assert "期限已过 324 天。完成与否，本库没有资料" in html and "逾期" not in html
    assert "不自动套用文件的目标年" in html


def test_no_target_says_what_to_drop(pages: Client) -> None:
    html = pages.get("/targets/?q=无此词&year=2030").content.decode()
    assert "没有同时符合这些条件的指标。" in html and "去掉词语“无此词”" in html


def test_the_file_is_the_list(pages: Client) -> None:
    make_target(indicator="=1+1", deadline=date(2030, 12, 31))
    rows = list(csv.DictReader(pages.get("/targets/targets.csv?year=2030").getvalue().decode("utf-8-sig").splitlines()))
    assert [row["指标"] for row in rows] == ["以后", "'=1+1", "定性"]
    assert rows[0]["目标"] == "60%" and rows[0]["期限"] == "2030年" and rows[0]["网址"].startswith("http://")


@pytest.mark.parametrize(
    ("comparator", "value", "high", "unit", "expected"),
    [
        ("reach", "60", None, "%", ("0", "100%", "point", 120, None)),
        ("at_least", "90", None, "%", ("0", "100%", "or_more", 180, (180, WIDTH))),
        ("at_most", "50", None, "%", ("0", "100%", "or_less", 100, (0, 100))),
        ("fall", "12.5", None, "%", ("−15%", "0", "fall", 33, (33, WIDTH))),
        ("rise", "10", None, "%", ("0", "12%", "rise", 167, (0, 167))),
        ("about", "10", None, "个", ("0", "12 个", "about", 167, None)),
        ("at_least", "2", None, "个", ("0", "3 个", "or_more", 133, (133, WIDTH))),
        ("between", "1", "2", "个", ("0", "3 个", "range", 67, (67, 133))),
        ("reach", "1000", None, "亿元", ("0", "1200 亿元", "point", 167, None)),
        ("reach", "150", None, "%", ("0", "200%", "point", 150, None)),
        ("reach", "0.05", None, "", ("0", "0.06", "point", 167, None)),
    ],
)
def test_scales(comparator: str, value: str, high: str | None, unit: str, expected: tuple[object, ...]) -> None:
    scale = make_scale(comparator, Decimal(value), Decimal(high) if high else None, unit)
    assert scale and (scale.low, scale.high, scale.kind, scale.place, scale.bar) == expected


@pytest.mark.parametrize("value", [None, Decimal(0), Decimal(-3)])
def test_no_scale(value: Decimal | None) -> None:
    assert make_scale("reach", value, None, "%") is None


def test_the_timeline_counts_and_draws_the_same(pages: Client) -> None:
    make_deadline(due_on=None, precision="", recurrence="year_end", quote="每年年底")
    response = pages.get("/timeline/")
    html = response.content.decode()
    assert "<h1>1 项已过期限，2030 年有 2 项</h1>" in html
    assert response.context["counts"] == {2025: Count(1, 0), 2026: Count(1, 0), 2030: Count(1, 1)}
    assert (html.count('class="solid-square"'), html.count('class="hollow-square"')) == (3, 1)
    assert html.count('class="yearly"') == 4 and "还有 41 天" in html
    assert "今天 2026年11月20日" in html
    assert " style=" not in html


def test_nothing_is_due(client: Client, db: None) -> None:
    assert "还没有写明年份的目标" in client.get("/timeline/").content.decode()
    assert client.get("/targets/").status_code == 200


def test_a_picture_of_very_many_stays_a_picture() -> None:
    picture = draw(
        {2025: Count(4000, 1000), 2060: Count(1, 0)}, [(date(2020, 1, 1), "一个很长的文号")] * 300, True, TODAY
    )
    assert picture.each > 1
    assert sum(len(year.squares) for year in picture.years) < 200
    assert all(0 <= square.x < 1232 and square.y > 0 for year in picture.years for square in year.squares)
    assert 0 < sum(1 for issue in picture.issues if issue.label) <= 6


@given(st.lists(st.tuples(st.dates(date(2019, 1, 1), date(2026, 11, 1)), st.text("甘政办发〔〕1", max_size=16))))
def test_names_of_documents_do_not_run_into_each_other(days: list[tuple[date, str]]) -> None:
    labelled = [issue for issue in draw({2030: Count(1)}, days, False, TODAY).issues if issue.label]
    for one, other in itertools.permutations(labelled, 2):
        (start, end), (other_start, other_end) = one.ends, other.ends
        assert one.row != other.row or end <= other_start or other_end <= start
        assert one.row >= other.row or not start < other.x < end  # no stem through a name above it
        assert start >= 0 and end <= 1232


def test_documents_near_each_other_keep_their_names() -> None:
    days = [(date(2021, 12, 24), "青海 规划"), (date(2024, 9, 27), "青政办〔2024〕35号")]
    days += [(date(2025, 9, 1), "青发改运行〔2025〕569号"), (date(2026, 3, 27), "甘政办发〔2026〕21号")]
    issues = draw({2025: Count(1), 2035: Count(1)}, days, False, TODAY).issues
    assert [issue.label for issue in issues] == [name for _, name in days]


def test_the_number_of_queries_does_not_grow(client: Client, db: None, django_assert_max_num_queries: object) -> None:
    for size in (5, 300):
        document = make_document()
        for number in range(size):
            make_target(document, task=make_task(document), deadline=date(2020 + number % 20, 12, 31))
            make_deadline(document, due_on=date(2020 + number % 20, 12, 31))
        for path in ("/targets/", "/targets/targets.csv", "/timeline/"):
            with django_assert_max_num_queries(12):  # type: ignore[operator]
                assert client.get(path).status_code == 200


def test_every_year_of_the_table_leads_to_its_targets(pages: Client) -> None:
    html = pages.get("/timeline/").content.decode()
    for year in re.findall(r'/targets/\?year=(\d{4})"', html):
        assert names(pages, f"year={year}")


def test_the_same_indicator_in_another_document_is_linked(pages: Client) -> None:
    mine = make_task(make_document(), key="1.1")
    target = make_target(mine.document, task=mine, indicator="全省森林覆盖率", value=20, start=0, end=2)
    other = make_document(title="另一份规划", slug="另")
    make_target(other, indicator="森林覆盖率", value=30, deadline=date(2035, 12, 31))
    make_target(other, indicator="森林蓄积量")
    make_target(make_document(is_published=False), indicator="森林覆盖率")
    for url in (mine.get_absolute_url(), "/targets/?q=全省"):
        html = on_one_line(pages.get(url).content.decode())
        (place,) = re.findall(r'<p class="[^"]*same-target">(.*?)</p>', html)
        assert "2035年 <b>" in place and "30%" in place and '<a href="/documents/%E5%8F%A6/">' in place
    assert find_same([target, target]).keys() == {target.pk}


def test_what_stands_in_the_same_document_is_not_linked(pages: Client) -> None:
    document = make_document()
    for year in (2027, 2028):
        make_target(document, indicator="森林覆盖率", deadline=date(year, 12, 31))
    assert "same-target" not in pages.get("/targets/").content.decode()
