"""The search page: hits, what was understood, conditions, nothing found, bad input."""

from datetime import date

import pytest
from django.test import Client

from documents.models import Document, WordPair
from documents.records.writing import writing
from tasks.indexing import index_tasks
from tests.factories import make_agency, make_document, make_duty, make_region, make_task, make_term, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def tasks() -> Document:
    make_term("绿电直连")
    gansu = make_region(code="620000", name="甘肃省", short_name="甘肃")
    document = make_document(document_number="青测发〔2025〕1号", number_key="青测发-2025-1")
    here, there = make_task(document), make_task(make_document(region=gansu), title="建设园区", body="推广绿电直连。")
    make_duty(here, make_agency())
    index_tasks([here, there])
    return document


def test_hits_are_marked_and_lead_to_their_task(client: Client, tasks: Document) -> None:
    page = client.get("/search/?q=绿电直连").content.decode()
    assert "2 项任务" in page
    assert "<mark>绿电直连</mark>" in page
    assert tasks.tasks.get().get_absolute_url() in page
    assert "“绿电直连”是专题" in page
    assert "“绿电直连”的检索结果，2 项" in page


def test_conditions_narrow_and_stand_as_chips(client: Client, tasks: Document) -> None:
    response = client.get("/search/?q=绿电直连&region=620000&order=date")
    assert [hit.title for hit in response.context["results"].hits] == ["建设园区"]
    (chip,) = response.context["chips"]
    assert (chip.label, chip.value) == ("地区", "甘肃省")
    assert "region" not in chip.without and "order=date" in chip.without


@pytest.mark.parametrize("query", ["region=甘肃省", "region=甘肃", "region=620000"])
def test_conditions_call_records_by_any_name(client: Client, tasks: Document, query: str) -> None:
    response = client.get(f"/search/?q=绿电直连&{query}")
    assert [hit.title for hit in response.context["results"].hits] == ["建设园区"]
    assert [str(chip) for chip in response.context["chips"]] == ["甘肃省"]


def test_a_province_holds_its_cities(client: Client, tasks: Document) -> None:
    city = make_region(code="630100", name="西宁市", level="city", parent=make_region())
    town = make_document(title="市里的方案", slug="市", number_key="市", document_number="市", region=city)
    index_tasks([make_task(town, title="市里的任务", body="推广绿电直连。")])
    response = client.get("/search/?q=绿电直连&region=630000")
    assert {hit.title for hit in response.context["results"].hits} == {tasks.tasks.get().title, "市里的任务"}
    regions = next(facet for facet in response.context["facets"] if facet.name == "region")
    told = [(choice.label, choice.count, choice.depth) for choice in regions.choices]
    assert told == [("青海省", 2, 0), ("西宁市", 1, 1), ("甘肃省", 1, 0)]
    response = client.get("/search/?q=绿电直连&region=630100")
    assert [hit.title for hit in response.context["results"].hits] == ["市里的任务"]


def test_every_value_of_a_condition_is_reached(client: Client, tasks: Document) -> None:
    task = make_task(tasks, title="多机构的任务", body="推广绿电直连。")
    for number in range(40):
        make_duty(task, make_agency(f"青海省第{number:02}厅"))
    index_tasks([task])
    page = client.get("/search/?q=绿电直连").content.decode()
    assert '<a class="more" href="?q=%E7%BB%BF%E7%94%B5%E7%9B%B4%E8%BF%9E&amp;facet=agency">另有 33 个</a>' in page
    page = client.get("/search/?q=绿电直连&facet=agency&find=第3").content.decode()
    assert "机构 10 个" in page and "青海省第39厅" in page and "检索“绿电直连”</a>" in page
    page = client.get("/search/?q=绿电直连&agency=青海省第39厅&facet=agency&find=第39").content.decode()
    assert "去掉" in page and 'href="?q=%E7%BB%BF%E7%94%B5%E7%9B%B4%E8%BF%9E"' in page
    assert "绿电直连" in client.get("/search/?q=绿电直连&facet=nix").content.decode()


def test_a_condition_that_names_nothing_is_told(client: Client, tasks: Document) -> None:
    page = client.get("/search/?q=绿电直连&agency=无此局&document=青测发[2025]1号").content.decode()
    assert "本库没有“无此局”这个机构。" in page and "1 项任务" in page


