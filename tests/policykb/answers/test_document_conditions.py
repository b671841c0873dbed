"""What narrows the document list: each condition exact under the others, in any order, in words of any spelling."""

from datetime import date

import pytest
from django.http import QueryDict

from documents.models import Document
from documents.records.writing import refill_sets
from policykb.answers.document_chips import find_chips
from policykb.answers.document_conditions import DocumentConditions
from policykb.answers.document_facets import find_facets, find_groups
from policykb.answers.documents_listed import list_documents
from tasks.filter_panel import Facet
from tests.factories import changed, make_agency, make_document, make_duty, make_region, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library(db: None) -> None:
    """Two plans of 青海省, one of its capital, a rule of 甘肃省 without date, an interpretation of a county."""
    nation = make_region(code="000000", name="全国", short_name="全国", level="national")
    qinghai = make_region(parent=nation)
    gansu = make_region(code="620000", name="甘肃省", short_name="甘肃", level="province", parent=nation)
    xining = make_region(code="630100", name="西宁市", short_name="西宁", level="city", parent=qinghai)
    county = make_region(code="630121", name="大通县", short_name="大通", level="county", parent=xining)
    office = make_agency("青海省人民政府办公厅")
    plan = make_document(
        title="青海省零碳园区建设方案", kind="programme", document_number="青政办〔2024〕35号",
        number_key="青政办-2024-35", issued_on=date(2024, 5, 1), source_url="https://www.gov.cn/1",
    )  # fmt: skip
    plan.issuances.create(agency=office)
    changed(plan)
    make_duty(make_task(plan, key="1"))
    make_task(plan, key="2")
    make_task(make_document(title="青海省风电规划", kind="plan", issued_on=date(2025, 5, 1), validity="in-force"))
    make_document(title="西宁市零碳园区意见", kind="opinion", region=xining, issued_on=date(2025, 6, 1))
    make_document(title="甘肃省园区管理条例", kind="regulation", region=gansu, issued_on=None, validity="repealed")
    make_document(title="零碳园区方案解读", kind="interpretation", region=county, issued_on=date(2024, 6, 1))


def conditions(query: str) -> DocumentConditions:
    return DocumentConditions.read(QueryDict(query))


def titles(query: str) -> list[str]:
    """The titles of the list, in its order."""
    named = dict(Document.objects.values_list("pk", "title"))
    return [named[key] for key in list_documents(conditions(query))[:]]


def facet(query: str, name: str) -> Facet:
    return next(each for each in find_facets(conditions(query)) if each.name == name)


def numbers(query: str, name: str) -> dict[str, int]:
    return {choice.label: choice.count for choice in facet(query, name).choices if choice.count}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=零碳", 3),
        ("q=园区 零碳 青海省", 1),
        ("q=零碳 煤", 0),
        ("q=青政办[2024]第35号", 1),
        ("q=青政办 2024 35", 1),
        ("q=青政办(2024)", 1),
        ("q=方案 青政办【2024】35号", 1),
        ("region=630000", 4),
        ("region=西宁", 2),
        ("region=630121", 1),
        ("region=620000&region=西宁市", 3),
        ("region=630000&region=630100", 2),  # who chooses a province and then a city of it means the city
        ("year=2025", 2),
        ("year=2025年&year=none", 3),
        ("kind=plan&kind=意见", 2),
        ("issuer=青海省人民政府办公厅", 1),
        ("validity=repealed&validity=现行有效", 2),
        ("duties=yes", 1),
        ("duties=no", 4),
        ("duties=no&duties=yes", 5),
        ("link=no", 4),
        ("group=work", 3),
        ("group=rules", 1),
        ("group=told", 1),
        ("group=all", 5),
        ("group=work&region=630000&year=2025&duties=no&q=园区", 1),
    ],
)
def test_conditions(query: str, found: int) -> None:
    assert len(titles(query)) == found
    assert not conditions(query).errors


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("region=某省", "本库没有“某省”这个地区。"),
        ("year=24", "成文年份请写四位数字，例如 2024；“24”不是年份。"),
        ("kind=x", "没有“x”这种种类，只有 plan、programme、"),
        ("issuer=某厅", "本库没有“某厅”这个机构。"),
        ("group=x", "没有“x”这种分类，只有 work、rules、told、all。"),
        ("order=x", "没有“x”这种排序，只有 newest、oldest、tasks、title。"),
        ("duties=maybe", "没有“maybe”这种责任分工条件，只有 yes、no。"),
        ("&".join(f"kind={number}" for number in range(1000)), "一个条件最多写 20 个值，其余 980 个没有用上。"),
    ],
)
def test_what_is_wrong_is_told_and_left_out(query: str, told: str) -> None:
    assert told in "".join(conditions(query).errors)
    assert len(titles(query)) == 5


