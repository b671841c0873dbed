"""A database that is busy, full, read-only or away: readers go on reading, and nobody loses a typed word."""

import re
import sqlite3
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import (
    DEFAULT_DB_ALIAS,
    close_old_connections,
    connection,
    connections,
)
from django.test import Client, RequestFactory
from django.urls import reverse

from policykb.failures.faults import FAULTS, FaultKind
from policykb.failures.outages import fault_page
from tasks.models import Report, Task
from tests.factories import make_duty, make_task
from tests.policykb.editing.forms import form_of

INPUT = re.compile(r'<input type="hidden" name="(?P<name>[^"]*)" value="(?P<value>[^"]*)">')
TYPED = {"title": "健全“储能”<容量> & 电价", "responsibilities-0-as_written": "省能源办\r\n（第二行）"}


@pytest.fixture
def database_file(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[Path]:
    """A copy of the test database in a file, which is the database for this test: one in memory cannot be locked from
    outside. It waits for a lock a tenth of a second."""
    if connection.vendor != "sqlite":
        pytest.skip("a file, or pragmas, of SQLite")
    path = tmp_path / "folder" / "copy.sqlite3"
    path.parent.mkdir()
    with django_db_blocker.unblock():
        before = connections[DEFAULT_DB_ALIAS]
        before.ensure_connection()
        with sqlite3.connect(path) as copy:
            before.connection.backup(copy)
        copy.close()
        after = before.copy()
        after.settings_dict["NAME"] = path
        after.settings_dict["OPTIONS"]["timeout"] = 0.1
        connections[DEFAULT_DB_ALIAS] = after
        try:
            yield path
        finally:
            after.close()
            connections[DEFAULT_DB_ALIAS] = before


@pytest.fixture
def staff(database_file: Path) -> Client:
    """An administrator, logged in before anything goes wrong."""
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.force_login(get_user_model().objects.create_superuser("管理员", password="口令"))
    return client


@pytest.fixture
def task(database_file: Path) -> Task:
    return make_duty(make_task(title="旧标题")).task


class Busy:
    """Another process in the middle of writing."""

    def __init__(self, path: Path) -> None:
        self.writer = sqlite3.connect(path, isolation_level=None)

    def __enter__(self) -> None:
        self.writer.execute("BEGIN IMMEDIATE")

    def __exit__(self, *_: object) -> None:
        self.writer.close()


def token(client: Client, path: str) -> str:
    (found,) = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(path).content.decode())[:1]
    return found


def edit(client: Client, task: Task) -> Any:
    url = reverse("admin:tasks_task_change", args=[task.pk])
    return client.post(url, form_of(client, task) | TYPED | {"csrfmiddlewaretoken": token(client, url)})


def test_what_was_typed_while_another_wrote_is_kept_and_can_be_sent_again(
    staff: Client, task: Task, database_file: Path
) -> None:
    with Busy(database_file):
        response = edit(staff, task)
    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "数据库正忙，可能有人正在入库或保存。" in page and "没有保存任何内容。" in page
    sent_again = {unescape(name): unescape(value) for name, value in INPUT.findall(page)}
    assert TYPED.items() <= sent_again.items()
    assert "<dt>标题</dt>" in page and "<dd>健全“储能”&lt;容量&gt; &amp; 电价</dd>" in page
    assert Task.objects.get(pk=task.pk).title == "旧标题"
    (address,) = re.findall(r'<form method="post" action="([^"]+)">', page)
    assert staff.post(address, sent_again).status_code == 302
    assert Task.objects.get(pk=task.pk).title == TYPED["title"]


def test_what_a_reader_reports_while_another_writes_is_kept_and_can_be_sent_again(
    client: Client, task: Task, database_file: Path
) -> None:
    client.raise_request_exception = False
    path = f"{task.get_absolute_url()}report/"
    seen = re.findall(r'name="seen" value="([^"]+)"', client.get(path).content.decode())[0]
    with Busy(database_file):
        response = client.post(
            path, {"seen": seen, "kind": "duty", "description": "原件写的是商务厅。", "contact": "li"}
        )
    page = response.content.decode()
    assert response.status_code == 503 and "数据库正忙" in page and "<dd>原件写的是商务厅。</dd>" in page
    (address,) = re.findall(r'<form method="post" action="([^"]+)">', page)
    assert client.post(address, {unescape(n): unescape(v) for n, v in INPUT.findall(page)}).status_code == 302
    assert Report.objects.get().contact == "li"


