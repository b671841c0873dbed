"""What is logged can be read by machines, leads to its request, and tells of nobody."""

import json
import logging
import re
from collections.abc import Iterator
from logging.config import dictConfig
from typing import Any

import pytest
from django.conf import settings as current
from django.test import Client

from policykb.failures.logs import JsonLines, in_json
from policykb.views import home

pytestmark = pytest.mark.django_db
SECRET = "zhang-san-s-secret"


class Kept(logging.Handler):
    """Keeps what a line says."""

    def emit(self, record: logging.LogRecord) -> None:
        lines.append(json.loads(self.format(record)))


lines: list[dict[str, Any]] = []


@pytest.fixture
def log() -> Iterator[list[dict[str, Any]]]:
    """All that is logged from here on, as it is in JSON."""
    root, requests, handler = logging.getLogger(), logging.getLogger("policykb.requests"), Kept()
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    before, requests.level = requests.level, logging.INFO
    requests.manager._clear_cache()  # type: ignore[attr-defined]
    lines.clear()
    yield lines
    root.removeHandler(handler)
    requests.level = before
    requests.manager._clear_cache()  # type: ignore[attr-defined]


def test_a_request_is_one_line_without_what_was_asked(client: Client, log: list[dict[str, Any]]) -> None:
    answer = client.get(f"/search/?q={SECRET}", headers={"user-agent": SECRET, "x-forwarded-for": "203.0.113.9"})
    (line,) = log
    assert (line["method"], line["path"], line["view"], line["status"]) == ("GET", "/search/", "search", 200)
    assert line["request"] == answer["X-Request-ID"] and line["milliseconds"] >= 0
    assert not re.search(rf"{SECRET}|203\.0\.113\.9|127\.0\.0\.1|\?", json.dumps(line))


def test_what_django_s_handler_says_afterwards_leads_to_its_request(client: Client, log: list[dict[str, Any]]) -> None:
    answer = client.get(f"/nowhere?{SECRET}")
    assert {line["logger"] for line in log} == {"policykb.requests", "django.request"}
    assert {line["request"] for line in log} == {answer["X-Request-ID"]} and SECRET not in json.dumps(log)


def test_the_proxy_s_id_is_taken_if_it_is_one(client: Client, log: list[dict[str, Any]]) -> None:
    assert client.get("/healthz", headers={"x-request-id": "0123456789abcdef"})["X-Request-ID"] == "0123456789abcdef"
    for wrong in ("short", "x" * 65, 'a"b\\c{}[]]]]', "甲" * 12):
        assert re.fullmatch("[0-9a-f]{32}", client.get("/healthz", headers={"x-request-id": wrong})["X-Request-ID"])
    assert len({line["request"] for line in log}) == 5


def test_an_error_is_told_with_its_way_and_without_values(
    client: Client, log: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        name = SECRET
        try:
            raise KeyError("first")
        except KeyError as error:
            raise ValueError(f"it cannot be\nDETAIL: Key (name)=({name})") from error

    monkeypatch.setattr(home, "TemplateResponse", fail)
    client.raise_request_exception = False
    answer = client.get(f"/?q={SECRET}")
    assert answer.status_code == 500
    line = next(line for line in log if "error" in line)
    assert line["error"] == "ValueError: it cannot be ← KeyError: 'first'"
    assert "test_logs.py" in line["traceback"] and line["request"] == answer["X-Request-ID"]
    assert SECRET not in json.dumps(log)


def test_a_log_in_tells_no_name(client: Client, log: list[dict[str, Any]]) -> None:
    client.post("/admin/login/", {"username": SECRET, "password": SECRET}, headers={"x-forwarded-for": "203.0.113.9"})
    assert log and not re.search(rf"{SECRET}|203\.0\.113\.9|127\.0\.0\.1", json.dumps(log))


def test_any_message_is_one_line() -> None:
    record = logging.LogRecord("a", logging.ERROR, "", 0, 'two\nlines, "%s" %s', ("引号", b"\xff"), None)
    text = JsonLines().format(record)
    assert "\n" not in text and json.loads(text)["message"] == "two\nlines, \"引号\" b'\\xff'"


def test_the_settings_for_json_can_be_used() -> None:
    found = in_json(current.LOGGING)
    assert (
        found["handlers"]["console"]["formatter"] == "json"
        and "formatter" not in current.LOGGING["handlers"]["console"]
    )
    try:
        dictConfig(found)
        (handler,) = [each for each in logging.getLogger().handlers if isinstance(each.formatter, JsonLines)]
        assert logging.getLogger("policykb.requests").isEnabledFor(logging.INFO)
    finally:
        logging.getLogger("policykb.requests").setLevel(logging.NOTSET)
        dictConfig(current.LOGGING)
    assert handler
