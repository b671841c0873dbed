"""Every value of a condition is reachable: listed with its number, found by typing, paged."""

import re

import pytest
from django.test import Client

from documents.records.writing import refill_sets, writing
from policykb.views.facet_values import VALUES_PER_PAGE
from tests.factories import make_agency, make_document, make_duty, make_region, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def issuers(db: None) -> None:
    with writing():
        for number in range(VALUES_PER_PAGE + 2):
            make_document(kind="plan").issuances.create(agency=make_agency(f"青海省第{number:03}厅"))
    make_document(kind="regulation").issuances.create(agency=make_agency("青海省第000厅"))
    agency = make_agency("青海省第000厅")
    agency.names.create(name="省零厅")
    refill_sets()


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def links(page: str) -> list[tuple[str, str]]:
    """The values of the page: each address with its name."""
    part = page[page.index("in-columns") :]
    found = re.findall(r'<li>\s*<a href="([^"]*)"[^>]*>\s*<span>(.*?)</span>\s*<span class="dots">', part, re.S)
    return [(address.replace("&amp;", "&"), re.sub(r"<[^>]*>", "", name)) for address, name in found]


def test_the_panel_leads_to_every_value_and_each_of_these_to_the_list(client: Client, issuers: None) -> None:
    panel = text(client, "/documents/?group=all")
    assert '<a class="more" href="?group=all&amp;facet=issuer">另有 92 个</a>' in panel
    page = text(client, "/documents/?group=all&facet=issuer")
    assert "发文机关 102 个" in page and len(links(page)) == VALUES_PER_PAGE
    assert len(links(text(client, "/documents/?group=all&facet=issuer&page=2"))) == 2
    address, name = links(page)[0]
    assert name == "青海省第000厅" and "2 份文件" in text(client, f"/documents/{address}")


@pytest.mark.parametrize(("typed", "count"), [("第00", 10), ("省零厅", 1), ("没有的", 0), ("%", 0)])
def test_a_value_is_found_by_a_part_of_its_name(client: Client, issuers: None, typed: str, count: int) -> None:
    page = text(client, f"/documents/?facet=issuer&find={typed}")
    assert f"发文机关 {count} 个" in page and f'value="{typed}"' in page


def test_numbers_and_ways_are_those_of_the_list_one_comes_from(client: Client, issuers: None) -> None:
    """The bare list shows what sets work alone; so do the numbers, and the list that a value leads to."""
    page = text(client, "/documents/?facet=issuer&find=第000厅")
    ((address, _),) = links(page)
    assert "group=work" in address and "1 份文件" in text(client, f"/documents/{address}")
    chosen = text(client, "/documents/?issuer=青海省第000厅&facet=issuer&find=第000厅")
    ((address, name),) = links(chosen)
    assert name == "去掉× 青海省第000厅" and "103 份文件" in text(client, f"/documents/{address}")


@pytest.mark.parametrize("query", ["facet=nix", "facet=", "facet=q"])
def test_no_such_condition_shows_the_list(client: Client, query: str) -> None:
    make_document()
    assert "1 份文件" in text(client, f"/documents/?{query}")


@pytest.mark.parametrize("query", ["facet=region&find=%00", f"facet=year&page={'9' * 20}", "facet=issuer&find=<b>"])
def test_bad_input_is_harmless(client: Client, query: str) -> None:
    make_document()
    assert "<b>" not in text(client, f"/documents/?{query}").replace("<b>校", "")


def test_the_list_of_tasks_leads_to_every_agency_document_and_topic(client: Client) -> None:
    task = make_task()
    for number in range(12):
        make_duty(task, make_agency(f"青海省第{number:03}厅"))
    panel = text(client, "/tasks/?role=lead")
    assert '<a class="more" href="?role=lead&amp;facet=agency">另有 2 个</a>' in panel
    page = text(client, "/tasks/?role=lead&facet=agency&find=第011")
    ((address, name),) = links(page)
    assert name == "青海省第011厅" and "role=lead" in address
    assert "1 项任务" in text(client, f"/tasks/{address}")
    (found,) = links(text(client, "/tasks/?facet=document&find=测试实施方案"))
    assert found[1].startswith(task.document.title)


def test_a_chosen_province_opens_to_its_cities_in_the_panel(client: Client) -> None:
    province = make_region()
    city = make_region(code="630100", name="西宁市", short_name="西宁", level="city", parent=province)
    make_task(make_document(region=city))
    make_task(make_document(region=province))
    assert "西宁市" not in text(client, "/tasks/")
    opened = text(client, "/tasks/?region=630000")
    assert "2 项任务" in opened
    assert re.search(r'class="depth-1"\s*>\s*<input[^>]*value="630100"', opened)
