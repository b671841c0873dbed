"""What is measured of pages, and how it is told."""

import random
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client

from documents.records.writing import state
from tasks.indexing import index_tasks
from tasks.models import Task
from tests.benchmarks import __main__ as bench
from tests.benchmarks.addresses import LISTS, addresses, walks
from tests.benchmarks.asking import Editor, benchmarked, measured
from tests.benchmarks.data_browser import TABLE, in_turn, make_table
from tests.benchmarks.pages import tables
from tests.factories import make_duty, make_task


def figures(tasks: int, database: str, *ratios: float, browser: float | None = None) -> dict[str, Any]:
    """Those of a site whose pages take so many times as long as the bare one."""
    page = {"fresh_bare": 1.0, "kept_bare": 1.0, "edited_bare": 1.0, "kept": 2.0, "queries": 5, "kilobytes": 4.0}
    pages = [page | {"address": f"/{ratio}/", "fresh": ratio, "edited": ratio * 2} for ratio in ratios]
    browsed = {"theirs": browser, "ours": 10.0, "bare": 1.0} if browser else None
    return {"size": tasks, "tasks": tasks, "database": database, "pages": pages, "browser": browsed}


@pytest.fixture
def task(db: None) -> Task:
    task: Task = make_duty().task
    index_tasks([task])
    return task


@pytest.mark.usefixtures("settings")
def test_a_page_is_measured_fresh_kept_and_after_an_edit(task: Task) -> None:
    editor, before = Editor(task), state()[0]
    with benchmarked:
        found = measured("/documents/", editor, rounds=2)
    assert state()[0] == before + 2 == before + editor.times
    assert Task.objects.get(pk=task.pk).title == f"{task.title}（2）"
    assert found.queries > 2
    assert min(found.fresh, found.kept, found.edited, found.fresh_bare, found.kept_bare, found.edited_bare) > 0


def test_what_is_measured_is_there(task: Task) -> None:
    task.topics.create(name="绿电", slug="绿电", is_topic=True)
    client = Client()
    wrong = {address: client.get(address).status_code for address in addresses()}
    assert {address for address, code in wrong.items() if code != 200} <= {"/cite/?q=无此文号"}


def test_lists_are_walked_by_their_own_links_the_same_way_every_time(task: Task) -> None:
    make_duty(make_task())
    found = list(walks(Client(), random.Random(7)))
    assert found == list(walks(Client(), random.Random(7)))
    assert len(found) == len(set(found)) > 2
    assert all(address.startswith(LISTS) and "?" in address for address in found)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the general browser reads SQLite alone")
def test_the_general_browser_shows_the_same_tasks(task: Task, tmp_path: Path) -> None:
    make_task()
    make_table()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, region, role FROM {TABLE} ORDER BY id")
        rows = cursor.fetchall()
    assert rows[0] == (task.pk, "青海省", "lead") and rows[1][2] is None and len(rows) == 2
    file = tmp_path / "rows.sqlite3"
    file.write_bytes(connection.connection.serialize())
    with benchmarked:
        assert in_turn(str(file), 1).theirs > 0


def test_tables_tell_ratios_and_what_is_beyond_the_goal() -> None:
    told = "\n".join(
        tables([figures(121, "sqlite", 10.0, 14.0, 31.0, browser=20.0), figures(99_000, "postgresql", 55.0)])
    )
    assert "121 tasks on SQLite; goal ≤ 30×" in told
    assert "| /14.0/ | 4.0 | 5 | 14.0 | 14.0 | 28.0 | 2.0 |" in told
    assert "| 121 | SQLite | 14.0× | 31.0× | 28.0× | 62.0× | ≤ 30× | 1 |" in told
    assert "| 99,000 | PostgreSQL | 55.0× | 55.0× | 110.0× | 110.0× | ≤ 100× | 1 |" in told
    assert "| 121 | 20 | 10 | 2.0× |" in told


def test_growth_is_drawn_from_what_was_measured() -> None:
    results = [
        figures(121, "sqlite", 5.0),
        figures(10_000, "sqlite", 10.0, 20.0, 40.0, browser=200.0),
        figures(1_000_000, "sqlite", 30.0, 50.0, 250.0, browser=9_000.0),
        figures(10_000, "postgresql", 11.0),
    ]
    picture = bench.growth(results)
    words = [element.text for element in ElementTree.fromstring(picture).iter() if element.text]
    assert {"250× SQLite, slowest page", "50× SQLite, median", "11× PostgreSQL, median"} <= set(words)
    assert {"9000× datasette, two facets", "goal 300×", "10,000", "1,000,000"} <= set(words)
    assert "121" not in words and "goal 100×" not in words
    assert picture.count("<circle") == 8


def test_without_figures_nothing_is_drawn() -> None:
    assert "<circle" not in bench.growth([])


def test_what_was_not_measured_leaves_its_picture_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "VAR", tmp_path / "var")
    monkeypatch.setattr(bench, "README", tmp_path)
    bench.write({"pages": [figures(10_000, "sqlite", 10.0)], "search": []}, for_readme=True)
    assert {file.name for file in tmp_path.glob("*.svg")} == {"bench-pages.svg"}
    assert "10,000 tasks on SQLite" in (tmp_path / "var" / "bench.md").read_text("utf-8")
