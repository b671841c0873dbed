"""Which row of an earlier reading is which record of this one: only where there is no choice."""

from collections import Counter

import pytest

from documents.models import Document
from documents.records.locks import lock
from documents.records.matching import follow, follow_moved, numbered
from tasks.models import Task
from tests.factories import make_document, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(db: None) -> Document:
    return make_document()


def followed(known: dict[str, Task], wanted: dict[str, str | None]) -> dict[str, Task]:
    """The known tasks by the key that each has now, where `wanted` are the titles now read."""
    existing = dict(known)
    follow(existing, {key: {"title": title} for key, title in wanted.items()}, lambda task: task["title"])
    return existing


def moved(known: dict[str, Task], wanted: dict[str, str]) -> dict[str, Task]:
    """The same of numbered tasks; each row has the key that it is given."""
    existing = dict(known)
    follow_moved(existing, {key: {"title": title} for key, title in wanted.items()}, lambda task: task["title"])
    for key, task in existing.items():
        assert Task.objects.get(pk=task.pk).key == task.key == key
    return existing


def tasks(document: Document, **titles: str) -> dict[str, Task]:
    """Tasks of these titles by key."""
    return {key: make_task(document, key=key, title=title) for key, title in titles.items()}


def test_words_are_numbered_each_for_itself():
    seen: Counter[object] = Counter()
    assert [numbered(words, seen) for words in ("甲", "乙", "甲")] == [("甲", 1), ("乙", 1), ("甲", 2)]


def test_the_only_one_left_is_the_only_one_new(document):
    known = tasks(document, a="风电", b="光伏")
    assert followed(known, {"a": "风电", "c": "光伏"}) == {"a": known["a"], "c": known["b"]}


@pytest.mark.parametrize(
    ("titles", "wanted"),
    [
        ({"a": "风电", "b": "风电"}, {"c": "风电"}),
        ({"a": "风电"}, {"b": "风电", "c": "风电"}),
        ({"a": "风电", "b": "风电"}, {"c": "风电", "d": "风电"}),
        ({"a": "风电"}, {"b": "光伏"}),
        ({"a": "风电"}, {"a": "光伏", "b": "风电"}),
    ],
)
def test_where_there_is_a_choice_or_no_likeness_nothing_follows(document, titles, wanted):
    known = tasks(document, **titles)
    assert followed(known, wanted) == known


@pytest.mark.parametrize("values", [{"standing": "withdrawn"}, {"standing": "superseded"}, {"origin": "person"}])
def test_what_does_not_count_or_is_a_persons_does_not_follow(document, values):
    known = {"a": make_task(document, key="a", title="风电", **values)}
    assert followed(known, {"b": "风电"}) == known


def test_what_has_no_mark_does_not_follow(document):
    known = tasks(document, a="风电")
    existing = dict(known)
    follow(existing, {"b": {"title": "风电"}}, lambda task: None)
    assert existing == known


def test_a_corrected_record_is_known_by_what_was_extracted(document):
    known = tasks(document, a="人工标题")
    lock(known["a"], {"title": "风电"}, None)
    assert followed(known, {"b": "人工标题"}) == known
    assert followed(known, {"b": "风电"}) == {"b": known["a"]}


def test_two_that_change_places_keep_their_rows(document):
    known = tasks(document, a="风电", b="光伏")
    assert moved(known, {"a": "光伏", "b": "风电"}) == {"a": known["b"], "b": known["a"]}
    assert known["a"].history.first().history_change_reason == "程序提取"


def test_one_that_moves_takes_the_place_of_one_that_goes(document):
    known = tasks(document, a="风电", b="光伏", c="储能")
    gone = f"b-{known['b'].pk}"
    assert moved(known, {"b": "风电", "c": "储能"}) == {"b": known["a"], gone: known["b"], "c": known["c"]}


@pytest.mark.parametrize(
    ("titles", "wanted"),
    [
        ({"a": "风电", "b": "风电"}, {"c": "风电"}),
        ({"a": "风电"}, {"b": "风电", "c": "风电"}),
        ({"a": ""}, {"b": ""}),
        ({"a": "风电", "b": "光伏"}, {"a": "风电", "b": "光伏"}),
    ],
)
def test_what_stays_or_cannot_be_told_apart_does_not_move(document, titles, wanted):
    known = tasks(document, **titles)
    changes = Task.history.count()
    assert moved(known, wanted) == known
    assert Task.history.count() == changes


def test_a_persons_record_neither_moves_nor_makes_room(document):
    mine = make_task(document, key="b", title="储能", origin="person")
    known = {**tasks(document, a="风电"), "b": mine}
    assert moved(known, {"b": "风电"}) == known
    assert moved({"b": mine}, {"c": "储能"}) == {"b": mine}


def test_one_that_moves_does_so_by_what_was_extracted(document):
    known = tasks(document, a="人工标题")
    lock(known["a"], {"title": "风电"}, None)
    assert moved(known, {"b": "风电"}) == {"b": known["a"]}