@pytest.mark.parametrize(
    ("pragma", "words"),
    [("max_page_count = 1", "服务器的磁盘已满"), ("query_only = ON", "数据库目前只能读，不能写")],
)
def test_a_full_or_read_only_disk_is_called_so(staff: Client, task: Task, pragma: str, words: str) -> None:
    connection.cursor().execute(f"PRAGMA {pragma}")  # fewer pages than there are means: no more
    much = TYPED | {"body": "统筹发展风电。" * 20_000}
    url = reverse("admin:tasks_task_change", args=[task.pk])
    response = staff.post(url, form_of(staff, task) | much | {"csrfmiddlewaretoken": token(staff, url)})
    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "600")
    assert words in page and much["body"] in page
    assert staff.get(task.get_absolute_url()).status_code == 200


def test_logging_in_while_another_writes_keeps_the_name_and_no_password(database_file: Path) -> None:
    get_user_model().objects.create_superuser("管理员", password="正确的口令")
    client = Client(raise_request_exception=False)
    with Busy(database_file):
        response = client.post(reverse("admin:login"), {"username": "管理员", "password": "正确的口令"})
        wrong = client.post(reverse("admin:login"), {"username": "管理员", "password": "错误的口令"})
    for page in (response, wrong):
        assert page.status_code == 503 and "数据库正忙" in page.content.decode()
        assert 'value="管理员"' in page.content.decode() and "的口令" not in page.content.decode()
        assert 'type="password"' in page.content.decode()
    assert "sessionid" not in client.cookies


def test_readers_go_on_reading_while_another_writes(client: Client, task: Task, database_file: Path) -> None:
    with Busy(database_file):
        for path in (
            "/",
            "/tasks/",
            task.get_absolute_url(),
            "/search/?q=风电",
            "/api/tasks/",
            "/healthz",
            "/admin/login/",
        ):
            assert client.get(path).status_code == 200, path


def test_without_a_database_pages_say_so_at_once(database_file: Path) -> None:
    connection.close()
    database_file.parent.rename(database_file.parent.with_name("away"))
    client = Client(raise_request_exception=False)
    page = client.get("/tasks/")
    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert "数据库暂时连不上。" in page.content.decode() and "再试一次" in page.content.decode()
    answer = client.get("/api/tasks/")
    assert (answer.status_code, answer.json()) == (503, {"errors": [FAULTS[FaultKind.AWAY].chinese]})
    health = client.get("/healthz")
    assert (health.status_code, health.json()) == (503, {"status": "away"})


def test_a_fault_of_the_programs_is_none_of_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("policykb.machines.health.site_of", broken)
    client.raise_request_exception = False
    response = client.get("/opensearch.xml")
    assert response.status_code == 500 and "页面出错" in response.content.decode()


def test_files_are_asked_for_again() -> None:
    sent = {"files": SimpleUploadedFile("新.txt", b"x"), "note": "请尽快"}
    page = fault_page(RequestFactory().post("/admin/documents/document/add/", sent), FAULTS[FaultKind.FULL])
    html = page.content.decode()
    assert "文件须重新选择" in html and re.search(r'<input type="file"[^>]* name="files" multiple required>', html)
    assert "<dt>填写</dt>\n<dd>请尽快</dd>" in html
    assert 'enctype="multipart/form-data"' in html and 'name="note" value="请尽快"' in html


@pytest.mark.skipif("sqlite" in str(connection.settings_dict["ENGINE"]), reason="SQLite has no server that restarts")
def test_a_connection_that_died_between_two_requests_is_replaced(client: Client, transactional_db: None) -> None:
    assert client.get("/healthz").status_code == 200
    mine, other = connection.connection.info.backend_pid, connection.copy()
    close_old_connections()  # as Django does at the ends of each request, the test client's apart
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [mine])
    other.close()
    close_old_connections()
    assert client.get("/healthz").status_code == 200
