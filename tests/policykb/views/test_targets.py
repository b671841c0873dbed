"""Targets: narrowed, ordered, on scales; and along time."""

import csv
import io
import itertools
import re
from datetime import date
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from documents.records.writing import writing
from documents.tag_sets.current import current_sets
from policykb.insight.due_years import Count
from policykb.insight.same_targets import find_same
from policykb.insight.target_order import TargetList
from policykb.pictures.time_axis import draw
from tests.factories import make_deadline, make_document, make_region, make_target, make_task, make_term
from tests.policykb.markup import on_one_line

TODAY = date(2026, 11, 20)


@pytest.fixture
def pages(client: Client, monkeypatch: pytest.MonkeyPatch, db: None) -> Client:
    """A client whose today is 2026-11-20, and five targets."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)
    document, other = make_document(issued_on=date(2025, 9, 1)), make_document(issued_on=date(2026, 3, 27))
    make_target(document, indicator="过去", deadline=date(2025, 12, 31))
    make_target(document, indicator="今年", deadline=date(2026, 12, 31))
    make_target(other, indicator="以后", deadline=date(2030, 12, 31), task=make_task(other, topics=[make_term()]))
    make_target(other, indicator="定性", value=None, unit="", comparator="", deadline=date(2030, 12, 31))
    make_target(document, indicator="无年", deadline=None, precision="")
    gansu = make_region(code="620000", name="甘肃省", short_name="甘肃")
    make_target(make_document(region=gansu), indicator="甘肃", deadline=date(2020, 12, 31))
    return client


def names(pages: Client, query: str = "") -> list[str]:
    """The indicators on the page: those with a value, then the others."""
    context = pages.get(f"/targets/?{query}").context
    goals = [goal for entry in context["goals"] for place in entry.places for goal in place.goals]
    return [each.indicator for each in (*(row.target for row in context["rows"]), *goals)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["今年", "以后", "定性"]),
        ("time=coming", ["今年", "以后", "定性"]),
        ("time=all&region=630000", ["过去", "今年", "以后", "无年", "定性"]),
        ("year=2030", ["以后", "定性"]),
        ("year=none", ["无年"]),
        ("time=past", ["甘肃", "过去"]),
        ("time=this-year", ["今年"]),
        ("time=ahead", ["以后", "定性"]),
        ("time=none", ["无年"]),
        ("kind=quantified", ["今年", "以后"]),
        ("kind=quantified&time=all&region=630000", ["过去", "今年", "以后", "无年"]),
        ("kind=qualitative&time=ahead", ["定性"]),
        ("q=今年", ["今年"]),
        ("q=过去", ["过去"]),  # who looks for words, an indicator or a year means all times
        ("region=630000&time=past", ["过去"]),
        ("region=甘肃&time=all", ["甘肃"]),
        ("topic=绿电直连&time=all", ["以后"]),
        ("order=indicator&time=all&region=青海省", ["今年", "以后", "无年", "过去", "定性"]),
        ("order=document&time=all&region=青海省", ["以后", "过去", "今年", "无年", "定性"]),
        ("page=99", ["今年", "以后", "定性"]),
        ("indicator=全省过去", []),
        ("indicator=以后", ["以后"]),
        # what makes no sense is named, and the rest holds
        ("year=20301&time=past&region=630000", ["过去"]),
        ("time=soon&kind=qualitative", ["定性"]),
        ("q=%00", ["今年", "以后", "定性"]),
        ("region=无此地&kind=qualitative", ["定性"]),
    ],
)
def test_conditions(pages: Client, query: str, expected: list[str]) -> None:
    assert names(pages, query) == expected


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("year=abc", "“abc”不是年份"),
        ("time=soon", "没有“soon”这种时间，只有 coming"),
        ("kind=<b>", "没有“&lt;b&gt;”"),
        ("region=无此地", "本库没有“无此地”这个地区。"),
        ("topic=无此专题", "本库没有“无此专题”这个专题。"),
    ],
)
def test_a_wrong_value_is_named(pages: Client, query: str, message: str) -> None:
    assert message in pages.get(f"/targets/?{query}").content.decode()


def test_the_past_is_called_past_and_nothing_more(pages: Client) -> None:
    html = pages.get("/targets/?time=all").content.decode()
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


def test_the_timeline_counts_and_draws_the_same(pages: Client) -> None:
    make_deadline(due_on=None, precision="", recurrence="year_end", quote="每年年底")
    response = pages.get("/timeline/")
    html = response.content.decode()
    assert "<h1>2 项已过期限，2030 年有 2 项</h1>" in html
    expected = {2020: Count(1, 0), 2025: Count(1, 0), 2026: Count(1, 0), 2030: Count(1, 1)}
    assert response.context["counts"] == expected
    assert len(re.findall(r'"solid-square" d="M[^M"]*"', html)) == 4 and 'class="hollow-square" d="M' in html
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
        with writing():
            document = make_document()
            for number in range(size):
                make_target(document, task=make_task(document), deadline=date(2020 + number % 20, 12, 31))
                make_deadline(document, due_on=date(2020 + number % 20, 12, 31))
        for path in ("/targets/", "/targets/targets.csv", "/timeline/"):
            with django_assert_max_num_queries(14):  # type: ignore[operator]
                assert client.get(path).status_code == 200


def test_every_year_of_the_table_leads_to_what_it_counts(pages: Client) -> None:
    response = pages.get("/timeline/")
    years = re.findall(r'href="\?year=(\d{4})">\d+年</a></th>', response.content.decode())
    assert years == ["2026", "2030", "2020", "2025"]
    for year in years:
        found = pages.get(f"/timeline/?year={year}").context["found"]
        assert len(found) == response.context["counts"][int(year)].total > 0


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


def test_an_indicator_has_a_page_with_its_goals_everywhere(pages: Client) -> None:
    gansu = make_region(code="620000", name="甘肃省", short_name="甘肃")
    for region, name, value, year in ((None, "全省森林覆盖率", 8, 2030), (gansu, "森林覆盖率", 12, 2027)):
        document = make_document(region=region or make_region())
        make_target(document, indicator=name, value=value, deadline=date(year, 12, 31))
    make_target(make_document(), indicator="森林蓄积量", value=5)
    response = pages.get("/targets/?indicator=森林覆盖率")
    page = on_one_line(response.content.decode())
    rows = response.context["rows"]
    assert [(row.target.document.region.name, row.target.value) for row in rows] == [("甘肃省", 12), ("青海省", 8)]
    assert [row.scale.place for row in rows] == [24, 16]
    assert "<h1>森林覆盖率</h1>" in page and "2 处目标" in page and "按下列条件" not in page
    assert f"/targets/?indicator={quote('森林覆盖率')}" in pages.get("/targets/").content.decode()
    for format in ("csv", "xlsx"):
        assert f"targets.{format}?indicator=" in page
    assert "/api/targets/?indicator=" in page
    assert [each["value"] for each in pages.get("/api/targets/?indicator=森林覆盖率").json()["results"]] == [12, 8]


def test_goals_without_a_number_are_a_list_and_not_a_table(pages: Client) -> None:
    document = make_document(title="青海省某规划", document_number="", issued_on=date(2026, 5, 1))
    for order, words in enumerate(("能力显著增强", "水平明显提升")):
        make_target(document, order=order, indicator="能力", value=None, unit="", comparator="", quote=words)
    response = pages.get("/targets/?kind=qualitative")
    page = on_one_line(response.content.decode())
    entry = response.context["goals"][0]
    assert (entry.document, entry.count, response.context["rows"]) == (document, 2, [])
    assert '<span class="song">能力显著增强</span> <span class="small quiet">2030年</span>' in page
    assert "<table" not in page


def test_a_value_that_nothing_compares_with_is_quoted(pages: Client) -> None:
    make_target(indicator="产业集群", value=1000, unit="亿元", quote="打造千亿产业集群")
    response = pages.get("/targets/")
    row = next(row for row in response.context["rows"] if row.target.indicator == "产业集群")
    assert row.scale is None and 'song small second">打造千亿产业集群<' in response.content.decode()


def test_the_workbook_is_the_list(pages: Client) -> None:
    sheet = load_workbook(io.BytesIO(pages.get("/targets/targets.xlsx?year=2030").getvalue())).active
    heads, *rows = ([cell.value for cell in row] for row in sheet.iter_rows())
    assert heads[:3] == ["指标", "通用名", "目标"] and [row[0] for row in rows] == ["以后", "定性"]
    assert pages.get("/targets/targets.pdf").status_code == 404


def test_what_stands_in_the_same_document_is_not_linked(pages: Client) -> None:
    document = make_document()
    for year in (2027, 2028):
        make_target(document, indicator="森林覆盖率", deadline=date(year, 12, 31))
    assert "same-target" not in pages.get("/targets/").content.decode()


def test_the_page_tells_what_each_choice_leaves_and_its_file_is_the_same(pages: Client) -> None:
    response = pages.get("/targets/")
    html = on_one_line(response.content.decode())
    told = {"今后到期": 3, "今年到期": 1, "明年以后": 2, "已过": 2, "未写年份": 1, "全部": 6}
    assert all(f">{label} {number}</a>" in html for label, number in told.items())
    assert "2 项定量指标，1 项定性目标" in html and "今后到期的；全部 6 项" in html
    assert "targets.csv?time=coming" in html and "/api/targets/?time=coming" in html
    rows = csv.DictReader(pages.get("/targets/targets.csv?time=coming").getvalue().decode("utf-8-sig").splitlines())
    assert [row["指标"] for row in rows] == ["今年", "以后", "定性"]
    narrowed = on_one_line(pages.get("/targets/?region=630000&time=all").content.decode())
    assert "5 项定量指标" not in narrowed and "4 项定量指标，1 项定性目标" in narrowed and "甘肃省 1" in narrowed


def test_a_stretch_of_the_list_is_the_same_as_of_the_whole(pages: Client) -> None:
    for number in range(6):
        document = make_document(issued_on=date(2020 + number % 3, 1, 1) if number % 4 else None)
        for order in range(3):
            value = {} if (number + order) % 3 else {"value": None, "unit": "", "comparator": ""}
            make_target(document, order=order, deadline=date(2027 + order, 12, 31), **value)
    sets = current_sets()
    for order, first in itertools.product(("year", "indicator", "document"), (True, False)):
        every = TargetList(sets.of("target").every, sets, order, values_first=first)
        whole = list(every[:])
        assert sorted(whole) == list(sets.of("target").every)
        assert [every[at] for at in range(len(every))] == whole
        assert list(every[5:11]) == whole[5:11]
