"""Work in a process of its own: what it returns comes back, what it does to itself does not."""

import os
import resource
import subprocess
from pathlib import Path

import docx
import pytest

from documents.text import UnreadableSource, read
from documents.text.guarded import read_guarded
from documents.text.processes import PATIENCE, call_in_child


def length(data: bytes, words: str) -> list[object]:
    return [len(data), words]


def refuse(data: bytes, words: str) -> None:
    raise UnreadableSource("No.", "不行。")


def loop(data: bytes, words: str) -> None:
    while True:
        pass


def grow(data: bytes, words: str) -> None:
    held = []
    while True:
        held.append(bytearray(16 * 1024 * 1024))


def crash(data: bytes, words: str) -> None:
    os.abort()


def fail(data: bytes, words: str) -> None:
    raise RuntimeError("a bug")


def test_what_is_found_and_what_is_refused_comes_back():
    assert call_in_child("tests.documents.text.test_processes:length", b"abc", "'文\"", seconds=2) == [3, "'文\""]
    with pytest.raises(UnreadableSource) as refusal:
        call_in_child("tests.documents.text.test_processes:refuse", b"", seconds=2)
    assert (str(refusal.value), refusal.value.chinese) == ("No.", "不行。")


@pytest.mark.parametrize("name", ["loop", "grow", "crash", "fail"])
def test_what_comes_to_no_end_is_stopped(name):
    before = work_of_children()
    with pytest.raises(UnreadableSource) as refusal:
        call_in_child(f"tests.documents.text.test_processes:{name}", b"", seconds=1)
    assert refusal.value.chinese == "文件已损坏，或过于复杂，读取已停止。"
    assert work_of_children() - before < 3


def test_a_child_that_only_waits_is_given_up(monkeypatch):
    """It uses none of its time, so the clock ends it."""
    given = {}

    def run(command, **settings):
        given.update(settings)
        raise subprocess.TimeoutExpired(command, settings["timeout"])

    monkeypatch.setattr("documents.text.processes.subprocess.run", run)
    with pytest.raises(UnreadableSource):
        call_in_child("tests.documents.text.test_processes:loop", b"", seconds=2)
    assert given["timeout"] == 2 * PATIENCE


def test_a_system_without_limits_says_so(monkeypatch):
    monkeypatch.setattr("documents.text.processes.find_spec", lambda name: None)
    with pytest.raises(UnreadableSource, match="cannot limit") as refusal:
        read_guarded(b"%PDF-1.7", "a.pdf")
    assert refusal.value.chinese.endswith("只能读取 .txt 和 .md 文件。")
    assert read_guarded("文\n".encode(), "a.txt").text == "文\n"


def work_of_children():
    """Seconds that the children of this process have worked: not how long they took, for others work here too."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_guarded_reading_is_reading(tmp_path: Path):
    document = docx.Document()
    document.add_paragraph("推进绿色发展。")
    table = document.add_table(2, 2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"第{number}格"
    document.save(tmp_path / "甲.docx")
    data = (tmp_path / "甲.docx").read_bytes()
    assert read_guarded(data, "甲.docx") == read(data, "甲.docx")
    assert read(data, "甲.docx").tables
    assert read_guarded("文\n".encode(), "甲.md") == read("文\n".encode(), "甲.md")
