"""Documents, tasks, targets, topics and the matrix in a real browser: no barriers, no complaints, no sideways
scrolling; from a note to its words and back; on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from documents.models import SourceNote
from tests.browser.checks import SIGHTS, SIZES, find_faults, find_wide
from tests.factories import make_deadline, make_document, make_target
from tests.policykb.policies import TEXT, make_policy, place

PAGES = [
    "/documents/园区/",
    "/documents/园区/?plain=1",
    "/documents/园区/?print=notes",
    "/documents/园区/?item=99",
    "/documents/园区/cite/?clause=1",
    "/tasks/园区/2.1/cite/",
    "/documents/园区/source/?lines=7-8",
    "/tasks/园区/2.1/",
    "/tasks/园区/2.2/",
    "/targets/",
    "/targets/?year=abc&order=document",
    "/targets/?q=无此词",
    "/targets/?indicator=零碳园区",
    "/timeline/",
    "/timeline/?year=2025",
    "/topics/",
    "/topics/绿电直连/",
    "/topics/绿电直连/?only=differences",
    "/matrix/?all=1",
    "/matrix/pairs/",
    "/places/?show=tasks",
    "/api/",
]

GROUND = "node => getComputedStyle(node).backgroundColor"


@pytest.fixture
def base(transactional_db: None) -> None:
    document = make_policy(missing_attachments=["重点任务分工"], document_number="")
    task = document.tasks.get(key="2.1")
    make_target(document, task=task, indicator="风电装机", comparator="fall", value=12, unit="%", **place("风电基地"))
    make_target(document, indicator="园区", comparator="between", value=1, value_high=2, unit="个")
    make_deadline(document, task=task, due_on=None, precision="", recurrence="year_end", quote="每年年底")
    position = TEXT.index("推进绿电直连")
    make_document(slug="无责", title="没有责任分工的意见", missing_attachments=["重点任务分工"])
    SourceNote.objects.create(document=document, kind="hole", message="此处缺文。", start=position, end=position)


@pytest.mark.parametrize(("width", "scheme"), SIGHTS)
def test_no_page_has_barriers_or_complaints(
    base: None,
    live_server: LiveServer,
    page: Page,
    complaints: list[str],
    barriers: Callable[[], list[str]],
    width: int,
    scheme: str,
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    assert list(find_faults(page, live_server.url, PAGES, complaints, barriers)) == []


@pytest.mark.parametrize(("width", "size"), SIZES)
def test_no_page_scrolls_sideways(base: None, live_server: LiveServer, page: Page, width: int, size: int) -> None:
    assert list(find_wide(page, live_server.url, PAGES, width, size)) == []


def test_from_the_words_to_the_note_and_back(base: None, live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + "/documents/园区/")
    page.locator("#t2").click()
    assert page.url.endswith("#n2")
    expect(page.locator("#n2")).to_contain_text("零碳园区 ≥ 2 个")
    page.locator("#n2 .sign").click()
    assert page.url.endswith("#t2")


def test_an_inherited_duty_leads_to_its_clause(base: None, live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + "/documents/园区/#s2-2")
    clause = page.locator("#s2-2")
    clause.get_by_role("link", name="（一）").click()
    assert page.url.endswith("#s2-1")
    expect(page.locator("#s2-1:target")).to_contain_text("发展风电")


def test_the_ground_of_a_landed_clause_ends_with_its_text(base: None, live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + "/documents/园区/#s2-1")
    words, notes = (page.locator(f"#s2-1 > {part}").bounding_box() for part in (".words", ".notes"))
    assert words and notes and words["height"] < notes["height"]
    row, text = (page.locator(place).evaluate(GROUND) for place in ("#s2-1", "#s2-1 > .words"))
    assert row == "rgba(0, 0, 0, 0)" != text


def test_one_phrase_has_one_line_under_it(base: None, live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + "/documents/园区/")
    styles = page.locator(".fact.duty").evaluate_all("all => all.map(e => getComputedStyle(e).textDecorationStyle)")
    assert set(styles) == {"solid"}


def test_notes_stand_beside_the_text_from_900_pixels_up(base: None, live_server: LiveServer, page: Page) -> None:
    for width, is_beside in ((900, True), (880, False)):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(live_server.url + "/documents/园区/")
        words, notes = (page.locator(f"#s2-1 > {part}").bounding_box() for part in (".words", ".notes"))
        assert words and notes and (notes["x"] > words["x"]) is is_beside


def test_on_a_phone_the_contents_are_at_hand_and_say_where_one_is(
    base: None, live_server: LiveServer, page: Page
) -> None:
    page.set_viewport_size({"width": 390, "height": 400})
    page.goto(live_server.url + "/documents/园区/#s2-1")
    bar = page.locator(".reading-bar")
    expect(bar).to_be_in_viewport()
    expect(bar).to_contain_text("二、 （一） 发展风电")
    expect(bar).to_contain_text("3 / 4")
    bar.get_by_role("link", name="目次").click()
    expect(page.locator("#outline").get_by_role("link", name="总体要求")).to_be_in_viewport()


def test_a_mark_of_a_defect_unfolds_its_note(base: None, live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + "/documents/园区/")
    expect(page.get_by_text("夹有外文")).to_be_hidden()
    page.locator("#y1").click()
    expect(page.get_by_text("夹有外文")).to_be_visible()


def test_jump_to_an_item_without_scripts(base: None, live_server: LiveServer, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(live_server.url + "/documents/园区/")
    page.get_by_text("目次（").click()
    page.get_by_label("转到第").fill("二")
    page.get_by_role("button", name="转到").click()
    assert page.url.endswith("#s2-2")
    context.close()


def test_the_citation_is_there_without_scripts_and_copied_with_them(
    base: None, live_server: LiveServer, browser: Browser
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(live_server.url + "/tasks/园区/2.1/")
    citation = page.locator("#cite").inner_text().removeprefix("引用写作：")
    page.get_by_role("link", name="复制引用").click()
    expect(page.get_by_role("status")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == citation
    page.goto(live_server.url + "/documents/园区/")
    page.locator("#s2-1").get_by_role("link", name="复制链接").click()
    expect(page.locator("#s2-1").get_by_role("link", name="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/documents/%E5%9B%AD%E5%8C%BA/#s2-1")
    page.goto(live_server.url + "/tasks/园区/2.1/cite/")
    page.get_by_role("button", name="复制").nth(2).click()
    expect(page.get_by_role("status")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == page.get_by_label("原文与出处").input_value()
    context.close()


def test_a_citation_can_be_taken_without_scripts(base: None, live_server: LiveServer, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/documents/园区/")
    page.locator("#s1").get_by_role("link", name="复制引用").click()
    assert page.url.endswith("/documents/%E5%9B%AD%E5%8C%BA/cite/?clause=1")
    expect(page.get_by_label("公文式")).to_have_value("《甘肃省人民政府关于建设园区的意见》一")
    expect(page.get_by_role("button", name="复制")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 .ris 文件").click()
    assert download.value.suggested_filename.endswith("一.ris")
    context.close()


def test_from_a_task_to_its_line_of_the_source(base: None, live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + "/tasks/园区/2.2/")
    page.get_by_role("link", name="原文第").click()
    expect(page.locator(".asked").first).to_contain_text("（二）建设电网")


def test_a_document_prints_as_an_official_one(base: None, live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + "/documents/园区/")
    page.emulate_media(media="print")
    for hidden in (".site-head", ".outline", "#s2-1 .notes", ".head-facts"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator(".endnotes")).to_have_count(0)
    assert page.locator("#s1 .words p").evaluate("node => getComputedStyle(node).fontSize") == "21.3333px"  # 16 pt
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 3
    page.goto(live_server.url + "/documents/园区/?print=notes")
    expect(page.locator(".endnotes")).to_contain_text("④及于以下")
