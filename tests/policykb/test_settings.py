"""What a first start makes, and what a public site insists on."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as current
from django.test import Client

from policykb import environment as site
from policykb.databases import databases, make_private

PUBLIC = """
import json
from policykb import settings
names = [name for name in dir(settings) if name.startswith(("SECURE_", "SESSION_", "CSRF_COOKIE", "TRUSTED"))]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_secret_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    key = site.own_secret_key(path)
    assert len(key) >= 50 and key == site.own_secret_key(path) == path.read_text()
    assert mode(path) == 0o600 and list(tmp_path.iterdir()) == [path]


def test_of_two_processes_at_the_first_start_both_have_the_key_of_the_faster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret_key"

    def other_process_comes_first() -> str:
        assert not path.exists()  # an empty file would be read by the other
        path.write_text("theirs")
        return "ours"

    monkeypatch.setattr(site, "get_random_secret_key", other_process_comes_first)
    assert site.own_secret_key(path) == path.read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("url", ["", "postgres://user:password@host/name"])
def test_a_thread_keeps_its_connection_from_one_request_to_the_next(tmp_path: Path, url: str) -> None:
    assert databases(url, [], tmp_path)["default"]["CONN_MAX_AGE"] > 0


def test_a_new_database_is_for_its_owner_alone_and_so_is_what_sqlite_puts_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite3"
    make_private(path)
    writer = sqlite3.connect(path)
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("CREATE TABLE paper (words)")
    writer.commit()
    assert {file.name: mode(file) for file in tmp_path.iterdir()} == dict.fromkeys(
        ["new.sqlite3", "new.sqlite3-wal", "new.sqlite3-shm"], 0o600
    )
    make_private(path)
    assert writer.execute("SELECT count(*) FROM paper").fetchone() == (0,)
    writer.close()
    for name in (":memory:", tmp_path / "no folder" / "new.sqlite3"):
        make_private(name)
    assert list(tmp_path.iterdir()) == [path]


@pytest.fixture(scope="module")
def public() -> dict[str, Any]:
    """The settings of a site that names its hosts, and nothing else."""
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "sqlite://:memory:",
        "ALLOWED_HOSTS": "policy.example.org",
    }
    answer = subprocess.run(
        [sys.executable, "-c", PUBLIC],
        env=environment,
        cwd=current.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def test_a_public_site_binds_itself_to_tls_and_no_other_host(public: dict[str, Any]) -> None:
    assert public["SECURE_SSL_REDIRECT"] and public["SECURE_HSTS_SECONDS"] == 31_536_000
    assert not public["SECURE_HSTS_INCLUDE_SUBDOMAINS"] and not public["SECURE_HSTS_PRELOAD"]
    assert public["SESSION_COOKIE_SECURE"] and public["CSRF_COOKIE_SECURE"]
    assert public["TRUSTED_PROXIES"] == 1


@pytest.fixture
def monitor(settings: Any, db: None) -> Client:
    """Who asks a public site, without TLS."""
    settings.ALLOWED_HOSTS = ["policy.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    return Client(headers={"host": "10.0.0.7:8000"})


@pytest.mark.parametrize(("path", "status"), [("/healthz", "ok"), ("/readyz", "ready")])
def test_a_monitor_is_answered_by_address_and_without_tls(monitor: Client, path: str, status: str) -> None:
    for host in ("10.0.0.7:8000", "policy.example.org", "_"):
        answer = monitor.get(path, headers={"host": host})
        assert (answer.status_code, answer.json()) == (200, {"status": status})
    assert monitor.head(path).status_code == 200
    assert monitor.post(path).status_code == 405


@pytest.mark.parametrize(
    "path", ["/", "/healthz/", "/healthz/x", "//healthz", "/readyz/", "/robots.txt", "/api/", "/admin/login/"]
)
def test_nothing_else_is_reachable_by_another_host_or_without_tls(monitor: Client, path: str) -> None:
    assert monitor.get(path, secure=True).status_code == 400
    by_name = monitor.get(path, headers={"host": "policy.example.org"})
    assert by_name.status_code == 301 and by_name["Location"].startswith("https://policy.example.org/")
