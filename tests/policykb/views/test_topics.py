"""Topics: which can be compared, and one of them side by side in the documents' own words."""

import csv
import io
from datetime import date
from urllib.parse import unquote

import pytest
from django.test import Client
from openpyxl import load_workbook

from documents.models import Region, Section
from documents.records.writing import writing
from tasks.models import Task
from tests.factories import (
    changed,
    make_agency,
    make_deadline,
    make_document,
    make_duty,
    make_region,
    make_target,
    make_task,
    make_term,
)
from tests.policykb.markup import on_one_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def regions(db: None) -> tuple[Region, Region]:
    """A topic in two provinces; only the second has a target and a lead agency."""
    gansu = make_region(code="620000", name="甘肃省", short_name="甘肃")
    topic = make_term("零碳园区", synonyms=["零碳产业园区"])
    first, second = make_document(), make_document(region=gansu, title="关于培育建设零碳园区的意见", slug="园区")
    body = "优化布局。建设零碳产业园区<b>。推广经验。"
    make_task(first, title="打造园区", body=body, topics=[topic])
    there = make_task(second, title="深化转型", number="（八）", topics=[topic])
    make_target(second, task=there, indicator="绿电覆盖", deadline=None, precision="")
    make_target(
        second, indicator="省级零碳园区", quote="建成10个左右省级零碳园区", value=10, unit="个", comparator="about"
    )
    make_deadline(second, task=there)
    make_duty(there, make_agency("甘肃省能源局", region=gansu))
    make_task(first, title="无关", topics=[make_term("旅游")])
    return make_region(), gansu


def test_the_list_tells_what_can_be_compared(client: Client, regions: object) -> None:
    (field,) = client.get("/topics/").context["fields"]
    (entry,) = field.shared
    assert (entry.topic.name, entry.count.total, entry.count.named) == ("零碳园区", 2, (("甘肃", 1), ("青海", 1)))
    assert [entry.topic.name for entry in field.small] == ["旅游"]


def test_topics_stand_by_field_and_name_their_region_once(client: Client) -> None:
    document = make_document()
    for name, field, number in (("光伏", "能源", 3), ("风电", "能源", 2), ("旅游", "文化", 1), ("无类", "", 2)):
        topic = make_term(name, field=field)
        for _ in range(number):
            make_task(document, topics=[topic])
    response = client.get("/topics/")
    energy, culture, other = response.context["fields"]
    assert (energy.name, culture.name, other.name) == ("能源", "文化", "")
    assert [entry.topic.name for entry in energy.single["青海"]] == ["光伏", "风电"]
    assert (energy.small, [entry.topic.name for entry in culture.small]) == ((), ["旅游"])
    page = on_one_line(response.content.decode())
    assert page.count("只在青海") == 2 and "其他" in page and "只有一项任务的 1 个" in page


def test_a_topic_of_many_places_tells_their_number(client: Client) -> None:
    """A city counts with its province, and a document that names no place stands apart."""
    topic, province = make_term("零碳园区"), make_region()
    places = [
        make_region(code="630100", name="西宁市", short_name="西宁", level="city", parent=province),
        make_region(code="620000", name="甘肃省", short_name="甘肃"),
        make_region(code="000000", name="全国", short_name="全国", level="national"),
        None,
    ]
    for place in (province, *places):
        document = make_document()
        document.region = place
        make_task(changed(document), topics=[topic])
    (entry,) = client.get("/topics/").context["fields"][0].shared
    assert set(entry.count.places) == {"青海", "甘肃", "全国", "其他"}
    assert ">5 项，4 地<" in client.get("/topics/").content.decode()


def test_regions_side_by_side(client: Client, regions: object) -> None:
    gansu, qinghai = client.get("/topics/零碳园区/").context["columns"]
    assert (gansu.region.name, qinghai.region.name) == ("甘肃省", "青海省")
    assert [target.indicator for target in gansu.targets] == ["省级零碳园区"]  # its task alone makes no target its own
    assert [(share.agency.name, share.count, share.number) for share in gansu.leads.named] == [
        ("甘肃省能源局", 1, "（八）")
    ]
    assert [(line.when, line.what) for line in gansu.deadlines] == [
        ("2030年", "上列数量目标"), ("2030年", "（八）深化转型"),
    ]  # fmt: skip
    assert (qinghai.targets, qinghai.leads.named, qinghai.deadlines) == ((), (), ())


