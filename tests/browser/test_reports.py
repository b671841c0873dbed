"""An error is reported at its clause, without login and without scripts, and answered; no barriers on the way."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tasks.models import Report
from tests.browser.checks import SIGHTS, SIZES, find_faults, find_wide
from tests.factories import make_report, make_wanted
from tests.policykb.policies import make_policy


@pytest.fixture
def report(transactional_db: None) -> Report:
    task = make_policy().tasks.get(key="2.1")
    return make_report(task, state="declined", answer="与印发原件一致。", answered_at="2026-11-21T01:00Z")


def pages(report: Report) -> list[str]:
    forms = ["/tasks/园区/2.1/report/", "/documents/园区/report/?clause=1", "/documents/园区/report/"]
    asked = make_wanted(state="declined", answer="不是政策文件", answered_at="2026-11-21T01:00Z")
    return [*forms, report.get_absolute_url(), "/reports/wanted/?q=青政办〔2030〕1号", asked.get_absolute_url()]


@pytest.mark.parametrize(("width", "scheme"), SIGHTS)
def test_no_page_has_barriers_or_complaints(
    report: Report,
    live_server: LiveServer,
    page: Page,
    complaints: list[str],
    barriers: Callable[[], list[str]],
    width: int,
    scheme: str,
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    assert list(find_faults(page, live_server.url, pages(report), complaints, barriers)) == []
    page.goto(f"{live_server.url}/tasks/园区/2.1/report/")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("alert")).to_contain_text("请选一项")
    assert barriers() == []


@pytest.mark.parametrize(("width", "size"), SIZES)
def test_no_page_scrolls_sideways(report: Report, live_server: LiveServer, page: Page, width: int, size: int) -> None:
    assert list(find_wide(page, live_server.url, pages(report), width, size)) == []


def test_from_the_clause_to_the_answer_without_scripts(
    report: Report, live_server: LiveServer, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    reader = context.new_page()
    reader.goto(f"{live_server.url}/documents/园区/")
    reader.get_by_role("link", name="报告差错：二、（一）").click()
    expect(reader.locator("blockquote")).to_contain_text("建设风电基地")
    expect(reader.get_by_label("此栏请留空")).not_to_be_in_viewport()
    reader.get_by_label("怎样不对，应当怎样").fill("原件写的是省商务厅牵头。")
    reader.get_by_role("button", name="提交").click()
    expect(reader.get_by_role("alert")).to_contain_text("请选一项")
    expect(reader.get_by_label("怎样不对，应当怎样")).to_have_value("原件写的是省商务厅牵头。")
    reader.get_by_role("radio", name="责任单位或角色").check()
    reader.get_by_role("button", name="提交").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("差错报告：已提交")

    get_user_model().objects.create_superuser("编辑", password="编辑的口令")
    desk = browser.new_context(java_script_enabled=False).new_page()
    desk.goto(f"{live_server.url}/admin/login/?next=/admin/documents/review/?kind=report")
    desk.get_by_label("用户名").fill("编辑")
    desk.get_by_label("密码").fill("编辑的口令")
    desk.get_by_role("button", name="登录").click()
    desk.get_by_role("textbox", name="处理说明").fill("已按原件改为省商务厅牵头。")
    desk.get_by_role("button", name="已改").click()
    expect(desk.get_by_text("已答复报告人：已改。")).to_be_visible()

    reader.reload()
    expect(reader.get_by_role("heading", level=1)).to_have_text("差错报告：已改")
    expect(reader.get_by_text("已按原件改为省商务厅牵头。")).to_be_visible()
    context.close()
