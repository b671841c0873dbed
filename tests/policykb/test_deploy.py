"""The configurations for a real site are such that their programs take them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from policykb.editing.uploads import MOST_BYTES_IN_ALL
from tests.nginx import NGINX, SITE, configuration


@pytest.mark.skipif(
    not (NGINX and shutil.which("openssl")), reason="no nginx or no openssl on PATH (apt install nginx)"
)
def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    whole = configuration(tmp_path, 8180, 8143, 8100)
    answer = subprocess.run(
        [str(NGINX), "-t", "-q", "-e", tmp_path / "error.log", "-p", tmp_path, "-c", whole],
        capture_output=True,
        text=True,
    )
    assert (answer.returncode, answer.stderr) == (0, "")


def test_nginx_lets_through_what_the_upload_form_takes() -> None:
    (most,) = [line.split()[1] for line in SITE.read_text("utf-8").splitlines() if "client_max_body_size" in line]
    assert int(most.removesuffix("m;")) * 1024 * 1024 > MOST_BYTES_IN_ALL


def test_gunicorn_takes_its_configuration() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--check-config", "--config", "policykb/deploy/gunicorn.conf.py"],
        env=os.environ | {"DATABASE_URL": "sqlite://:memory:", "DJANGO_SETTINGS_MODULE": "policykb.settings"},
        cwd=settings.BASE_DIR, capture_output=True, text=True,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr


READY = """
import sys
import policykb.wsgi
from django.db import connection
from documents.search.words.segmenter import segmenter
assert segmenter()._tokenizer is not None
assert "policykb.urls" in sys.modules
assert connection.connection is None
"""
COMMAND = """
import sys
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "check", "--verbosity=0"])
assert sys.modules.keys() & {"docx", "icalendar", "jieba", "lxml", "openpyxl", "pypdfium2"} == set()
"""


@pytest.mark.parametrize("program", [READY, COMMAND], ids=["the site", "a command"])
def test_what_is_heavy_is_loaded_before_workers_fork_and_not_for_a_command(program: str) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"DATABASE_URL": "sqlite://:memory:", "DJANGO_SETTINGS_MODULE": "policykb.settings"},
        cwd=settings.BASE_DIR, capture_output=True, text=True,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