def test_gaps_are_said(client: Client, regions: object) -> None:
    html = client.get("/topics/零碳园区/").content.decode()
    for gap in ("未写数量指标", ">未写<", "总体部分没有谈到", "原文未列牵头单位", "未写“具体落实”单位"):
        assert gap in html


def test_what_falls_due_above_the_tasks_is_told(client: Client, regions: tuple[Region, Region]) -> None:
    """The dates of parts; and where the tasks and their parts say nothing, what the document aims at."""
    here = Task.objects.get(title="打造园区")
    make_deadline(here.document, due_on=date(2029, 12, 31), quote="到2029年")
    gansu, qinghai = client.get("/topics/零碳园区/").context["columns"]
    aims = {
        column.region: [(line.when, line.what, line.place) for line in column.deadlines] for column in (gansu, qinghai)
    }
    words = f"{here.document.name}：文件总体目标，原文未分到单位"
    assert ("2029年", words, here.document) in aims[here.document.region]
    part = Section.objects.create(
        document=here.document, key=here.key.split(".")[0], title="重点任务", level=1, order=1
    )
    make_deadline(here.document, section=part, reaches=True, due_on=date(2028, 12, 31), quote="2028年")
    columns = client.get("/topics/零碳园区/").context["columns"]
    lines = [line.when for column in columns if column.region == here.document.region for line in column.deadlines]
    assert lines == ["2028年（所在部分写明）"]


def test_only_the_differences(client: Client, regions: tuple[Region, Region]) -> None:
    here, there = Task.objects.get(title="打造园区"), Task.objects.get(title="深化转型")
    for task in (here, there):
        make_target(task.document, task=task, indicator="零碳园区项目", value=3, unit="个")
    make_duty(here, make_agency("青海省能源局"))
    make_duty(here, make_agency("青海省商务厅"))
    response = client.get("/topics/零碳园区/?only=differences")
    gansu, qinghai = response.context["columns"]
    assert [target.indicator for target in gansu.targets] == ["省级零碳园区"]
    assert [share.agency.name for share in qinghai.leads.named] == ["青海省商务厅"] and not gansu.leads.named
    html = on_one_line(response.content.decode())
    assert "其余与他列相同" in html
    assert '<th scope="row">任务</th>' not in html and "具体落实" not in html
    assert "指标 1 项，期限 1 项，牵头单位 1 个" in html


def test_the_differences_are_a_link_and_stay(client: Client, regions: object) -> None:
    assert "?only=differences" in client.get("/topics/零碳园区/").content.decode()
    html = client.get("/topics/零碳园区/?only=differences").content.decode()
    assert 'href="?region=620000&amp;only=differences"' in html and "看全部比较项" in html
    alone = client.get("/topics/零碳园区/?region=620000&only=differences").content.decode()
    assert "只看不同之处" not in alone and "省级零碳园区" in alone and "region=630000&amp;only" not in alone


def test_the_words_are_quoted_and_marked(client: Client, regions: object) -> None:
    _, column = client.get("/topics/零碳园区/").context["columns"]
    assert list(column.quoted[0].words) == [("……建设", False), ("零碳产业园区", True), ("<b>。……", False)]
    assert "<mark>零碳产业园区</mark>&lt;b&gt;" in client.get("/topics/零碳园区/").content.decode()


def test_a_column_can_be_left_out_and_put_back(client: Client, regions: object) -> None:
    response = client.get("/topics/零碳园区/?region=630000")
    assert [column.region.name for column in response.context["columns"]] == ["青海省"]
    assert "加上甘肃省" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("region=nix", "本库没有“nix”这个地区。"),
        ("region=650000", "新疆维吾尔自治区没有谈到“零碳园区”的任务。"),
        ("only=both", "没有“both”这种看法"),
    ],
)
def test_what_cannot_be_compared_is_told(client: Client, regions: object, query: str, message: str) -> None:
    make_region(code="650000", name="新疆维吾尔自治区", short_name="新疆")
    response = client.get(f"/topics/零碳园区/?{query}")
    assert message in response.content.decode() and len(response.context["columns"]) == 2


