"""Where no entry has all words: what means nearly that stands apart, marked and uncounted, and orders the hits."""

from typing import Any

import pytest
from django.test import Client

from documents.models import Document
from documents.search.meaning.filling import fill
from policykb.answers import search
from policykb.answers.searching import BEFORE_ALIKE
from tasks.indexing import index_tasks
from tests.factories import make_agency, make_document, make_duty, make_region, make_task
from tests.understanding import Understanding, understanding

__all__ = ["understanding"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def library(understanding: Understanding) -> Document:
    """Tasks of two regions on fishing, and some that only share a word with what is asked."""
    here = make_document(title="青海省方案", slug="here")
    gansu = make_region(code="620000", name="甘肃省", short_name="甘肃")
    there = make_document(title="甘肃省方案", slug="there", region=gansu, number_key="there", document_number="there")
    tasks = [make_task(here, title=f"水域第{number}项", body="严禁捕捞，十年禁渔。") for number in range(7)]
    tasks += [make_task(there, title="河流保护", body="严禁捕捞。")]
    tasks += [make_task(here, title=f"湖泊{what}", body="湖泊清淤。") for what in ("治理", "保护", "管理")]
    tasks += [make_task(here, title="湖泊管护", body="湖泊清淤。禁渔。")]
    make_duty(tasks[0], make_agency("青海省农业农村厅", region=make_region()))
    index_tasks(tasks)
    fill()
    return here


def titles(hits: Any) -> list[str]:
    return [hit.title for hit in hits]


def test_what_means_nearly_that_stands_apart_and_is_counted_nowhere(library: Document) -> None:
    found = search("打鱼")
    assert (found.total, found.complete, list(found.hits)) == (0, 0, [])
    assert len(found.alike) == 5 and all(hit.why == ["意思相近"] for hit in found.alike)
    assert not any(found.kinds.values())
    assert not any(number for choices in found.facets.values() for *_, number in choices)


def test_the_excerpt_is_the_passage_that_is_near(library: Document) -> None:
    task = make_task(library, title="综合整治", body="开展宣传。" * 40 + "全面取缔打渔船。禁渔捕捞禁渔捕捞禁渔捕捞。")
    index_tasks([task])
    fill()
    (hit,) = [hit for hit in search("打鱼").alike if hit.title == "综合整治"] or [None]
    assert hit is None or "禁渔" in "".join(words for words, _ in hit.excerpt)


def test_hits_with_some_words_are_put_in_the_order_of_words_and_meaning(library: Document, settings: Any) -> None:
    found = search("湖泊 打鱼")
    assert found.is_by_meaning and titles(found.hits) == ["湖泊治理", "湖泊管护", "湖泊保护", "湖泊管理"]
    assert found.is_partial and found.total == 4
    assert set(titles(found.alike)).isdisjoint(titles(found.hits))
    settings.SEARCH_MEANING = False
    without = search("湖泊 打鱼")
    assert not without.is_by_meaning and not without.alike
    assert titles(without.hits) == ["湖泊治理", "湖泊保护", "湖泊管理", "湖泊管护"]
    assert (without.total, without.kinds, without.facets) == (found.total, found.kinds, found.facets)


def test_one_page_shows_them_after_the_first_hits_and_the_next_page_not(library: Document) -> None:
    tasks = [make_task(library, title=f"湿地第{number}项", body="湿地修复。") for number in range(18)]
    index_tasks(tasks)
    fill()
    first, second = (search("湿地 打鱼", limit=12, offset=offset) for offset in (0, 12))
    assert list(first.shown) == [*first.hits[:BEFORE_ALIKE], *first.alike, *first.hits[BEFORE_ALIKE:]]
    assert len(first.hits) > BEFORE_ALIKE and len(first.alike) == 5 and not second.alike and second.is_by_meaning
    assert len({hit.record for hit in (*first.hits, *second.hits)}) == first.total == 18


@pytest.mark.parametrize("query", ["禁渔", "十年 禁渔", "清淤 OR 打鱼", "捕捞 -湖泊"])
def test_where_something_has_all_words_meaning_is_not_asked(
    library: Document, understanding: Understanding, query: str
) -> None:
    search(query)
    assert understanding.asked == []


@pytest.mark.parametrize("query", ["青海省农业农村厅 2031年", "青测发〔2031〕88号", "88.5%", '"打鱼"', "鱼"])
def test_names_numbers_and_phrases_are_no_matter_of_meaning(
    library: Document, understanding: Understanding, query: str
) -> None:
    found = search(query)
    assert not found.alike and not found.is_by_meaning and understanding.asked == []


def test_words_as_they_stand_are_not_asked_by_meaning(library: Document, understanding: Understanding) -> None:
    assert not search("打鱼", plain=True).alike and understanding.asked == []


def test_filters_hold(library: Document) -> None:
    assert titles(search("打鱼", filters={"region": ["620000"]}).alike) == ["河流保护"]
    assert titles(search("打鱼", filters={"document": ["there"]}).alike) == ["河流保护"]
    assert not search("打鱼", filters={"year": ["2029"]}).alike
    assert not search("打鱼", kinds=["document"]).alike
    assert search("打鱼", kinds=["task", "document"]).alike


def test_names_in_the_query_hold_and_what_is_excluded_does_not_come(library: Document) -> None:
    assert titles(search("青海省农业农村厅 打鱼").alike) == [] or search("青海省农业农村厅 打鱼").is_by_meaning
    assert all(hit.record.document.region_id == "620000" for hit in search("甘肃 打鱼").shown)
    assert not any("禁渔" in hit.record.body for hit in search("打鱼 -禁渔").alike)
    assert "河流保护" in titles(search("打鱼 -禁渔").alike)


def test_what_is_not_wanted_is_not_said_to_the_model(library: Document, understanding: Understanding) -> None:
    search("(打鱼 OR 茅房) -电费")
    assert understanding.asked and "电费" not in understanding.asked[0] and "OR" not in understanding.asked[0]


def test_the_page_says_what_they_are(client: Client, library: Document) -> None:
    page = client.get("/search/?q=湖泊 打鱼").content.decode()
    assert "按词和意思排列" in page and "意思相近，不含您写的词" in page
    assert "不计入上面的数目和筛选条件" in page
    assert page.index("管护</a>") < page.index("意思相近，不含您写的词") < page.index("水域第")
    assert "意思相近" in client.get("/search/?q=打鱼").content.decode()
    plain = client.get("/search/?q=湖泊 打鱼&plain=1").content.decode()
    assert "意思" not in plain


def test_by_date_the_list_is_as_without(client: Client, library: Document) -> None:
    found = search("湖泊 打鱼", order="date")
    assert not found.alike and not found.is_by_meaning
