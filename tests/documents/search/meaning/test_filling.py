"""Vectors follow their entries: made by a command, taken out when the text changes, never made while one edits."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from documents.models import Passage, Revision, SearchEntry
from documents.search import Entry, remove, write
from documents.search.meaning import encoders, pgvector
from documents.search.meaning.filling import fill, make, number_lacking, packed, unpacked
from tests.understanding import Understanding, understanding

__all__ = ["understanding"]
pytestmark = pytest.mark.django_db


def entry(key: int, body: str, kind: str = "task") -> Entry:
    return Entry(kind=kind, object_id=key, title="生态保护", body=body)


def kept() -> dict[int, int]:
    """How many passages there are of each record."""
    keys = list(Passage.objects.values_list("entry__object_id", flat=True))
    return {key: keys.count(key) for key in keys}


def test_what_is_lacking_is_made_once(understanding: Understanding) -> None:
    write([entry(1, "实行禁渔。"), entry(2, "实行禁渔。" * 40), entry(3, "厕所改造。", kind="agency")])
    seen: list[int] = []
    assert number_lacking() == 2
    assert fill(seen.append) == 2 and sum(seen) == 2
    assert kept() == {1: 1, 2: 2}  # an agency is found by its names
    assert fill() == 0 and number_lacking() == 0


def test_a_bound_is_kept(understanding: Understanding) -> None:
    write([entry(key, "实行禁渔。") for key in range(5)])
    assert (fill(most=3), fill(most=3), fill(most=3)) == (3, 2, 0)


def test_what_changes_loses_its_passages_at_once_and_gains_them_later(understanding: Understanding) -> None:
    write([entry(1, "实行禁渔。"), entry(2, "改造厕所。")])
    fill()
    write([entry(1, "实行禁渔。"), entry(2, "回收旧货。")])
    assert kept() == {1: 1}
    assert fill() == 1 and kept() == {1: 1, 2: 1}


def test_what_is_removed_takes_its_passages_along(understanding: Understanding) -> None:
    write([entry(1, "实行禁渔。"), entry(2, "改造厕所。")])
    fill()
    remove("task", [1])
    assert kept() == {2: 1}


def test_what_changes_while_its_vectors_are_made_gets_none(understanding: Understanding) -> None:
    write([entry(1, "实行禁渔。")])
    due = [(SearchEntry.objects.get().pk, ["实行禁渔和补助。"])]
    assert make(due, understanding) == 0 and not kept()


def test_vectors_of_another_model_are_made_anew(understanding: Understanding) -> None:
    write([entry(1, "实行禁渔。")])
    fill()
    understanding.name = "a few things, better"
    assert fill() == 1
    assert set(Passage.objects.values_list("model", flat=True)) == {"a few things, better"}


def test_kept_pages_are_made_anew(understanding: Understanding) -> None:
    write([entry(1, "实行禁渔。")])
    before = Revision.objects.filter(pk=1).values_list("token", flat=True).first()
    fill()
    after = Revision.objects.values_list("token", flat=True).get(pk=1)
    assert after != before
    fill()
    assert Revision.objects.values_list("token", flat=True).get(pk=1) == after


def test_a_byte_a_value_keeps_the_direction() -> None:
    assert list(unpacked(packed([0.5, -0.25, 0.0]))) == [127, -64, 0]
    assert list(unpacked(packed([0.0, 0.0]))) == [0, 0]


def test_nothing_is_made_while_it_is_switched_off(understanding: Understanding, settings: Any) -> None:
    write([entry(1, "实行禁渔。")])
    settings.SEARCH_MEANING = False
    assert fill() == 0 and number_lacking() == 0 and not kept()
    with pytest.raises(CommandError, match="SEARCH_MEANING=1"):
        call_command("rebuild_meaning")


def test_the_commands_say_what_they_made(understanding: Understanding) -> None:
    write([entry(1, "实行禁渔。")])
    said = StringIO()
    call_command("rebuild_meaning", verbosity=0, stdout=said)
    assert said.getvalue() == "Meaning: 1 entries made vectors of.\n"


def test_a_model_that_cannot_run_is_said(understanding: Understanding, monkeypatch: pytest.MonkeyPatch) -> None:
    none: Callable[[int], None] = lambda threads: None  # noqa: E731
    monkeypatch.setattr(encoders, "loaded", none)
    with pytest.raises(CommandError, match="cannot run"):
        call_command("rebuild_meaning")


def test_the_database_compares_where_it_can(understanding: Understanding) -> None:
    if connection.vendor != "postgresql":
        pgvector.prepare(3)
        assert not pgvector.has_column()
        return
    write([entry(1, "实行禁渔。")])
    fill()
    if not pgvector.is_available():
        pytest.skip("this PostgreSQL has no pgvector")
    with connection.cursor() as cursor:
        cursor.execute("SELECT embedding::text FROM documents_passage")
        assert cursor.fetchall() == [("[127,0,0,0,13]",)]