def test_a_region_is_typed_by_its_name_and_a_province_has_its_cities(client: Client) -> None:
    topic = make_term("零碳园区")
    city = make_region(code="630100", name="西宁市", short_name="西宁", level="city", parent=make_region())
    for region in (city, make_region()):
        make_task(make_document(region=region), topics=[topic])
    (column,) = client.get("/topics/零碳园区/").context["columns"]
    assert (column.region.name, column.task_count, column.document_count) == ("青海省", 2, 2)
    page = client.get("/topics/零碳园区/?region=630000&region=西宁").content.decode()
    assert '<th scope="col">西宁市</th>' in page and "加上别的地区（2 个地区）" in page
    (seven,) = client.get("/topics/零碳园区/?region=西宁市").context["columns"]
    assert (seven.region.name, seven.task_count) == ("西宁市", 1)


def test_the_headline_counts_all_and_the_columns_are_those_with_most(client: Client) -> None:
    topic = make_term("零碳园区")
    for number, code in enumerate(("110000", "120000", "130000", "140000"), 1):
        region = make_region(code=code, name=f"甲{number}省", short_name=f"甲{number}")
        for _ in range(number):
            make_task(make_document(region=region), topics=[topic])
    response = client.get("/topics/零碳园区/")
    assert {column.region.name for column in response.context["columns"]} == {"甲2省", "甲3省", "甲4省"}
    assert "4 个地区 10 份文件，10 项任务。" in response.content.decode() and "加上甲1省" in response.content.decode()
    every = "&".join(f"region={code}0000" for code in (11, 12, 13, 14, 11))
    assert len(client.get(f"/topics/零碳园区/?{every}").context["columns"]) == 4


def test_of_very_many_tasks_all_are_counted_and_the_latest_quoted(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policykb.insight.comparison.WHOLE", 2)
    monkeypatch.setattr("policykb.insight.comparison.TASKS_SHOWN", 2)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 11, 20))
    topic, energy = make_term("零碳园区"), make_agency("青海省能源局")
    tasks = [make_task(make_document(issued_on=date(2020 + n, 1, 1)), title=f"甲{n}", topics=[topic]) for n in range(4)]
    for task in tasks[:3]:
        make_duty(task, energy)
    for task, year in zip(tasks, (2025, 2027, 2027), strict=False):
        make_deadline(task.document, task=task, due_on=date(year, 12, 31))
    response = client.get("/topics/零碳园区/")
    (column,) = response.context["columns"]
    assert (column.task_count, column.document_count, [task.title for task in column.others]) == (4, 4, ["甲3", "甲2"])
    assert [(share.agency, share.count) for share in column.leads.named] == [(energy, 3)]
    assert [(year.words, year.count) for year in column.years] == [("已过", 1), ("2027年", 2), ("未写期限", 1)]
    page = on_one_line(response.content.decode())
    assert "青海省全部 4 项任务" in page and "只摘录最近的" in page
    assert "?topic=%E9%9B%B6%E7%A2%B3%E5%9B%AD%E5%8C%BA&amp;region=630000&amp;year=2027" in page
    rows = dict(csv.reader(io.StringIO(b"".join(client.get("/topics/零碳园区/compare.csv")).decode("utf-8-sig"))))
    assert rows["期限"] == "已过　1 项\n2027年　2 项\n未写期限　1 项" and rows["牵头"] == "青海省能源局　3 项"


@pytest.mark.parametrize("slug", ["无此专题", "%00"])
def test_an_unknown_topic_is_not_found(client: Client, slug: str) -> None:
    assert client.get(f"/topics/{slug}/").status_code == 404


def test_a_topic_without_tasks_says_so(client: Client) -> None:
    make_term("新词")
    assert "库内还没有任务谈到它" in client.get("/topics/新词/").content.decode()


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries: object) -> None:
    topic, agency = make_term(), make_agency()
    for size in (5, 250):
        with writing():
            document = make_document()
            for _ in range(size):
                make_duty(make_task(document, topics=[topic]), agency)
        for path in ("/topics/", "/topics/绿电直连/"):
            client.get(path)  # reads the lexicon and the sets as they are now
            with django_assert_max_num_queries(14):  # type: ignore[operator]
                assert client.get(path).status_code == 200


