"""What README and CONTRIBUTING name exists: commands, make targets, files, addresses."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.urls import resolve
from django.utils.module_loading import import_string

README = "\n".join((Path(settings.BASE_DIR) / f"{name}.md").read_text("utf-8") for name in ("README", "CONTRIBUTING"))


@pytest.mark.parametrize("command", sorted(set(re.findall(r"manage\.py (\w+)", README))))
def test_commands_exist(command):
    assert command in get_commands()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"^ {4}make (\w+)|`make (\w+)`", README, re.MULTILINE))))
def test_make_targets_exist(target):
    makefile = (Path(settings.BASE_DIR) / "Makefile").read_text("utf-8")
    assert re.search(rf"^{target[0] or target[1]}:", makefile, re.MULTILINE)


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:policykb|documents|tasks|tests|fixtures)/[\w/.]*)`", README)))
)
def test_files_exist(path):
    assert (Path(settings.BASE_DIR) / path).exists()


@pytest.mark.parametrize("image", re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README))
def test_pictures_exist(image):
    assert (Path(settings.BASE_DIR) / image).is_file()


@pytest.mark.parametrize("address", sorted(set(re.findall(r"`(/[\w/]*)(?:\?q=)?`", README))))
def test_addresses_lead_somewhere(address):
    assert resolve(address)


@pytest.mark.parametrize("file", ["README.md", "CONTRIBUTING.md", "tests/gold/README.md", "fixtures/README.md"])
def test_names_in_the_code_are_there(file):
    text = (Path(settings.BASE_DIR) / file).read_text("utf-8")
    for name in re.findall(r"`((?:documents|tasks|policykb)\.[\w.]+)`", text):
        assert import_string(name)
