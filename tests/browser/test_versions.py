"""The pages of versions and of changes in a real browser: no barriers, no complaints, no sideways scrolling."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from documents.models import Document
from policykb.pipeline import gazetteer, ingest
from tests.browser.checks import SIGHTS, SIZES, find_faults, find_wide
from tests.factories import make_agency
from tests.policykb.views.test_versions import NEWER, TEXT


@pytest.fixture
def paths(transactional_db: None) -> list[str]:
    """The pages of a document with two texts and of what changed in it."""
    make_agency().names.create(name="省能源局")
    for name, text in (("旧.txt", TEXT), ("一个名字很长的新文件" * 5 + ".txt", NEWER)):
        ingest(text.encode(), name, gazetteer())
    document = Document.objects.get()
    old, new = document.versions.order_by("pk").values_list("pk", flat=True)
    versions = f"{document.get_absolute_url()}versions/"
    return [
        document.get_absolute_url(),
        versions,
        f"{versions}{old}/",
        f"{versions}{old}/{new}/",
        "/changes/",
        f"/changes/?document={document.slug}",
    ]


@pytest.mark.parametrize(("width", "scheme"), SIGHTS)
def test_no_page_has_barriers_or_complaints(
    paths: list[str],
    live_server: LiveServer,
    page: Page,
    complaints: list[str],
    barriers: Callable[[], list[str]],
    width: int,
    scheme: str,
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    assert list(find_faults(page, live_server.url, paths, complaints, barriers)) == []


@pytest.mark.parametrize(("width", "size"), SIZES)
def test_no_page_scrolls_sideways(paths: list[str], live_server: LiveServer, page: Page, width: int, size: int) -> None:
    assert list(find_wide(page, live_server.url, paths, width, size)) == []


def test_a_file_is_downloaded_and_not_shown(paths: list[str], live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + paths[1])
    with page.expect_download() as download:
        page.get_by_role("link", name="原始文件").last.click()
    assert download.value.suggested_filename == "旧.txt"


def test_the_difference_can_be_heard(paths: list[str], live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + paths[3])
    words = page.locator("article").filter(has_text="建设风电基地").inner_text()
    assert "［删去：500］［新增：700］" in words.replace("\n", "")
