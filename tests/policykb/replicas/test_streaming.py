"""A real streaming replica: readers are served from it while it is fresh, and through the death of either server."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from tests.policykb.replicas.site import DATABASE, Reader, Site, site, until
from tests.postgres import Unavailable

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif("sqlite" in str(connection.settings_dict["ENGINE"]), reason="SQLite has no replicas"),
]
PAGES = ["/", "/documents/", "/tasks/", "/agencies/", "/search/"]
LINE = "主数据库暂时连不上：现在只读"


@pytest.fixture(scope="module")
def running(tmp_path_factory: Any) -> Iterator[Site]:
    try:
        with site(tmp_path_factory.mktemp("site")) as started:
            yield started
    except Unavailable as reason:
        pytest.skip(str(reason))


def test_readers_are_served_from_the_replica_and_staff_from_the_primary(running: Site) -> None:
    until(lambda: running.ask("/documents/")[0] == 200)
    until(lambda: bool(running.shows("旧标题") and running.asked_of(running.replica)))
    assert not running.asked_of(running.primary)
    for page in [*PAGES, "/search/?q=风电", "/tasks/export.csv", "/api/tasks/"]:
        assert running.ask(page)[0] == 200, page
    assert not running.asked_of(running.primary)
    running.ask("/documents/", cookie="csrftoken=x")
    assert running.asked_of(running.primary)
    running.rename("新标题")
    print("a change seen by readers after", until(lambda: running.shows("新标题")))


def test_a_replica_that_lags_is_left_until_it_has_caught_up(running: Site) -> None:
    running.replica.ask("SELECT pg_wal_replay_pause()", DATABASE)
    running.rename("后改的标题")
    with Reader(running, PAGES) as reader:
        print("read from the primary after", until(lambda: running.shows("后改的标题")))
        assert "新标题" in str(running.replica.ask("SELECT title FROM documents_document", DATABASE))
        running.replica.ask("SELECT pg_wal_replay_resume()", DATABASE)
        until(lambda: running.replica.ask("SELECT title FROM documents_document", DATABASE) == "后改的标题")
    assert reader.number and not reader.failed


def test_while_the_primary_is_dead_readers_go_on_and_are_told(running: Site) -> None:
    with Reader(running, PAGES) as reader:
        running.primary.kill()
        print("told after", until(lambda: LINE in running.ask("/documents/")[1]))
        assert running.shows("后改的标题")
        assert running.ask("/documents/", cookie="csrftoken=x")[0] == 200
        status, page = running.ask("/admin/", cookie="sessionid=" + "x" * 32)
        assert status == 503 and "数据库暂时连不上" in page and LINE in page
        assert running.ask("/healthz") == (200, '{"status": "ok", "primary": "away"}')
        assert running.ask("/readyz") == (200, '{"status": "ready", "primary": "away"}')
        token = "x" * 32
        form = f"csrfmiddlewaretoken={token}&wanted=somewhere"
        status, page = running.ask("/reports/wanted/", f"csrftoken={token}", form)
        assert status == 503 and LINE in page and "没有保存任何内容" in page and "somewhere" in page
        running.primary.serve()
        print("not told any more after", until(lambda: LINE not in running.ask("/documents/")[1]))
        running.rename("又一标题")
        until(lambda: running.shows("又一标题"))
    assert reader.number > len(PAGES) and not reader.failed


def test_while_the_replica_is_dead_readers_are_served_from_the_primary(running: Site) -> None:
    with Reader(running, PAGES) as reader:
        running.replica.kill()
        running.rename("无副本时的标题")
        print("read from the primary after", until(lambda: running.shows("无副本时的标题")))
        assert LINE not in running.ask("/documents/")[1]
        running.replica.serve()
        print("read from the replica after", until(lambda: running.asked_of(running.replica)))
    assert reader.number > len(PAGES) and not reader.failed
