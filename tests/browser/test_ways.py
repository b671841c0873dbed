"""Whole ways through the pages, once with the mouse and once with the keys alone: from a phrase to its clause, from an
inherited duty to its source, from an agency to its list and its brief, from a topic to two provinces side by side."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from documents.records.writing import refill_sets
from tasks.indexing import index_tasks
from tests.factories import make_document, make_duty, make_region, make_task, make_term
from tests.policykb.policies import make_policy

FARTHEST = 120  # keys to press before giving up
ACTIVE = "(document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || '').trim()"

Go = Callable[[str], None]  # to the link or button of that name


@pytest.fixture
def base(transactional_db: None) -> None:
    """A policy in 甘肃 with an inherited duty, and a task on the same topic in 青海."""
    policy = make_policy(region=make_region(code="620000", name="甘肃省", short_name="甘肃"))
    other = make_task(make_document(slug="青"), title="探索绿电直连")
    other.topics.add(make_term("绿电直连"))
    make_duty(other)
    index_tasks([*policy.tasks.all(), other])
    refill_sets()


@pytest.fixture(params=["mouse", "keys"])
def go(request: pytest.FixtureRequest, page: Page) -> Go:
    """How a person follows a link."""

    def click(name: str) -> None:
        page.locator("main").get_by_role("link", name=name).first.click()

    def press(name: str) -> None:
        for _ in range(FARTHEST):
            page.keyboard.press("Tab")
            if name in page.evaluate(ACTIVE) and page.evaluate("!!document.activeElement.closest('main')"):
                assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
                page.keyboard.press("Enter")
                return
        raise AssertionError(f"no key leads to {name}")

    return click if request.param == "mouse" else press


def test_from_a_phrase_to_the_clause(base: None, live_server: LiveServer, page: Page, go: Go) -> None:
    page.goto(live_server.url)
    page.get_by_label("检索任务、机构、文号或词语").focus()
    page.keyboard.type("风电")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("风电")
    go("发展风电")
    expect(page.get_by_role("heading", level=1)).to_contain_text("发展风电")
    go("在文件中读这一条")
    expect(page.locator("#s2-1:target")).to_contain_text("建设风电基地")


def test_from_an_inherited_duty_to_its_source(base: None, live_server: LiveServer, page: Page, go: Go) -> None:
    page.goto(live_server.url + "/tasks/园区/2.2/")
    expect(page.locator(".duty-table")).to_contain_text("承")
    go("（一）")
    expect(page.get_by_role("heading", level=1)).to_contain_text("发展风电")
    expect(page.locator(".clause-quote")).to_contain_text("以下各条均需省能源局")


def test_from_an_agency_to_its_list_and_its_brief(base: None, live_server: LiveServer, page: Page, go: Go) -> None:
    page.goto(live_server.url + "/agencies/")
    go("甘肃省能源局")
    expect(page.get_by_role("heading", level=1)).to_have_text("甘肃省能源局")
    with page.expect_download() as download:
        go("责任清单 CSV")
    assert "发展风电" in Path(download.value.path()).read_text("utf-8-sig")
    page.reload()
    go("打印")
    expect(page).to_have_url(
        live_server.url + "/agencies/%E7%94%98%E8%82%83%E7%9C%81%E8%83%BD%E6%BA%90%E5%B1%80/brief/"
    )


def test_from_a_topic_to_two_provinces(base: None, live_server: LiveServer, page: Page, go: Go) -> None:
    page.goto(live_server.url + "/topics/")
    go("绿电直连")
    expect(page.locator(".compare thead th")).to_have_text(["甘肃省", "青海省"])
    go("只看不同之处")
    expect(page.get_by_text("未写“具体落实”单位")).to_be_visible()
    go("发展风电")
    expect(page.get_by_role("heading", level=1)).to_contain_text("发展风电")
