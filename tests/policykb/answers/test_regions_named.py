"""Regions in a query: by record where the base has documents of them, said to be lacking where it has none."""

import pytest

from documents.indexing import index_document
from policykb.answers import search
from policykb.answers.regions_named import AbsentRegion
from tasks.indexing import index_tasks
from tests.factories import make_document, make_region, make_task, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def base() -> None:
    """One task of each of 青海省, 甘肃省 and its 庆阳市; of 浙江省 and of 西宁市 no document."""
    make_term("绿电")
    gansu = make_region(code="620000", name="甘肃省", short_name="甘肃")
    city = {"level": "city"}
    qingyang = make_region(code="621000", name="庆阳市", short_name="庆阳", parent=gansu, **city)
    make_region(code="330000", name="浙江省", short_name="浙江")
    make_region(code="330100", name="杭州市", short_name="杭州", **city)
    make_region(code="460000", name="海南省", short_name="海南")
    texts = {
        "青海省": "推广绿电，甘肃也有。西宁市先行。",
        "甘肃省": "推广绿电。",
        "庆阳市": "推广绿电，学习浙江。",
    }
    qinghai = make_region()
    make_region(code="630100", name="西宁市", short_name="西宁", parent=qinghai, **city)
    make_region(code="632500", name="海南藏族自治州", short_name="海南", names=["海南州"], parent=qinghai, **city)
    for region in (qinghai, gansu, qingyang):
        document = make_document(region=region)
        task = make_task(document, title=region.name, body=texts[region.name])
        index_document(document)
        index_tasks([task])


def found(text: str) -> list[str]:
    return [hit.title for hit in search(text, kinds=["task"]).hits]


def absent(text: str, **options: bool) -> list[AbsentRegion]:
    return list(search(text, **options).understood.absent_regions)


@pytest.mark.parametrize("text", ["甘肃绿电", "甘肃省绿电", "绿电甘肃", "绿电 甘肃"])
def test_a_region_is_meant_by_record_with_what_lies_in_it(text: str) -> None:
    results = search(text, kinds=["task"])
    assert {hit.title for hit in results.hits[:2]} == {"甘肃省", "庆阳市"}
    assert results.complete == 2
    assert not results.understood.absent_regions


def test_of_two_regions_either() -> None:
    assert set(found("甘肃 青海 绿电")) == {"青海省", "甘肃省", "庆阳市"}


def test_of_two_regions_one_in_the_other_the_inner() -> None:
    assert found("甘肃 庆阳 绿电")[0] == "庆阳市"


@pytest.mark.parametrize("text", ["浙江绿电", "绿电浙江省", "杭州绿电", "浙江杭州绿电"])
def test_a_region_without_documents_is_told_and_no_demand(text: str) -> None:
    results = search(text, kinds=["task"])
    assert [each.region.name for each in results.understood.absent_regions] in (["浙江省"], ["杭州市"])
    assert results.total == results.complete == len(results.hits) == 3


def test_what_mentions_it_comes_first() -> None:
    assert found("浙江绿电")[0] == "庆阳市"
    assert found("浙江") == ["庆阳市"]


def test_of_a_city_whose_province_has_documents_what_mentions_it_is_found() -> None:
    (told,) = absent("西宁绿电")
    assert told.above and (told.above[0].name, told.above[1]) == ("青海省", "青海绿电")
    assert search("西宁绿电", kinds=["task"]).complete == 1
    assert found("西宁绿电")[0] == "青海省"


def test_who_may_be_meant_by_the_same_name_is_offered() -> None:
    (told,) = absent("海南绿电")
    assert told.region.name == "海南省"
    assert [(other.name, query) for other, query in told.namesakes] == [("海南藏族自治州", "海南州绿电")]


def test_a_sentence_of_a_text_names_no_region() -> None:
    assert not absent("支持有条件的地区与浙江等省份开展绿电交易合作并逐步扩大规模")


def test_words_as_they_stand() -> None:
    assert not absent("浙江绿电", plain=True)
