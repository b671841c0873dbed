"""The pages in a real browser: no barriers (axe), no complaints, no sideways scrolling; light, dark, on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tasks.indexing import index_tasks
from tests.browser.checks import SIGHTS, SIZES, find_faults, find_wide
from tests.factories import (
    make_agency,
    make_deadline,
    make_document,
    make_duty,
    make_region,
    make_target,
    make_task,
    make_term,
)

AGENCY = "/agencies/青海省能源局/"
PAGES = [
    "/",
    "/tasks/",
    "/tasks/?agency=青海省能源局&year=abc&q=绿电",
    "/tasks/?region=630000&role=implement",
    "/agencies/",
    "/agencies/?region=630000",
    "/agencies/?q=能源",
    "/agencies/?agency=省能源局啊",
    AGENCY,
    AGENCY + "?by=year",
    AGENCY + "?by=document",
    AGENCY + "brief/",
    AGENCY + "calendar/?remind=7&remind=30",
    "/agencies/西宁市人民政府/",
    "/agencies/青海省各市州人民政府/",
    "/documents/",
    "/documents/?region=630000",
    "/documents/?validity=repealed&validity=nix",
    "/search/",
    "/search/?q=省能源局 绿电直连",
    "/search/?q=绿电直连谁牵头",
    "/search/?q=2030年到期的有哪些",
    "/search/?q=曲棍球",
    "/cite/?q=无此文号",
    "/about/",
    "/nix",
]


@pytest.fixture
def base(transactional_db: None) -> None:
    """A small base with everything that the pages show."""
    province = make_region()
    city = make_region(code="630100", name="西宁市", short_name="西宁", level="city", parent=province)
    energy, trade = make_agency(), make_agency("青海省商务厅")
    group = make_agency("青海省各市州人民政府", kind="group")
    government = make_agency("西宁市人民政府", kind="government", region=city)
    document = make_document()
    ended = {"validity": "repealed", "publisher": "青海省人民政府", "source_url": "https://www.example.cn/a.html"}
    other = make_document(document_number="", issued_on=None, missing_attachments=["分工"], **ended)
    source = make_task(document, number="（一）", title="优化绿电供应模式")
    make_duty(source, energy, basis="first-listed")
    make_duty(source, trade, role="support", basis="listed", as_written="省商务厅")
    make_duty(source, group, role="implement", as_written="各市州政府")
    members = make_agency("青海省绿电领导小组各成员单位", kind="group")
    make_duty(source, members, role="support", as_written="领导小组各成员单位")
    for number in range(45):
        task = make_task(document, number=f"（{number}）", title=f"推进第{number}项绿电直连工作")
        make_duty(task, energy, role="support", basis="inherited", inherited_from=source)
        make_duty(task, government, role="implement")
        task.topics.add(make_term())
    make_target(document, task=task)
    make_deadline(document, task=task)
    make_deadline(document, task=task, due_on=None, precision="", recurrence="year_end", quote="每年年底")
    make_task(other)
    index_tasks([*document.tasks.all(), *other.tasks.all()])


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


def test_targets_on_a_phone_are_large_enough(base: None, live_server: LiveServer, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    small = []
    for path in PAGES:
        page.goto(live_server.url + path)
        for control in page.locator("button:visible, input:not([type=hidden]):visible, select:visible").all():
            box = control.bounding_box()
            is_box = control.get_attribute("type") == "checkbox"
            if box and not is_box and box["height"] < 44:
                small.append(f"{path}: {control.evaluate('e => e.outerHTML')}")
    assert small == []
