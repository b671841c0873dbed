"""Who works with whom: all pairs, sorted; the picture shows what the table says, and never too much."""

import itertools
import re

import pytest
from django.test import Client

from documents.models import Agency
from documents.records.writing import writing
from policykb.pictures.network import MOST, draw
from tests.factories import make_agency, make_document, make_duty, make_region, make_task
from tests.policykb.markup import on_one_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(db: None) -> list[Agency]:
    """Three agencies: the first two share three tasks, each of them one with the third, who is somewhere else too."""
    agencies = [make_agency(name) for name in ("青海省能源局", "青海省<商务>厅", "青海省财政厅")]
    document = make_document()
    for number in range(3):
        task = make_task(document)
        for agency in agencies[: 3 if number == 0 else 2]:
            make_duty(task, agency)
    return agencies


def test_the_most_frequent_pair_comes_first(client: Client, team: list[Agency]) -> None:
    pairs = client.get("/matrix/pairs/").context["pairs"]
    assert [(one.name, other.name, count) for one, other, count in pairs] == [
        ("青海省能源局", "青海省<商务>厅", 3),
        ("青海省能源局", "青海省财政厅", 1),
        ("青海省<商务>厅", "青海省财政厅", 1),
    ]


def test_one_region_alone_and_the_way_back(client: Client, team: list[Agency]) -> None:
    gansu = make_region(code="620000", name="甘肃省", short_name="甘肃")
    task = make_task(make_document(region=gansu))
    make_duty(task, team[0])
    make_duty(task, team[2])
    html = on_one_line(client.get("/matrix/pairs/?region=620000").content.decode())
    assert "1 对机构" in html and '<a href="/matrix/pairs/">全部</a>' in html
    assert re.findall(r'<option value="(\d*)"( selected)?>', html) == [
        ("", ""),
        ("620000", " selected"),
        ("630000", ""),
    ]
    assert "/matrix/pairs/?region=620000" in client.get("/matrix/?region=620000&all=1").content.decode()


def test_all_partners_of_one_agency(client: Client, team: list[Agency]) -> None:
    page = client.get("/matrix/pairs/?agency=青海省财政厅")
    assert [(one.name, other.name, count) for one, other, count in page.context["pairs"]] == [
        ("青海省财政厅", "青海省能源局", 1),
        ("青海省财政厅", "青海省<商务>厅", 1),
    ]
    assert "本库没有“某厅”这个机构。" in client.get("/matrix/pairs/?agency=某厅").content.decode()


def test_of_very_many_agencies_the_busiest_are_paired_and_this_is_said(
    client: Client, team: list[Agency], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policykb.insight.paired.BUSIEST", 2)
    html = client.get("/matrix/pairs/").content.decode()
    assert "1 对机构" in html and "这里只看任务最多的 2 个机构之间的组合" in html


def test_the_picture_shows_what_the_table_says(client: Client, team: list[Agency]) -> None:
    response = client.get("/matrix/pairs/")
    html = response.content.decode()
    picture = html[html.index("<figure") : html.index("</figure>")]
    assert "3 个机构之间的 3 条连线" in picture and 'aria-labelledby="network-name"' in picture
    assert len(re.findall(r'<path class="weight-1"', picture)) == 2
    assert len(re.findall(r'<path class="weight-3"|<path class="weight-2"', picture)) == 1
    assert "青海省&lt;商务&gt;厅</text>" in picture and "style=" not in picture


def test_of_many_agencies_those_of_the_first_pairs_are_drawn() -> None:
    agencies = [Agency(pk=number, name=f"第{number}局") for number in range(1, 80)]
    pairs = [(one, other, 100 - one.pk) for one, other in itertools.pairwise(agencies)]
    network = draw(pairs)
    assert {node.agency.pk for node in network.nodes} == set(range(1, MOST + 1))
    assert len(network.lines) == MOST - 1
    assert len({(node.x, node.y) for node in network.nodes}) == MOST
    assert max(node.y for node in network.nodes) < network.height


@pytest.mark.parametrize("number", [0, 1, 2])
def test_few_pairs_can_be_drawn(number: int) -> None:
    agencies = [Agency(pk=number, name="局") for number in (1, 2, 3)]
    pairs = [(agencies[0], agencies[1], 2), (agencies[1], agencies[2], 1)][:number]
    assert len(draw(pairs).lines) == number


def test_without_pairs_the_page_says_so(client: Client) -> None:
    assert "没有同列的机构" in client.get("/matrix/pairs/?page=9999").content.decode()


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries: object) -> None:
    agencies = [make_agency(f"青海省第{number}局") for number in range(40)]
    document = make_document()
    for size in (5, 60):
        with writing():
            for number in range(size):
                task = make_task(document)
                for step in range(4):
                    make_duty(task, agencies[(number + 9 * step) % 40])
        with django_assert_max_num_queries(10):  # type: ignore[operator]
            assert client.get("/matrix/pairs/").status_code == 200
