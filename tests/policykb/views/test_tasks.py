"""The task list: conditions, counts, order, pages."""

import pytest
from django.test import Client

from documents.records.writing import writing
from tasks.indexing import index_tasks
from tests.factories import make_agency, make_deadline, make_document, make_duty, make_region, make_target, make_task

pytestmark = pytest.mark.django_db


def titles(client: Client, query: str) -> list[str]:
    response = client.get(f"/tasks/?{query}")
    assert response.status_code == 200
    return [row.task.title for row in response.context["rows"]]


def facet(client: Client, query: str, name: str) -> dict[str, int]:
    facets = client.get(f"/tasks/?{query}").context["facets"]
    return {choice.value: choice.count for found in facets if found.name == name for choice in found.choices}


@pytest.fixture
def tasks() -> None:
    energy, trade = make_agency("青海省能源局"), make_agency("青海省商务厅")
    gansu = make_region(code="620000", name="甘肃省", short_name="甘肃")
    first, second = (
        make_document(slug="甲", document_number="青测发〔2025〕1号"),
        make_document(slug="乙", region=gansu),
    )
    wind, trains, parks = (
        make_task(first, title="发展风电", order=1),
        make_task(first, title="畅通铁路", order=2, body="班列每年开行。"),
        make_task(second, title="建设园区", order=1),
    )
    make_duty(wind, energy, role="lead")
    make_duty(wind, trade, role="support", basis="listed")
    make_duty(trains, trade, role="lead", basis="first-listed")
    make_deadline(first, task=wind)
    make_deadline(first, task=trains, due_on=None, precision="", recurrence="yearly")
    make_target(first, task=wind)
    index_tasks([wind, trains, parks])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["发展风电", "畅通铁路", "建设园区"]),
        ("q=班列", ["畅通铁路"]),
        ("q=风电+畅通", []),
        ("document=甲", ["发展风电", "畅通铁路"]),
        ("document=甲&document=乙", ["发展风电", "畅通铁路", "建设园区"]),
        ("region=620000", ["建设园区"]),
        ("agency=青海省商务厅", ["发展风电", "畅通铁路"]),
        ("agency=青海省商务厅&role=lead", ["畅通铁路"]),
        ("role=support", ["发展风电"]),
        ("year=2030", ["发展风电"]),
        ("year=recurring", ["畅通铁路"]),
        ("year=none", ["建设园区"]),
        ("year=2030&year=none", ["发展风电", "建设园区"]),
        ("target=quantified", ["发展风电"]),
        ("target=none", ["畅通铁路", "建设园区"]),
        ("order=deadline", ["发展风电", "畅通铁路", "建设园区"]),
    ],
)
def test_conditions(client: Client, tasks: None, query: str, expected: list[str]) -> None:
    assert titles(client, query) == expected


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        ("", "document", {"甲": 2, "乙": 1}),
        ("agency=青海省商务厅", "document", {"甲": 2, "乙": 0}),
        ("agency=青海省商务厅", "role", {"lead": 1, "support": 1, "implement": 0}),
        ("agency=青海省商务厅&role=lead", "role", {"lead": 1, "support": 1, "implement": 0}),
        ("role=lead", "agency", {"青海省能源局": 1, "青海省商务厅": 1}),
        ("region=620000", "region", {"630000": 2, "620000": 1}),
        ("region=620000", "year", {"recurring": 0, "none": 1}),
        ("", "year", {"2030": 1, "recurring": 1, "none": 1}),
        ("", "target", {"quantified": 1, "cover": 0, "qualitative": 0, "none": 2}),
    ],
)
def test_counts_hold_under_the_other_conditions(
    client: Client, tasks: None, query: str, name: str, expected: dict[str, int]
) -> None:
    assert facet(client, query, name) == expected


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("year=abc", "“abc”不是年份"),
        ("year=20301", "“20301”不是年份"),
        ("role=boss", "没有“boss”这种角色"),
        ("agency=无此局", "本库没有“无此局”这个机构"),
        ("target=x", "没有“x”这种指标条件"),
        ("q=" + "长" * 201, "词语太长"),
        ("agency=%00", "本库没有“”这个机构"),
    ],
)
def test_a_wrong_value_is_named_and_the_other_conditions_hold(
    client: Client, tasks: None, query: str, message: str
) -> None:
    response = client.get(f"/tasks/?document=甲&{query}")
    assert message in response.content.decode()
    assert [row.task.title for row in response.context["rows"]] == ["发展风电", "畅通铁路"]


