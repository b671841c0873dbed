"""Vendored files: each is the one that its note names, byte for byte."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROW = re.compile(r"^\| (?P<file>\S+) \|.*\| (?P<sha256>[0-9a-f]{64}) \|$", re.MULTILINE)
NOTES = [ROOT / "tests/vendor/VENDORED.md", *(ROOT / "static").glob("vendor/VENDORED.md")]


@pytest.mark.parametrize("note", NOTES, ids=lambda note: str(note.relative_to(ROOT)))
def test_noted_files_are_unchanged(note: Path) -> None:
    rows = ROW.findall(note.read_text("utf-8"))
    assert rows
    for name, sha256 in rows:
        assert hashlib.sha256((note.parent / name).read_bytes()).hexdigest() == sha256


@pytest.mark.parametrize("note", NOTES, ids=lambda note: str(note.relative_to(ROOT)))
def test_every_script_and_style_is_noted(note: Path) -> None:
    present = {str(path.relative_to(note.parent)) for path in note.parent.rglob("*") if path.suffix in {".js", ".css"}}
    assert present == {name for name, _ in ROW.findall(note.read_text("utf-8"))}
