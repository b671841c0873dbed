"""What helps on where nothing has all words: every way is a search with the hits that it promises."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.indexing import index_document
from documents.models import Document
from policykb.answers import search
from policykb.answers.facets import tags_of
from policykb.answers.ways_on import WaysOn, ways_on
from tasks.indexing import index_tasks
from tests.factories import make_agency, make_document, make_duty, make_region, make_task, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def base(db: None) -> Document:
    """One document of Qinghai on charging, one of Gansu on a park."""
    make_term("充电设施", synonyms=["充换电设施"])
    here = make_document(title="青海省充电方案")
    gansu = make_region(code="620000", name="甘肃省", short_name="甘肃")
    there = make_document(title="甘肃省园区意见", region=gansu)
    tasks = [
        make_task(here, title="建充电设施", body="给予补贴，扩大车位。"),
        make_task(here, title="看护车位", body="扩大车位。"),
        make_task(there, title="建设园区", body="给予补贴。"),
    ]
    index_document(here)
    index_document(there)
    index_tasks(tasks)
    return here


def helped(text: str, **filters: list[str]) -> WaysOn:
    results = search(text, filters=filters)
    assert not results.complete
    return ways_on(results.query, tags_of(filters, None), text)


def told(ways: Any) -> dict[str, int]:
    return {way.words: way.count for way in ways}


def test_the_words_that_occur_are_told_apart_from_those_that_do_not(base: Document) -> None:
    ways = helped("基础设施 补贴 CBAM")
    assert told(ways.parts) == {"设施": search("设施").complete, "补贴": search("补贴").complete}
    assert list(ways.missing) == ["基础设施", "CBAM"]
    assert ways.apart


def test_names_like_a_word_that_stands_nowhere_are_offered(base: Document) -> None:
    make_term("充换电设备")
    assert told(helped("充换电设备").near) == {"充换电设施": 1}
    assert search("充换电设施").complete == 1
    assert not helped("曲棍球").near


def test_the_nearest_query_lacks_what_stands_nowhere_then_the_rarest(base: Document) -> None:
    ways = helped("曲棍球 补贴 车位")
    assert ways.nearest and (ways.nearest.words, ways.nearest.count) == ("补贴 车位", search("补贴 车位").complete)
    ways = helped("园区 补贴 车位")
    assert ways.nearest and ways.nearest.words == "补贴 车位"
    assert helped("曲棍球 补贴").nearest is None, "of one word it is told among the parts"


def test_conditions_that_keep_all_from_being_found_are_named(base: Document) -> None:
    ways = helped("车位", region=["620000"])
    assert {name: way.count for name, way in ways.lifted.items()} == {"region": search("车位").complete}
    ways = helped("车位", region=["620000"], document=[base.slug])
    assert set(ways.lifted) == {"region", ""}


@pytest.mark.parametrize(
    ("text", "filters", "title"),
    [
        ("甘肃 曲棍球", {}, "甘肃省园区意见"),
        ("曲棍球", {"region": ["630000"]}, "青海省充电方案"),
    ],
)
def test_documents_of_the_region_asked_for_are_shown(
    base: Document, text: str, filters: dict[str, list[str]], title: str
) -> None:
    ways = helped(text, **filters)
    assert ways.is_of_region and [document.title for document in ways.documents] == [title]


def test_else_the_newest(base: Document) -> None:
    ways = helped("海南 曲棍球")
    assert not ways.is_of_region
    assert [document.title for document in ways.documents] == ["甘肃省园区意见", "青海省充电方案"]


NAMES = "甘肃 青海 省能源局 曲棍球 补贴 车位 看护 设施"
LONG = ["补贴", " ".join(["充电桩补贴", "曲棍球", "车位"] * 30), "词" * 200, NAMES]


@pytest.mark.parametrize("text", LONG)
def test_a_long_query_costs_no_more_questions(base: Document, text: str) -> None:
    make_duty(agency=make_agency())
    query = search(text).query
    with CaptureQueriesContext(connection) as asked:
        ways_on(query, {"region": ["g620000"]}, text)
    assert len(asked) <= 36, "what names mean is looked up, and on PostgreSQL each session begins and ends"


def test_the_page_tells_what_helps(client: Client, base: Document) -> None:
    page = client.get("/search/?q=CBAM 补贴 车位").content.decode()
    assert "最接近的" in page and ">补贴 车位</a> 1 项" in page and "“CBAM”没有" in page
    page = client.get("/search/?q=曲棍球&region=620000").content.decode()
    assert "没有找到“曲棍球”在这 1 个条件下。" in page and "甘肃省的文件" in page
    page = client.get("/search/?q=车位&region=620000&plain=1").content.decode()
    assert '<a href="?q=%E8%BD%A6%E4%BD%8D&amp;plain=1">不限地区</a>' in page
    assert "最接近的" not in client.get("/search/?q=补贴").content.decode()
