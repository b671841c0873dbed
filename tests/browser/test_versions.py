"""The pages of versions and of changes in a real browser: no barriers, no complaints, no sideways scrolling."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from documents.models import Document
from policykb.pipeline import gazetteer, ingest
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_has_barriers_or_complaints(
    paths: list[str],
    live_server: LiveServer,
    page: Page,
    complaints: list[str],
    barriers: Callable[[], list[str]],
    scheme: str,
    width: int,
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    found = []
    for path in paths:
        complaints.clear()
        page.goto(live_server.url + path)
        found += [f"{path}: {said}" for said in (*complaints, *barriers())]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{path}: wide")
    assert found == []


@pytest.mark.parametrize(("width", "zoom"), [(900, 1), (320, 1), (1280, 2)])
def test_no_page_scrolls_sideways(paths: list[str], live_server: LiveServer, page: Page, width: int, zoom: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    wide = []
    for path in paths:
        page.goto(live_server.url + path)
        page.evaluate("size => { document.documentElement.style.fontSize = size }", f"{zoom * 100}%")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)
    assert wide == []


def test_a_file_is_downloaded_and_not_shown(paths: list[str], live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + paths[1])
    with page.expect_download() as download:
        page.get_by_role("link", name="原始文件").last.click()
    assert download.value.suggested_filename == "旧.txt"


def test_the_difference_can_be_heard(paths: list[str], live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + paths[3])
    words = page.locator("article").filter(has_text="建设风电基地").inner_text()
    assert "［删去：500］［新增：700］" in words.replace("\n", "")
