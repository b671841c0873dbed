"""While the search cluster is away, pages of words say so, and all others go on."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from documents.models import PendingEntry
from documents.search.cluster.connection import forget_fault
from documents.search.cluster.faults import SearchAway
from tasks.models import Task
from tests.factories import make_agency, make_duty, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cluster_away(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SEARCH_URL, settings.SEARCH_FALLBACK = "http://user:geheim@127.0.0.1:9", False
    monkeypatch.setattr("documents.search.engines.opensearch.ask", away)
    forget_fault()


def away(question: Any) -> Any:
    raise SearchAway("The search cluster cannot be reached.")


@pytest.fixture
def task() -> Task:
    task = make_task(title="优化绿电供应模式")
    make_duty(task, make_agency("青海省商务厅"))
    return task


@pytest.mark.parametrize("address", ["/search/?q=绿电", "/tasks/?q=绿电", "/search/?q=绿电&sort=date"])
def test_pages_of_words_say_that_search_is_away(client: Client, task: Task, address: str) -> None:
    client.raise_request_exception = False
    page = client.get(address)
    assert (page.status_code, page["Retry-After"], page["Cache-Control"]) == (503, "30", "no-store")
    assert "检索服务暂时连不上" in page.content.decode() and "geheim" not in page.content.decode()


def test_the_api_says_so_too(client: Client, task: Task) -> None:
    client.raise_request_exception = False
    answer = client.get("/api/tasks/?q=绿电")
    assert answer.status_code == 503 and "检索服务暂时连不上" in answer.json()["errors"][0]


def test_records_and_lists_without_words_go_on(client: Client, task: Task) -> None:
    agency = task.responsibilities.get().agency
    addresses = ["/", "/tasks/", "/documents/", "/agencies/", "/search/", "/targets/", "/healthz"]
    addresses += [task.get_absolute_url(), task.document.get_absolute_url(), agency.get_absolute_url()]
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_staff_are_told_how_far_search_is_behind(admin_client: Client) -> None:
    assert "检索尚有" not in admin_client.get("/admin/").content.decode()
    PendingEntry.objects.create(entry=1, since=timezone.now() - timedelta(minutes=30))
    assert "检索尚有 1 处改动未更新，最早的已等 30 分钟" in admin_client.get("/admin/").content.decode()


def test_health_says_how_far_search_is_behind(client: Client) -> None:
    behind = {"waiting": 0, "seconds": 0}
    assert client.get("/healthz").json() == {"status": "ok", "search": behind}
    assert client.get("/readyz").json() == {"status": "ready", "search": behind}