def test_a_document_number_leads_to_its_document(client: Client, tasks: Document) -> None:
    page = client.get("/search/?q=青测发[2025]1号").content.decode()
    assert "读作：哪份文件" in page and "您写的文件是" not in page and tasks.get_absolute_url() in page
    page = client.get("/search/?q=青测发[2025]1号 绿电").content.decode()
    assert "您写的文件是" in page and tasks.get_absolute_url() in page


def test_an_agency_leads_to_its_page(client: Client, tasks: Document) -> None:
    page = client.get("/search/?q=青海省能源局").content.decode()
    assert "您写的是机构名" in page and make_agency().get_absolute_url() in page


def test_what_is_misspelled_is_told(client: Client, tasks: Document) -> None:
    page = client.get("/search/?q=绿电值连").content.decode()
    assert "“绿电值连”读作“绿电直连”。" in page and "没有找到" not in page
    assert "q=%E7%BB%BF%E7%94%B5%E5%80%BC%E8%BF%9E&amp;plain=1" in page


def test_what_may_have_been_meant_is_offered(client: Client, tasks: Document) -> None:
    make_term("绿电自留", synonyms=["绿电直连"])
    page = client.get("/search/?q=ldzl").content.decode()
    assert "“ldzl”读作“绿电直连”。" in page and "也可能是" in page and ">绿电自留</a>" in page
    page = client.get("/search/?q=建设元区").content.decode()
    assert "“建设元区”读作“建设园区”。" in page and "也可能是" not in page


def test_words_are_searched_as_they_stand_if_asked(client: Client, tasks: Document) -> None:
    page = client.get("/search/?q=绿电值连&plain=1").content.decode()
    assert "照原样检索，没有读作别的。" in page and "绿电直连" not in page
    response = client.get("/search/?q=绿电&plain=1&region=620000")
    (chip,) = response.context["chips"]
    page = response.content.decode()
    assert "plain=1" in chip.without and '<input type="hidden" name="plain" value="1">' in page
    assert "?q=%E7%BB%BF%E7%94%B5&amp;plain=1" in page


def test_what_is_read_otherwise_is_said_with_a_way_back(client: Client, tasks: Document) -> None:
    page = client.get("/search/?q=绿电直连 不要甘肃").content.decode()
    assert "1 项任务" in page and "“不要甘肃”读作“-甘肃”。" in page
    page = client.get("/search/?q=绿电直连 不要甘肃&plain=1").content.decode()
    assert "读作" not in page.replace("没有读作别的", "") and "没有同时含这几个词的" in page


def test_what_is_told_from_today_is_told_from_the_day_of_the_page(
    client: Client, tasks: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day, year in ((date(2026, 12, 31), "2027年"), (date(2027, 1, 1), "2028年")):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda day=day: day)
        assert f"“明年”读作“{year}”。" in client.get("/search/?q=绿电直连 明年").content.decode()


def test_a_word_that_stands_nowhere_whole_is_told(client: Client, tasks: Document) -> None:
    index_tasks([make_task(tasks, title="支持大学建设", body="")])
    assert "没有完整含这个词的；以下含其中一部分" in client.get("/search/?q=清华大学&plain=1").content.decode()


def test_hits_without_all_words_are_told_apart(client: Client, tasks: Document) -> None:
    page = client.get("/search/?q=绿电直连 曲棍球").content.decode()
    assert "没有同时含这几个词的；以下含其中一部分" in page
    assert "只含部分词的" not in client.get("/search/?q=绿电直连").content.decode()


