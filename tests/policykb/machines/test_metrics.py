"""Prometheus is told how the site does, by all workers together; nobody else is, and nothing of anybody."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as current
from django.db import OperationalError
from django.test import Client

from policykb import checks
from policykb.machines import metrics
from tests.factories import make_document

TOKEN = "a token that nobody guesses"


def numbers(text: str, name: str) -> dict[str, float]:
    """The values of a series by its labels."""
    return {labels: float(value) for labels, value in re.findall(rf"^{name}(\S*) (\S+)$", text, re.MULTILINE)}


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["testserver", "10.0.0.7:8000"])
def test_there_are_none_unless_wanted(client: Client, host: str) -> None:
    assert client.get("/metrics", headers={"host": host, "authorization": "Bearer "}).status_code == 404


@pytest.mark.django_db
def test_this_machine_may_ask_and_nobody_through_the_proxy(client: Client, settings: Any) -> None:
    settings.METRICS, settings.TRUSTED_PROXIES, settings.SECURE_SSL_REDIRECT = "loopback", 1, True
    answer = client.get("/metrics", headers={"host": "127.0.0.1:8000"})
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/plain")
    assert client.get("/metrics", REMOTE_ADDR="::1").status_code == 200
    assert client.get("/metrics", headers={"x-forwarded-for": "203.0.113.5"}).status_code == 404
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.9").status_code == 404
    assert client.post("/metrics").status_code == 405


@pytest.mark.django_db
def test_who_has_the_token_may_ask(client: Client, settings: Any) -> None:
    settings.METRICS = TOKEN
    assert client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    for wrong in ("", "Bearer ", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer 甲"):
        assert client.get("/metrics", headers={"authorization": wrong}).status_code == 404


@pytest.mark.django_db
def test_requests_faults_and_the_last_storing_are_told(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.METRICS = "loopback"
    document = make_document()
    client = Client(raise_request_exception=False)  # with the middleware of a site that counts
    before = client.get("/metrics").content.decode()
    client.get("/about/?q=secret")
    client.get("/nowhere/secret")

    def full(*_: Any) -> None:
        raise OperationalError("secret") from OSError(28, "full")

    monkeypatch.setattr("policykb.views.about.TemplateResponse", full)
    assert client.get("/about/").status_code == 503
    after = client.get("/metrics").content.decode()

    def more(name: str, labels: str) -> float:
        return numbers(after, name).get(labels, 0) - numbers(before, name).get(labels, 0)

    assert more("policykb_requests_total", '{status="200",view="about"}') == 1
    assert more("policykb_requests_total", '{status="503",view="about"}') == 1
    assert more("policykb_requests_total", '{status="404",view=""}') == 1
    assert more("policykb_request_seconds_count", '{view="about"}') == 2
    assert more("policykb_database_faults_total", '{kind="full"}') == 1
    stored_at = numbers(after, "policykb_last_stored_timestamp_seconds")[""]
    assert stored_at == pytest.approx(document.text.stored_at.timestamp(), abs=1e-3)
    assert "secret" not in after


@pytest.mark.django_db
def test_without_its_database_the_site_tells_the_rest(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Away:
        def aggregate(self, **_: Any) -> None:
            raise OperationalError

    monkeypatch.setattr(metrics, "DocumentVersion", type("Texts", (), {"objects": Away()}))
    assert dict(metrics.of_the_records()) == {}


WORKERS = """
import os
from django.test import Client
import policykb.wsgi
for number in range(3):
    if not (child := os.fork()):
        for _ in range(number + 1):
            assert Client(headers={"host": "localhost"}).get("/robots.txt").status_code == 200
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
from policykb.machines.measures import exposed
print(exposed({})[0].decode())
"""


def test_the_numbers_of_all_workers_are_added_up(tmp_path: Path) -> None:
    environment = {
        "METRICS": "loopback",
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "DATABASE_URL": "sqlite://:memory:",
    }
    answer = subprocess.run(
        [sys.executable, "-c", WORKERS],
        env=os.environ | environment | {"DJANGO_SETTINGS_MODULE": "policykb.settings"},
        cwd=current.BASE_DIR, capture_output=True, text=True,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    assert numbers(answer.stdout, "policykb_requests_total") == {'{status="200",view="robots"}': 6}
    assert numbers(answer.stdout, "policykb_request_seconds_count") == {'{view="robots"}': 6}


def test_a_token_that_can_be_guessed_is_refused(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for value, found in {"": [], "loopback": [], TOKEN: [], "1": ["policykb.E006"]}.items():
        settings.METRICS = value
        assert [each.id for each in checks.metrics()] == found
    monkeypatch.setattr(checks, "find_spec", lambda name: None)
    settings.METRICS = TOKEN
    assert [each.id for each in checks.metrics()] == ["policykb.E007"]
