"""What reconciling compares, refuses, tells and notes, record by record."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import DataError, IntegrityError, OperationalError

from documents.models import Change, Region, Standing, TextMark
from documents.records import reconcile as reconciling
from documents.records.locks import lock
from documents.records.reconcile import (
    Changes,
    as_extracted,
    create,
    not_stored,
    plain,
    propose,
    reconcile,
    supersede,
    update,
)
from documents.records.writing import writing
from documents.text.notes import NoteKind
from documents.text.spans import Span
from tasks.models import Target, Task
from tests.factories import make_document, make_region, make_target, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def turn(db: None):
    """Rows are reconciled within a writing."""
    with writing():
        yield


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("甲", "甲"),
        (3, 3),
        (True, True),
        (Decimal("12.500"), "12.5"),
        (Decimal("100"), "100"),
        (date(2031, 5, 6), "2031-05-06"),
        (datetime(2031, 5, 6, 7, tzinfo=UTC), "2031-05-06T07:00:00+00:00"),
        (("甲", ["乙"]), ["甲", ["乙"]]),
        ([Decimal("1.50")], ["1.50"]),
    ],
)
def test_values_as_json_knows_them(value: Any, expected: Any) -> None:
    assert plain(value) == expected


def test_a_record_is_known_by_its_key() -> None:
    assert plain(make_region()) == Region.objects.get().pk


def test_changes_are_some_where_any_record_changed() -> None:
    for name in ("created", "updated", "superseded", "proposed"):
        changes = Changes()
        assert not changes
        getattr(changes, name)["task"] += 1
        assert changes
    changes = Changes()
    assert not changes.is_new
    changes.created["document"] += 1
    assert changes.is_new


def test_what_changed_is_told_with_its_values_and_the_parts_of_a_new_document_are_not() -> None:
    task, document = make_task(title="发展风电"), make_document(title="园区方案")
    changes = Changes()
    changes.tell(changes.updated, Change.Kind.UPDATED, task, {"title": "发展光伏"})
    (detail,) = changes.details
    assert (detail.kind, detail.noun, detail.name) == ("updated", "task", str(task))
    assert detail.values == {"title": ("发展光伏", "发展风电")}
    new = Changes()
    new.tell(new.created, Change.Kind.CREATED, document)
    new.tell(new.created, Change.Kind.CREATED, task)
    assert new.created == {"document": 1, "task": 1}
    assert [(each.noun, each.values) for each in new.details] == [("document", {})]


def test_a_record_that_cannot_be_made_is_a_note_and_the_others_are_made() -> None:
    document, changes = make_document(), Changes()
    make_task(document, key="taken")
    rows: dict[str, dict[str, Any]] = {
        key: {"document_id": document.pk, "key": key, "title": key, "start": 3, "end": 5}
        for key in ("one", "taken", "two")
    }
    records = reconcile(Task, {}, rows, changes)
    assert list(records) == ["one", "two"] and changes.created == {"task": 2}
    (note,) = changes.notes
    assert (note.kind, note.span) == (NoteKind.NOT_STORED, Span(3, 5))
    assert note.message.startswith("未能入库的任务：") and "\n" not in note.message
    assert {task.key for task in document.tasks.all()} == {"one", "taken", "two"}
    assert document.tasks.get(key="two").history.get().history_change_reason == "程序提取"


def test_a_note_without_a_place_or_a_reason() -> None:
    task = Task(key="1")
    note = not_stored(task, {id(task): ValueError("第一行\n第二行")})
    assert (note.message, note.span) == ("未能入库的任务：第一行", None)
    assert not_stored(task, {id(task): ValueError()}).message == "未能入库的任务：ValueError"
    for start, end in ((None, 5), (3, None)):
        task.start, task.end = start, end
        assert not_stored(task, {id(task): ValueError()}).span is None


@pytest.mark.parametrize("error", [IntegrityError, DataError, ValueError, OverflowError, ArithmeticError])
def test_a_value_that_cannot_be_stored_leaves_the_one_before(error: type[Exception], monkeypatch: Any) -> None:
    task, changes = make_task(title="旧"), Changes()

    def refuse(*arguments: Any) -> None:
        raise error("no")

    monkeypatch.setattr(reconciling, "save", refuse)
    update(task, {"title": "新"}, changes)
    assert (task.title, Task.objects.get().title, bool(changes)) == ("旧", "旧", False)
    assert [note.message for note in changes.notes] == ["未能入库的任务：no"]


def test_a_database_that_is_away_is_no_value_that_cannot_be_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(*arguments: Any) -> None:
        raise OperationalError("away")

    monkeypatch.setattr(reconciling, "save", leave)
    monkeypatch.setattr(reconciling, "insert", leave)
    with pytest.raises(OperationalError):
        update(make_task(title="旧"), {"title": "新"}, Changes())
    with pytest.raises(OperationalError):
        create(Task, [Task()])


def test_what_was_changed_is_told_and_noted_in_the_history() -> None:
    task, changes = make_task(title="旧", number="（一）"), Changes()
    update(task, {"title": "新", "number": "（一）"}, changes)
    assert changes.details[0].values == {"title": ("旧", "新")}
    assert task.history.first().history_change_reason == "程序提取"
    assert changes.updated == {"task": 1}


def test_rows_without_a_history_are_made_too() -> None:
    version = make_document().text
    assert create(TextMark, []) == {}
    assert create(TextMark, [TextMark(version=version, mark=number) for number in (1, 2)]) == {}
    bad, good = TextMark(version=version, mark=None), TextMark(version=version, mark=3)
    failed = create(TextMark, [bad, good])
    assert list(failed) == [id(bad)] and isinstance(failed[id(bad)], IntegrityError)
    assert sorted(version.marks.values_list("mark", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize(
    ("extracted", "is_news", "proposed", "has_proposal"),
    [
        ("人工", False, None, False),  # what the person said
        ("提取", False, None, False),  # what was there before
        ("新", True, "新", True),
        ("旧提案", False, "旧提案", True),  # known
    ],
)
def test_only_another_value_is_a_proposal(extracted: str, is_news: bool, proposed: Any, has_proposal: bool) -> None:
    task = make_task(title="人工")
    lock(task, {"title": "提取"}, None)
    correction = task.corrections.get()
    correction.proposed, correction.has_proposal = "旧提案", True
    correction.save()
    assert propose(correction, "人工", extracted) is is_news
    correction.refresh_from_db()
    assert (correction.proposed, correction.has_proposal) == (proposed, has_proposal)


def test_a_first_proposal_is_news_even_where_nothing_is_proposed() -> None:
    task = make_task(title="人工")
    lock(task, {"title": "提取"}, None)
    correction = task.corrections.get()
    assert propose(correction, "人工", None) is True
    assert (correction.proposed, correction.has_proposal) == (None, True)
    assert propose(correction, "人工", None) is False


def test_a_record_is_known_by_what_was_extracted() -> None:
    task = make_task(title="人工", number="（一）")
    lock(task, {"title": "提取"}, None)
    values = as_extracted(task)
    assert (values["title"], values["number"], values["id"]) == ("提取", "（一）", task.pk)


BEFORE = "一、发展风电。二、发展光伏。"
AFTER = "一、发展储能。二、发展风电。三、发展光伏。"


def corrected(**values: Any) -> Task:
    task = make_task(title="人工", **{"start": 7, "end": 14} | values)
    lock(task, {"title": "提取"}, None)
    return task


def test_a_corrected_record_moves_with_its_words() -> None:
    target = make_target(start=2, end=6, quote="发展风电")
    lock(target, {"value": 50}, None)
    task = corrected(start=9, end=13, responsibility_start=11, responsibility_end=13)
    changes = Changes(before=BEFORE, after=AFTER)
    supersede([target, task], changes)
    target.refresh_from_db()
    task.refresh_from_db()
    assert (target.standing, target.start, target.end) == ("current", 9, 13)
    assert (task.start, task.end, task.responsibility_start, task.responsibility_end) == (16, 20, 18, 20)
    assert changes.updated == {"target": 1, "task": 1} and not changes.superseded and not changes.notes
    assert changes.details[0].values == {"start": (2, 9), "end": (6, 13)}
    assert task.history.first().history_change_reason == "程序提取"


@pytest.mark.parametrize("span", [(7, 14), (5, 5)])
def test_a_corrected_record_whose_words_are_gone_goes_and_staff_are_told(span: tuple[int, int]) -> None:
    task = corrected(start=span[0], end=span[1])
    changes = Changes(before=BEFORE, after=AFTER)
    supersede([task], changes)
    assert Task.objects.get().standing == Standing.SUPERSEDED
    (note,) = changes.notes
    assert (
        (note.kind, note.span) == (NoteKind.DROPPED, None) and "随之停用" in note.message and str(task) in note.message
    )
    assert changes.superseded == {"task": 1} and changes.details[0].kind == "superseded"


@pytest.mark.parametrize(("start", "end", "after"), [(7, 14, BEFORE), (None, None, AFTER)])
def test_a_corrected_record_of_the_same_text_or_without_a_place_stays(start: Any, end: Any, after: str) -> None:
    task = corrected(start=start, end=end)
    changes = Changes(before=BEFORE, after=after)
    supersede([task], changes)
    assert Task.objects.get().standing == "current" and not changes and not changes.notes


@pytest.mark.parametrize("values", [{"origin": "person"}, {"standing": "withdrawn"}, {"standing": "superseded"}])
def test_only_what_is_extracted_and_counts_is_retired(values: dict[str, str]) -> None:
    target, changes = make_target(**values), Changes()
    supersede([target], changes)
    assert not changes and Target.objects.get().standing == values.get("standing", "current")


def test_what_nobody_corrected_goes_without_a_note() -> None:
    target, changes = make_target(), Changes(before=BEFORE, after=AFTER)
    supersede([target], changes)
    assert (Target.objects.get().standing, changes.notes) == ("superseded", [])
    assert target.history.first().history_change_reason == "程序提取"