def test_orders() -> None:
    newest = [
        "西宁市零碳园区意见",
        "青海省风电规划",
        "零碳园区方案解读",
        "青海省零碳园区建设方案",
        "甘肃省园区管理条例",
    ]
    assert titles("") == titles("order=newest") == newest
    assert titles("order=oldest") == [*reversed(newest[:4]), newest[4]]
    assert titles("order=tasks")[:2] == ["青海省零碳园区建设方案", "青海省风电规划"]
    assert titles("order=title") == sorted(newest)
    assert list_documents(conditions(""))[1:3] == list_documents(conditions(""))[:][1:3]


def test_each_number_is_what_is_left_under_the_other_conditions() -> None:
    for query in ("", "year=2025", "region=630000&validity=in-force", "q=零碳&group=work"):
        for each in find_facets(conditions(query)):
            for choice in each.choices:
                data = QueryDict(query, mutable=True)
                data.setlist(each.name, [choice.value])
                left = len(DocumentConditions.read(data).keys())
                assert choice.count == left, (query, each.name, choice.label)


def test_a_chosen_province_opens_to_its_cities_and_these_to_their_counties() -> None:
    def tree(query: str) -> list[tuple[str, int, bool]]:
        return [(choice.label, choice.depth, choice.is_chosen) for choice in facet(query, "region").choices]

    assert tree("") == [("青海省", 0, False), ("甘肃省", 0, False)]
    assert tree("region=630000") == [("青海省", 0, True), ("西宁市", 1, False), ("甘肃省", 0, False)]
    opened = [("青海省", 0, False), ("西宁市", 1, False), ("大通县", 2, True), ("甘肃省", 0, False)]
    assert tree("region=630121") == opened
    assert tree("region=630121&year=1999")[:3] == opened[:3]


def test_rules_and_interpretations_stand_apart_and_the_bare_list_opens_with_what_sets_work() -> None:
    opened = conditions("").opening_with("work")
    assert opened.group == "work" and len(opened.keys()) == 3
    assert conditions("q=园区").opening_with("work").group == ""
    assert [(group.label, group.count, group.is_chosen) for group in find_groups(opened)] == [
        ("部署工作的文件", 3, True),
        ("法规制度", 1, False),
        ("解读、问答与新闻", 1, False),
        ("全部文件", 5, False),
    ]
    assert [group.count for group in find_groups(conditions("group=rules&q=零碳&kind=regulation"))] == [2, 0, 1, 3]


def test_where_all_sets_work_there_is_nothing_apart() -> None:
    Document.objects.filter(kind__in=["regulation", "interpretation"]).update(kind="plan")
    refill_sets()
    assert conditions("").opening_with("work").group == "" and find_groups(conditions("")) == []


def test_a_condition_can_be_taken_away_and_the_way_back_says_what_it_leaves() -> None:
    query = QueryDict("region=630000&q=煤&page=3")
    chips = find_chips(DocumentConditions.read(query), query)
    assert [(chip.label, chip.value, chip.count) for chip in chips] == [("标题、文号", "煤", 4), ("地区", "青海省", 0)]
    assert chips[0].without == "?region=630000&group=all"
    assert [chip.count for chip in find_chips(conditions("region=630000"), QueryDict("region=630000"))] == [None]