def test_html_in_the_query_is_text(client: Client) -> None:
    page = client.get("/tasks/?year=<script>alert(1)</script>&q=<b>").content.decode()
    assert "<script>alert" not in page and "<b>”" not in page
    assert "&lt;script&gt;" in page


def test_a_chip_leads_to_the_list_without_its_condition(client: Client, tasks: None) -> None:
    chips = client.get("/tasks/?document=甲&document=乙&role=lead&order=deadline&page=1").context["chips"]
    assert [(chip.label, chip.value) for chip in chips] == [
        ("文件", "青测发〔2025〕1号"),
        ("文件", chips[1].value),
        ("角色", "牵头"),
    ]
    assert titles(client, chips[2].without[1:]) == ["发展风电", "畅通铁路", "建设园区"]
    assert "order=deadline" in chips[2].without and "page" not in chips[2].without


def test_no_task_says_which_conditions_to_drop(client: Client, tasks: None) -> None:
    page = client.get("/tasks/?region=620000&role=lead").content.decode()
    assert "没有同时符合这 2 个条件的任务" in page
    assert "去掉“角色 牵头”</a>，有 1 项" in page
    assert "去掉“地区 甘肃省”</a>，有 2 项" in page


def test_a_page_too_far_is_the_last_page(client: Client) -> None:
    document = make_document()
    for number in range(25):
        make_task(document, title=f"任务{number}")
    assert len(client.get("/tasks/?page=9999").context["rows"]) == 5
    assert len(client.get("/tasks/?page=x").context["rows"]) == 20


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries: object) -> None:
    agencies = [make_agency(f"青海省第{number}局") for number in range(12)]
    for size in (5, 200):
        with writing():
            document = make_document()
            for number in range(size):
                make_duty(make_task(document), agencies[number % 12])
        with django_assert_max_num_queries(27):  # type: ignore[operator]
            client.get(f"/tasks/?agency={agencies[0].slug}")


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/tasks/").status_code == 405


@pytest.fixture
def railways() -> None:
    """Three tasks that mention 铁路: in passing, by the way, and as what they are about."""
    document = make_document(slug="铁")
    passing = make_task(document, title="发展旅游", order=1, body="依托公路、机场、铁路等发展旅游。", key="1.1")
    also = make_task(document, title="发展物流", order=2, body="依托公路、机场、铁路等发展物流。", key="1.2")
    about = make_task(document, title="建设铁路", order=3, body="建设铁路，提升铁路运力。", key="1.3")
    index_tasks([passing, also, about])


def test_what_the_words_are_read_as_is_said_with_a_way_back(client: Client, railways: None) -> None:
    page = client.get("/tasks/?q=铁路 或 风电&order=relevance").content.decode()
    assert "“铁路 或 风电”读作“(铁路 OR 风电)”。" in page and "plain=1" in page
    assert titles(client, "q=铁路 或 风电") and not titles(client, "q=铁路 或 风电&plain=1")
    assert "照原样检索" not in client.get("/tasks/?q=铁路").content.decode()


def test_the_order_of_relevance_needs_words(client: Client, railways: None) -> None:
    assert titles(client, "q=铁路&order=relevance")[0] == "建设铁路"
    assert set(titles(client, "q=铁路&order=relevance")) == set(titles(client, "q=铁路"))
    assert titles(client, "q=铁路") == titles(client, "order=relevance") == ["发展旅游", "发展物流", "建设铁路"]
    assert "order=relevance" in client.get("/tasks/?q=铁路").content.decode()
    assert "order=relevance" not in client.get("/tasks/").content.decode()


def test_the_order_of_relevance_holds_under_conditions_and_in_files(client: Client, railways: None) -> None:
    assert titles(client, "q=铁路&order=relevance&document=铁&year=none")[0] == "建设铁路"
    assert titles(client, "q=铁路&order=relevance&agency=无此机构")[0] == "建设铁路"
    lines = client.get("/tasks/export.csv?q=铁路&order=relevance").getvalue().decode().splitlines()
    assert "建设铁路" in lines[1]