def test_nothing_found_says_so_and_shows_ways_on(client: Client, tasks: Document) -> None:
    page = client.get("/search/?q=曲棍球").content.decode()
    assert "没有找到“曲棍球”" in page and "机构目录" in page


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=",
        "q=%00",
        "q=" + "长" * 5000,
        "q=<script>alert(1)</script>",
        'q="',
        "q=绿电&page=9999",
        "q=绿电&page=-1",
        "q=绿电&page=x",
        "q=绿电&plain=x&plain=1",
        "q=谁牵头&plain=0",
        "q=" + "谁牵头什么时候多少" * 30,
        "q=9999999999999999亿元是什么",
        "q=9999年到期的有哪些",
        "q=青海和甘肃有什么区别",
        "q=谁%00牵头%ED%A0%80绿电",
        "q=绿电&kind=x&order=x&region=%00&year=²&agency=无&document=%27--",
        "q=" + "%20OR%20".join(["绿电"] * 60),
        "&".join(["q=绿电", *(f"topic={number}" for number in range(300))]),
    ],
)
def test_any_query_gets_a_page(client: Client, tasks: Document, query: str) -> None:
    response = client.get(f"/search/?{query}")
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_a_page_too_far_is_the_last(client: Client, tasks: Document) -> None:
    response = client.get("/search/?q=绿电直连&page=9999")
    assert response.context["page"].number == 1
    assert len(response.context["results"].hits) == 2


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries: object) -> None:
    for size in (5, 200):
        with writing():
            document = make_document()
            tasks = [make_task(document) for _ in range(size)]
            index_tasks(tasks)
        client.get("/search/?q=绿电直连")
        with django_assert_max_num_queries(25):  # type: ignore[operator]
            client.get("/search/?q=绿电直连")


def test_what_is_typed_is_completed(client: Client, tasks: Document) -> None:
    response = client.get("/search/suggest/?q=能源")
    assert response["Content-Type"].startswith("application/x-suggestions+json")
    text, labels, kinds, urls = response.json()
    assert (text, labels[0], kinds[0]) == ("能源", "青海省能源局", "机构")
    assert urls[0] == "http://testserver" + make_agency().get_absolute_url()


@pytest.mark.parametrize("query", ["", "q=", "q=%00", "q=<b>", "q=" + "长" * 5000])
def test_any_beginning_gets_an_answer(client: Client, query: str) -> None:
    assert client.get(f"/search/suggest/?{query}").status_code == 200


@pytest.mark.parametrize("words", ["西宁市政府", "西宁市人民政府", "西宁政府"])
def test_a_government_that_only_a_collective_means_is_told_so(client: Client, words: str) -> None:
    province = make_region()
    city = make_region(code="630100", name="西宁市", short_name="西宁", level="city", parent=province)
    group = make_agency("青海省各市州人民政府", kind="group")
    make_duty(make_task(title="建设园区"), group, role="support", as_written="各市州政府")
    page = client.get("/search/", {"q": words}).content.decode()
    assert "未逐一列名；西宁市人民政府在其中。" in page
    assert f'<a href="{group.get_absolute_url()}">看青海省各市州人民政府的 1 项任务</a>' in page
    assert "未逐一列名" not in client.get("/search/?q=海东市政府").content.decode()
    make_duty(agency=make_agency("西宁市人民政府", kind="government", region=city))
    assert "未逐一列名" not in client.get("/search/", {"q": words}).content.decode()


def test_a_question_is_answered_above_the_hits_until_it_is_searched_as_it_stands(
    client: Client, tasks: Document
) -> None:
    page = client.get("/search/?q=绿电直连谁牵头").content.decode()
    assert "读作：谁牵头 · 绿电直连" in page and "plain=1" in page
    for address in (
        "/search/?q=绿电直连谁牵头&plain=1",
        "/search/?q=绿电直连谁牵头&region=620000",
        "/search/?q=绿电直连",
    ):
        assert "读作：谁牵头" not in client.get(address).content.decode()


def test_what_the_base_lacks_is_said_before_the_hits(client: Client, tasks: Document) -> None:
    make_region(code="330000", name="浙江省", short_name="浙江")
    page = client.get("/search/?q=浙江绿电直连").content.decode()
    assert page.index("本库没有浙江省的文件。") < page.index("其他地区的结果") < page.index("<mark>")
    assert "2 项任务" in page
    assert "本库没有浙江省" not in client.get("/search/?q=浙江绿电直连&plain=1").content.decode()


def test_whose_own_body_is_meant_is_asked(client: Client, tasks: Document) -> None:
    page = client.get("/search/?q=我局绿电直连").content.decode()
    assert "您说的“我局”是哪个机构？" in page and "青海省能源局</a>" in page


def test_other_words_for_what_is_typed_are_said_as_it_was_typed(client: Client, tasks: Document) -> None:
    told(WordPair.objects.create(typed="Wind Farm", official="风电", kind="english"))
    page = client.get("/search/?q=wind  farm 基地").content.decode()
    assert "“wind  farm”也找风电。" in page and "照原样检索" in page
    assert "也找风电" not in client.get("/search/?q=wind  farm 基地&plain=1").content.decode()
