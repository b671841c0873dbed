"""An editor's whole journey: send a file in, work off what waits, correct, take a new version in, decide, and carry
tables out and back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from documents.models import Agency, Document
from tests.factories import make_agency

# Duties in a line of their own, an agency nobody knows, a quotation mark without its partner.
POLICY = """青海省试验区建设推进办法
青试发〔2025〕7号

一、重点工作
（一）建设风电基地。到2030年装机达到500万千瓦。
责任单位：省能源局牵头，省试验区推进办配合。
（二）建设光伏基地。到2030年覆盖率达到60%。
责任单位：省能源局牵头，省试验区推进办配合。
（三）完善电力市场。抓好“交易试点，总结经验。
责任单位：省能源局牵头。
"""
NEWER = (
    POLICY.replace("建设风电基地", "建设大型风电基地")
    .replace("500万千瓦", "700万千瓦")
    .replace("完善电力市场", "健全电力市场")
)


@pytest.fixture
def desk(transactional_db: None, live_server: LiveServer, page: Page) -> Page:
    """The admin, open in a reviewer's browser."""
    make_agency().names.create(name="省能源局")
    make_agency("青海省电力公司", kind="company")
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("审核甲"))
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(live_server.url + "/admin/")
    return page


def send(page: Page, name: str, text: str) -> None:
    page.goto(page.url.split("/admin/")[0] + "/admin/")
    page.get_by_role("link", name="上传文件").click()
    page.get_by_label("文件", exact=False).set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    )
    page.get_by_role("button", name="预览").click()
    expect(page.get_by_text("现在还没有保存任何内容")).to_be_visible()
    page.get_by_role("button", name="确认入库").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def review(page: Page, kind: str = "") -> None:
    page.goto(f"{page.url.split('/admin/')[0]}/admin/documents/review/?kind={kind}")


def work_off(page: Page) -> None:
    """With the keyboard alone: confirm the agencies, close every note."""
    review(page)
    page.keyboard.press("j")
    expect(page.get_by_role("button", name="确认为机构").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist .success")).to_contain_text("已确认为机构")
    while items := page.locator(".review-items > li[id]").count():
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        expect(page.locator(".review-items > li[id]")).to_have_count(items - 1)
    expect(page.get_by_text("没有要处理的。")).to_be_visible()


def correct(page: Page, site: str, document: Document) -> None:
    """Three values: a title, a role, a target."""
    task = document.tasks.current().order_by("order").first()
    assert task
    page.goto(f"{site}/admin/tasks/task/{task.pk}/change/")
    page.get_by_label("标题").first.fill("建好风电基地")
    page.locator("#id_responsibilities-1-role").select_option("implement")
    page.locator("#id_targets-0-value").fill("550")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert document.tasks.get(pk=task.pk).corrections.filter(field="title").exists()


def decide(page: Page, item: str, button: str) -> None:
    page.locator(".review-items > li", has_text=item).get_by_role("button", name=button).click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_the_whole_journey(
    desk: Page, live_server: LiveServer, complaints: list[str], barriers: Callable[[], list[str]], tmp_path: Path
) -> None:
    page, site = desk, live_server.url
    send(page, "办法.txt", POLICY)
    document = Document.objects.get()
    assert document.tasks.current().count() == 3
    work_off(page)
    assert not Agency.objects.filter(is_reviewed=False).exists()
    correct(page, site, document)

    send(page, "办法（新版）.txt", NEWER)
    task = document.tasks.current().order_by("order").first()
    target = task.targets.current().get()
    assert (task.title, target.value) == ("建好风电基地", 550)
    assert document.tasks.filter(title__contains="健全电力市场").exists()
    review(page, "proposal")
    expect(page.get_by_text("建设大型风电基地")).to_be_visible()
    decide(page, "指标值", "采纳新提取值")
    decide(page, "的标题", "保留人工值")
    target.refresh_from_db()
    task.refresh_from_db()
    assert (task.title, target.value) == ("建好风电基地", 700)

    page.goto(f"{site}/admin/tasks/task/{task.pk}/history/")
    page.get_by_role("link", name="看此版本").last.click()
    page.get_by_role("button", name="还原").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    task.refresh_from_db()
    assert task.title == "建设风电基地"

    page.goto(f"{site}/admin/tasks/task/")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 XLSX").click()
    file = tmp_path / "任务.xlsx"
    download.value.save_as(file)
    page.get_by_role("link", name="导入").click()
    page.get_by_label("表格").set_input_files(file)
    page.get_by_role("button", name="预览").click()
    expect(page.get_by_text("没有变化：3 行与现有内容相同")).to_be_visible()
    # Leaving a page before its scripts have come is no fault.
    assert [said for said in complaints if "ERR_ABORTED" not in said] == []
    assert barriers() == []


def test_words_chosen_in_the_source_fill_the_field_used_last(desk: Page, live_server: LiveServer) -> None:
    page = desk
    send(page, "办法.txt", POLICY)
    task = Document.objects.get().tasks.current().order_by("order").first()
    assert task
    page.goto(f"{live_server.url}/admin/tasks/task/{task.pk}/change/")
    page.get_by_label("标题").first.focus()
    page.locator(".desk-source li.inside .fact").first.select_text()
    page.get_by_role("button", name="填入“标题”").click()
    expect(page.get_by_label("标题").first).to_have_value("到2030年")
