"""The maps for search engines: every public page once, on pages that stay, kept until something changes."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client, override_settings
from django.utils import timezone

from documents.models import Change
from policykb.machines import sitemaps
from tasks.models import Task
from tests.factories import changed, make_agency, make_document, make_duty, make_task, make_term

pytestmark = pytest.mark.django_db
NAMES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9"}
KEEPING = override_settings(
    CACHES={
        name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": f"maps-{name}"}
        for name in ("default", "questions")
    }
)


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """Nothing stays from one test to the next."""
    yield
    with KEEPING:
        caches["default"].clear()


def places(client: Client, path: str) -> dict[str, str]:
    """The addresses of a map, and since when each is as it is."""
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    root = ElementTree.fromstring(response.content)
    return {place.findtext("map:loc", "", NAMES): place.findtext("map:lastmod", "", NAMES) for place in root}


def pages_of(client: Client, kind: str) -> dict[str, str]:
    """The pages of one kind of map, and the last change on each."""
    return {page: time for page, time in places(client, "/sitemap.xml").items() if f"sitemap-{kind}.xml" in page}


def test_a_page_of_a_map_holds_a_range_of_keys(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "PAGE", 3)
    document = make_document()
    tasks = [make_task(document) for _ in range(8)]
    pages = pages_of(client, "tasks")
    before = {page: set(places(client, page)) for page in pages}
    assert all(0 < len(found) <= 3 for found in before.values()) and len(pages) >= 3
    assert set().union(*before.values()) == {f"http://testserver{task.get_absolute_url()}" for task in tasks}
    tasks[0].standing = "withdrawn"
    changed(tasks[0])
    gone = f"http://testserver{tasks[0].get_absolute_url()}"
    after = {page: set(places(client, page)) for page in pages_of(client, "tasks")}
    assert after == {page: left for page, found in before.items() if (left := found - {gone})}


def test_a_map_tells_of_every_change(client: Client) -> None:
    duty = make_duty()
    address = f"http://testserver{duty.task.get_absolute_url()}"
    Change.objects.update(at="2020-01-01T00:00:00Z")
    Change.objects.of("tasks.responsibility").update(at="2020-02-01T00:00:00Z")
    Task.objects.update(updated_at="2020-01-01T00:00:00Z")
    ((page, on_page),) = pages_of(client, "tasks").items()
    assert places(client, page)[address] == on_page == "2020-02-01T00:00:00+00:00"
    duty.role = "support"
    changed(duty)
    ((page, on_page),) = pages_of(client, "tasks").items()
    assert places(client, page)[address] == on_page
    assert datetime.fromisoformat(on_page).date() == timezone.now().date()


@KEEPING
@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-tasks.xml", "/sitemap-agencies.xml"])
def test_a_map_is_kept_until_something_changes(client: Client, path: str, django_assert_num_queries: Any) -> None:
    duty = make_duty()
    first = client.get(path).content
    with django_assert_num_queries(1):
        assert client.get(path).content == first
    make_duty(make_task(duty.task.document), make_agency("青海省商务厅"))
    assert client.get(path).content != first


def test_topics_have_a_map(client: Client) -> None:
    make_task(topics=[make_term()])
    make_term("无任务")
    (page,) = pages_of(client, "topics")
    assert list(places(client, page)) == ["http://testserver/topics/%E7%BB%BF%E7%94%B5%E7%9B%B4%E8%BF%9E/"]


@KEEPING
@pytest.mark.parametrize("path", ["/sitemap-nix.xml", "/sitemap-tasks.xml?p=99999999", "/sitemap-topics.xml"])
def test_a_map_of_nothing_is_not_there(client: Client, path: str) -> None:
    make_task()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("page", ["", "x", "-1", "１", "9" * 40])
def test_an_odd_page_is_the_first(client: Client, page: str) -> None:
    task = make_task()
    assert places(client, f"/sitemap-tasks.xml?p={page}").keys() == {f"http://testserver{task.get_absolute_url()}"}


def test_machines_may_read_the_maps_and_not_all_tasks_at_once(client: Client) -> None:
    rules = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /*?", "Disallow: /tasks/export.", "Allow: /sitemap-"} <= set(rules)


def test_a_page_takes_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    document = make_document()
    for _ in range(40):
        make_duty(make_task(document), make_agency())
    with django_assert_max_num_queries(8):
        assert len(places(client, "/sitemap-tasks.xml")) >= 1
    with django_assert_max_num_queries(16):
        places(client, "/sitemap.xml")
