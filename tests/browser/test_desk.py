"""An editor's whole journey: send a file in, work off what waits, correct, take it in again with a changed extractor
and a changed dictionary, decide, and carry tables out and back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from documents.agencies import Gazetteer, RegionEntry
from documents.models import Agency, Document, StagedFile
from documents.records.locks import lock
from documents.structure.values import ParsedDocument
from policykb.editing.merging import merge
from policykb.pipeline import gazetteer, ingest
from tasks.extraction import extract
from tasks.extraction.values import Extraction
from tests.factories import make_agency

# Another document under the number of the next one: a person has to say what it is.
SLIP = """青海省人民政府办公厅关于加强冬季供暖保障工作的通知
青试发〔2025〕7号

一、主要任务
（一）保障气源。做好天然气调度，落实储气责任。（省能源局牵头）
"""
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


def read_otherwise(parsed: ParsedDocument, gazetteer: Gazetteer, home: RegionEntry | None) -> Extraction:
    """Another extractor: it leaves the verb out of titles, and counts in kilowatts."""
    found = extract(parsed, gazetteer, home)
    tasks = [replace(task, title=(task.title or "").removeprefix("建设")) for task in found.tasks]
    targets = [
        replace(target, value=target.value * 10_000, unit="千瓦")
        if target.value and target.unit == "万千瓦"
        else target
        for target in found.targets
    ]
    return replace(found, tasks=tuple(tasks), targets=tuple(targets))


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
        expect(page.locator(".review-items button:not([hidden])").first).to_be_focused()  # the one to go on with
        page.keyboard.press("Enter")
        expect(page.locator(".review-items > li[id]")).to_have_count(items - 1)
    expect(page.get_by_text("没有要处理的。")).to_be_visible()


def correct(page: Page, site: str, document: Document) -> None:
    """Three values: a title, an agency, a target."""
    task = document.tasks.current().order_by("order").first()
    assert task
    page.goto(f"{site}/admin/tasks/task/{task.pk}/change/")
    page.get_by_label("标题").first.fill("建好风电基地")
    page.locator(".field-agency .select2-selection").first.click()
    page.locator(".select2-search__field").last.press_sequentially("电力公司")
    page.get_by_role("option", name="青海省电力公司").click()
    page.locator("#id_targets-0-value").fill("550")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert document.tasks.get(pk=task.pk).corrections.filter(field="title").exists()


def teach(page: Page, site: str, agency: Agency) -> None:
    """Give one of the agency's names to another agency, which is new."""
    page.goto(f"{site}/admin/documents/agency/{agency.pk}/change/")
    page.locator("#id_names-0-DELETE").check()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.goto(f"{site}/admin/documents/agency/add/")
    page.get_by_label("名称", exact=False).first.press_sequentially("青海省能源和矿业局")
    page.locator(".field-region .select2-selection").click()
    page.locator(".select2-search__field").last.press_sequentially("青海")
    page.get_by_role("option", name="青海省").click()
    page.locator("#id_names-0-name").fill("省能源局")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def decide(page: Page, item: str, button: str) -> None:
    page.locator(".review-items > li", has_text=item).get_by_role("button", name=button).click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_the_whole_journey(
    desk: Page,
    live_server: LiveServer,
    complaints: list[str],
    barriers: Callable[[], list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page, site = desk, live_server.url
    send(page, "办法.txt", POLICY)
    document = Document.objects.get()
    assert document.tasks.current().count() == 3
    work_off(page)
    assert not Agency.objects.filter(is_reviewed=False).exists()
    correct(page, site, document)

    teach(page, site, Agency.objects.get(name="青海省能源局"))
    monkeypatch.setattr("policykb.pipeline.extract", read_otherwise)
    send(page, "办法.txt", POLICY)
    first, second, _ = document.tasks.current().order_by("order")
    target, duty = first.targets.current().get(), first.responsibilities.get(role="lead")
    assert (first.title, target.value, duty.agency.name) == ("建好风电基地", 550, "青海省电力公司")
    # What nobody had touched follows the new extractor and the new dictionary.
    assert second.title == "光伏基地"
    assert second.responsibilities.get(role="lead").agency.name == "青海省能源和矿业局"
    review(page, "proposal")
    expect(page.locator(".review-items > li[id]")).to_have_count(3)
    decide(page, "指标值", "采纳新提取值")
    decide(page, "的机构", "采纳新提取值")
    decide(page, "的标题", "保留人工值")
    for record in (first, target, duty):
        record.refresh_from_db()
    assert (first.title, target.value, target.unit) == ("建好风电基地", 5_000_000, "千瓦")
    assert duty.agency.name == "青海省能源和矿业局"

    page.goto(f"{site}/admin/tasks/task/{first.pk}/history/")
    page.get_by_role("link", name="看此版本").last.click()
    page.get_by_role("button", name="还原").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    first.refresh_from_db()
    assert first.title == "建设风电基地"

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


def test_no_page_of_the_desk_has_a_barrier(
    desk: Page, live_server: LiveServer, barriers: Callable[[], list[str]], complaints: list[str]
) -> None:
    send(desk, "办法.txt", POLICY)
    document, agency = Document.objects.get(), Agency.objects.get(is_reviewed=False)
    task = document.tasks.first()
    assert task
    make_agency("省某办", is_reviewed=False)
    merge(Agency.objects.get(name="省某办"), make_agency())
    version = task.history.get().pk
    slip = ingest(SLIP.encode(), "另.txt", gazetteer())[0]
    lock(task, {"title": task.title}, None)
    staged = StagedFile.objects.create(sent_by=get_user_model().objects.get(), name="新.txt", data=POLICY.encode())
    pages = [
        "", "documents/document/add/", "documents/review/", "documents/document/", "documents/agencypattern/add/",
        "documents/correction/", "documents/change/", f"documents/document/{slip.pk}/versions/",
        f"documents/document/add/preview/?staged={staged.pk}", "tasks/target/",
        "tasks/task/import/", f"documents/document/{document.pk}/change/", f"documents/agency/{agency.pk}/change/",
        *(f"documents/agency/{agency.pk}/{page}/" for page in ("merge", "rename", "split")),
        f"documents/agency/{make_agency().pk}/history/", "tasks/task/", "tasks/task/add/",
        *(f"tasks/task/{task.pk}/{page}/" for page in ("change", "history", "delete", f"history/{version}")),
    ]  # fmt: skip
    found = {}
    for page in pages:
        desk.goto(f"{live_server.url}/admin/{page}")
        found[page] = [said for said in complaints if "ERR_ABORTED" not in said] + barriers()
        complaints.clear()
    assert {page: said for page, said in found.items() if said} == {}


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