def test_the_region_that_wrote_first_stands_first(client: Client) -> None:
    topic = make_term("零碳园区")
    gansu = make_region(code="620000", name="甘肃省", short_name="甘肃")
    for region, year, number in ((gansu, 2026, 2), (make_region(), 2024, 1)):
        document = make_document(region=region, issued_on=date(year, 1, 1))
        for _ in range(number):
            make_task(document, topics=[topic])
    columns = client.get("/topics/零碳园区/").context["columns"]
    assert [column.region.name for column in columns] == ["青海省", "甘肃省"]


def with_goals() -> None:
    """A document whose general part speaks of the topic in two sentences, one of them with a number."""
    topic = make_term("零碳园区")
    words = (
        "一、总体要求\n坚持零碳园区理念。到2027年，零碳园区体系建立。提升服务。到2030年，建成10个零碳园区。\n二、任务\n"
    )
    document = make_document(source=words, title="关于零碳园区的意见", document_number="甘政〔2026〕1号")
    section = Section.objects.create(
        document=document, key="1", number="一、", title="总体要求", level=1, order=0, start=0,
        end=words.index("二、"), heading_end=7, own_end=words.index("二、"),
    )  # fmt: skip
    start = words.index("建成10个")
    make_target(
        document, section=section, indicator="零碳园区", value=10, unit="个", quote="建成10个零碳园区", start=start,
        end=start + 9,
    )  # fmt: skip
    make_task(document, title="建设零碳园区", topics=[topic])


def test_it_opens_with_the_main_goal(client: Client) -> None:
    with_goals()
    response = client.get("/topics/零碳园区/")
    (column,) = response.context["columns"]
    assert column.goals[0].text == "到2027年，零碳园区体系建立。……到2030年，建成10个零碳园区。"
    page = on_one_line(response.content.decode())
    assert page.index("<mark>零碳园区</mark>体系建立") < page.index('<th scope="row">任务</th>')
    assert "甘政〔2026〕1号 一、总体要求" in page


def test_the_table_that_is_shown_can_be_taken_away(client: Client, regions: object) -> None:
    answer = client.get("/topics/零碳园区/compare.csv?only=differences")
    heads, *rows = csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")))
    assert heads == ["比较项", "甘肃省", "青海省"]
    assert [row[0] for row in rows] == ["文件", "主要目标", "指标", "期限", "牵头", "原文"]
    assert {row[0]: row[1:] for row in rows}["指标"] == ["到2030年 省级零碳园区 约 10 个", "未写数量指标"]
    assert "零碳园区-不同之处" in unquote(answer["Content-Disposition"])
    one = client.get("/topics/零碳园区/compare.csv?region=630000")
    assert b"".join(one).decode("utf-8-sig").splitlines()[0] == "比较项,青海省"


def test_it_can_be_taken_away_as_a_workbook(client: Client, regions: object) -> None:
    sheet = load_workbook(io.BytesIO(b"".join(client.get("/topics/零碳园区/compare.xlsx")))).active
    assert [cell.value for cell in sheet[1]] == ["比较项", "甘肃省", "青海省"]
    assert sheet["A3"].value == "主要目标" and sheet.freeze_panes == "B2" and sheet["B2"].alignment.wrap_text
    page = client.get("/topics/零碳园区/?region=630000").content.decode()
    assert 'href="/topics/%E9%9B%B6%E7%A2%B3%E5%9B%AD%E5%8C%BA/compare.xlsx?region=630000"' in page
    assert client.get("/topics/零碳园区/compare.pdf").status_code == 404


def test_tasks_without_a_quote_stand_under_their_document(client: Client) -> None:
    topic = make_term("零碳园区")
    for number in ("青甲〔2025〕1号", "青乙〔2025〕2号"):
        document = make_document(document_number=number)
        for _ in range(2):
            make_task(document, title="推进", body="加快推进。", topics=[topic])
    page = client.get("/topics/零碳园区/").content.decode()
    assert [page.count(f">{number}</h2>") for number in ("青甲〔2025〕1号", "青乙〔2025〕2号")] == [1, 1]


def test_narrower_topics_are_named(client: Client) -> None:
    make_task(topics=[make_term("绿电"), make_term("绿电直连")])
    assert "更窄的专题另列：" in client.get("/topics/绿电/").content.decode()
