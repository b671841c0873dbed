"""A setting that cannot be used is told in a sentence at the start, without a traceback and without a secret."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as current
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from policykb import checks as ours
from policykb import environment as site
from policykb.environment import Environment


def told(environment: dict[str, str], *command: str) -> str:
    """What a command says in this environment, which it does not bear."""
    answer = subprocess.run(
        [sys.executable, *command],
        env={"PATH": os.environ["PATH"], "DATABASE_URL": "sqlite://:memory:"} | environment,
        cwd=current.BASE_DIR, capture_output=True, text=True,
    )  # fmt: skip
    assert answer.returncode != 0 and "Traceback" not in answer.stderr, answer.stderr
    return answer.stderr


@pytest.mark.parametrize(
    "command",
    [("manage.py", "check"), ("-m", "gunicorn", "--check-config", "--config", "policykb/deploy/gunicorn.conf.py")],
    ids=["a command", "the site"],
)
def test_a_sentence_and_no_traceback(command: tuple[str, ...]) -> None:
    said = told({"TRUSTED_PROXIES": "two"}, *command)
    assert said.strip().endswith("The settings are not right: TRUSTED_PROXIES is a whole number, 0 or more, not 'two'.")


@pytest.mark.parametrize("proxies", ["1", "two"])
def test_what_the_workers_share_is_gone_when_the_server_ends(tmp_path: Path, proxies: str) -> None:
    """Whether it ran or was refused."""
    command = ["-m", "gunicorn", "--check-config", "--config", "policykb/deploy/gunicorn.conf.py"]
    environment = {"DATABASE_URL": "sqlite://:memory:", "TMPDIR": str(tmp_path), "TRUSTED_PROXIES": proxies}
    ended = subprocess.run(
        [sys.executable, *command], env=os.environ | environment, cwd=current.BASE_DIR, capture_output=True
    )
    assert (ended.returncode == 0) is (proxies == "1")
    assert not list(tmp_path.iterdir())


def test_a_database_without_tables_is_told(tmp_path: Path) -> None:
    said = told({"DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3"}, "manage.py", "ingest", "fixtures/policies")
    assert said.strip() == "The database lacks tables: run manage.py migrate first."


@pytest.mark.parametrize(
    ("kind", "words", "sentence"),
    [
        ("int", "x", "NAME is a whole number, 0 or more, not 'x'."),
        ("int", "-1", "NAME is a whole number, 0 or more, not '-1'."),
        ("int", "1.5", "NAME is a whole number, 0 or more, not '1.5'."),
        ("float", "nan", "NAME is a number, 0 or more, not 'nan'."),
        ("float", "inf", "NAME is a number, 0 or more, not 'inf'."),
        ("bool", "maybe", "NAME is true or false, not 'maybe'."),
    ],
)
def test_a_value_of_another_kind(monkeypatch: pytest.MonkeyPatch, kind: str, words: str, sentence: str) -> None:
    monkeypatch.setenv("NAME", words)
    with pytest.raises(ImproperlyConfigured) as error:
        getattr(Environment(), kind)("NAME")
    assert str(error.value) == sentence


def test_values_that_can_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    env = Environment()
    assert env.int("NONE_SUCH", default=3) == 3 and env.float("NONE_SUCH", default=0.5) == 0.5
    assert env.bool("NONE_SUCH", default=True) and not env.bool("NONE_SUCH", default=False)
    for words, value in {"True": True, "1": True, "on": True, "False": False, "0": False, "": False}.items():
        monkeypatch.setenv("NAME", words)
        assert env.bool("NAME") is value
    monkeypatch.setenv("NAME", "7")
    assert (env.int("NAME"), env.float("NAME")) == (7, 7.0)
    assert env.db_url_config("postgres://u:p@h:5432/x")["NAME"] == "x"
    assert env.db_url_config("sqlite://:memory:")["NAME"] == ":memory:"


@pytest.mark.parametrize(
    "url",
    ["mysql://u:s3cret@h/x", "s3cret", "postgres://u:s3cret@h:port/x", "postgres://", "postgres://u:a/s3cret@h/x"],
)
def test_an_address_of_no_database_is_told_without_its_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as error:
        Environment().db_url_config(url)
    assert "s3cret" not in str(error.value)


def test_a_key_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="set SECRET_KEY"):
        site.own_secret_key(tmp_path / "no folder" / "secret_key")


def found() -> list[str | None]:
    return [each.id for each in ours.check_settings()]


def test_what_is_right_is_not_told(settings: Any, tmp_path: Path) -> None:
    settings.CONTACT_EMAIL = "editors@policy.example"
    assert found() == []
    settings.STORAGES = in_folder(tmp_path / "to be" / "made")
    assert found() == []


def in_folder(folder: Path) -> dict[str, Any]:
    return current.STORAGES | {"originals": {"BACKEND": "x", "OPTIONS": {"location": folder}}}


def test_hosts_that_nobody_asks_for(settings: Any) -> None:
    settings.ALLOWED_HOSTS = []
    assert found() == ["policykb.E001"]
    settings.ALLOWED_HOSTS = ["https://policy.example.org", "policy.example.org", ".example.org", "[::1]"]
    assert found() == ["policykb.E002"]


def test_folders_that_take_no_files(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    settings.STORAGES = in_folder(tmp_path / "file" / "originals")
    assert found() == ["policykb.E004"]
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", tmp_path / "none" / "x")
    assert found() == ["policykb.E003", "policykb.E004"]


def test_a_contact_that_gets_no_mail(settings: Any) -> None:
    settings.CONTACT_EMAIL = "editors"
    assert found() == ["policykb.E005"]


def test_a_site_of_several_machines_is_reminded_of_its_key(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.IS_PUBLIC = tmp_path, True
    assert ours.check_deployment() == []
    (tmp_path / "secret_key").write_text(current.SECRET_KEY)
    (told_of,) = ours.check_deployment()
    assert told_of.level == checks.INFO and str(tmp_path) in told_of.msg


def test_a_site_without_styles_does_not_start(settings: Any, tmp_path: Path) -> None:
    settings.IS_PUBLIC, settings.STATIC_ROOT, settings.DEBUG = True, tmp_path, False
    with pytest.raises(SystemExit, match=r"run manage\.py collectstatic --noinput"):
        ours.refuse_faulty()
    (tmp_path / "staticfiles.json").touch()
    ours.refuse_faulty()
