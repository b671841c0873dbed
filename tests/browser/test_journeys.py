"""The ways people go: to their agency and its list, to a clause, with the keyboard alone, without scripts, to paper."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tasks.indexing import index_tasks
from tests.factories import make_agency, make_document, make_duty, make_task


@pytest.fixture
def base(transactional_db: None) -> None:
    document, energy = make_document(), make_agency()
    source = make_task(document, number="（一）", title="优化绿电供应模式")
    make_duty(source, energy, basis="first-listed")
    for number in range(30):
        task = make_task(document, number="（二）", title=f"第{number}项工作")
        make_duty(task, energy, role="support", basis="inherited", inherited_from=source)
    index_tasks(document.tasks.all())


def test_find_my_agency_and_take_its_list(base: None, live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url)
    page.get_by_label("直接看一个机构的责任").fill("青海能源局")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("青海省能源局")
    with page.expect_download() as download:
        page.get_by_role("link", name="责任清单 CSV").click()
    rows = list(csv.DictReader(Path(download.value.path()).read_text("utf-8-sig").splitlines()))
    assert len(rows) == 31 and rows[0]["本机构角色"] == "牵头"


def test_narrow_and_widen_the_list(base: None, live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + "/tasks/?agency=青海省能源局")
    page.get_by_role("checkbox", name="牵头").check()
    page.get_by_role("button", name="应用条件").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 项任务")
    page.locator("a.chip", has_text="牵头").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("31 项任务")
    page.get_by_role("link", name="下一页").click()
    expect(page.get_by_text("第 21—31 项")).to_be_visible()


def test_search_leads_to_the_task(base: None, live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url)
    page.get_by_label("检索任务、机构、文号或词语").fill("绿电供应")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_role("link", name="优化绿电供应模式").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("优化绿电供应模式")


def test_an_inherited_duty_leads_to_its_source(base: None, live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + "/agencies/青海省能源局/")
    page.get_by_role("link", name="（一）", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("优化绿电供应模式")


def test_the_keyboard_is_enough(base: None, live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + "/tasks/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到主要内容")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="首页")).to_be_focused()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"


def test_it_works_without_scripts(base: None, live_server: LiveServer, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(live_server.url + "/tasks/")
    page.get_by_text("筛选条件").click()
    page.get_by_label("牵头").check()
    page.get_by_role("button", name="应用条件").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 项任务")
    page.get_by_role("link", name="栏目", exact=True).click()
    page.locator("#sections").get_by_role("link", name="机构").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 个机构")
    context.close()


def test_the_brief_prints_on_few_pages(base: None, live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + "/agencies/青海省能源局/brief/")
    page.emulate_media(media="print")
    expect(page.locator(".site-head")).to_be_hidden()
    expect(page.locator(".printed-on")).to_contain_text("以印发原件为准")
    pages = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    assert 1 <= pages <= 3  # 31 tasks, each with its address
