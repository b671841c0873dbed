"""What a person changes is locked; what is proposed against it is taken over or turned down, bound columns along."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from documents.models import Change, Correction
from documents.records.locks import accept, changes_by_hand, dismiss, lock, restore, withdraw
from documents.records.saving import save
from tasks.models import Target, Task
from tests.factories import make_agency, make_document, make_duty, make_target, make_task

pytestmark = pytest.mark.django_db


def proposed(record: Any, field: str, value: Any) -> Correction:
    """The lock of a field, with a new extracted value beside it."""
    correction = record.corrections.get(field=field)
    correction.proposed, correction.has_proposal = value, True
    correction.save()
    return correction


def told() -> list[tuple[str, list[str]]]:
    """What the last writing told, by kind and columns."""
    last = Change.objects.filter(revision=Change.objects.last_revision())
    return [(change.kind, change.fields) for change in last.order_by("pk")]


def test_only_what_differs_from_the_row_was_changed_by_hand():
    target = make_target(value=Decimal("12.5"))
    target.value, target.unit = Decimal("12.500"), "个"
    assert changes_by_hand(target) == {"unit": "%"}


def test_clocks_and_keys_are_no_changes_by_hand():
    document = make_document(title="园区方案")
    document.title, document.title_key, document.updated_at, document.ingested_at = "园区意见", "x", None, None
    assert changes_by_hand(document) == {"title": "园区方案"}


def test_a_change_locks_its_column_and_those_bound_to_it(admin_user):
    target = make_target()
    lock(target, {"deadline": date(2029, 12, 31)}, admin_user)
    locks = target.locked_fields()
    assert {name: each.before for name, each in locks.items()} == {"deadline": "2029-12-31", "precision": "year"}
    assert {each.corrected_by for each in locks.values()} == {admin_user}


def test_what_extraction_never_sets_and_what_a_person_made_is_not_locked():
    task, mine, document = make_task(), make_task(origin="person"), make_document()
    lock(task, {"review_state": "unreviewed", "nothing": 1}, None)
    lock(mine, {"title": "别的"}, None)
    lock(document, {"slug": "x", "is_published": True, "text_id": 1}, None)
    assert not Correction.objects.exists()


def test_a_second_correction_keeps_what_was_extracted_and_drops_the_proposal(admin_user):
    task = make_task(title="人工标题")
    lock(task, {"title": "提取标题"}, None)
    first = proposed(task, "title", "新提取标题")
    lock(task, {"title": "人工标题"}, admin_user)
    again = task.corrections.get()
    assert (again.before, again.proposed, again.has_proposal) == ("提取标题", None, False)
    assert again.corrected_by == admin_user and again.corrected_at > first.corrected_at


def test_withdrawing_and_restoring_are_told_and_change_nothing_else():
    task = make_task(title="发展风电")
    task.title = "未保存"
    withdraw(task)
    assert (Task.objects.get().standing, Task.objects.get().title) == ("withdrawn", "发展风电")
    assert told() == [("withdrawn", [])]
    restore(task)
    assert (Task.objects.get().standing, told()) == ("current", [("restored", [])])


def test_accepting_takes_one_value_and_leaves_what_is_not_bound_to_it():
    task = make_task(title="人工标题", body="人工正文")
    lock(task, {"title": "提取标题", "body": "提取正文"}, None)
    proposed(task, "body", "新提取正文")
    accept(proposed(task, "title", "新提取标题"))
    task.refresh_from_db()
    assert (task.title, task.body, set(task.locked_fields())) == ("新提取标题", "人工正文", {"body"})
    assert task.history.first().history_change_reason == "采纳新提取值"
    assert told() == [("updated", ["title"])]


def test_accepting_takes_what_is_bound_to_it_too():
    target = make_target(deadline=date(2031, 6, 30), precision="month")
    lock(target, {"deadline": date(2030, 12, 31), "precision": "year"}, None)
    proposed(target, "precision", "day")
    accept(proposed(target, "deadline", "2032-03-05"))
    target.refresh_from_db()
    assert (target.deadline, target.precision) == (date(2032, 3, 5), "day")
    assert not target.corrections.exists() and told() == [("updated", ["deadline", "precision"])]


@pytest.mark.parametrize(("precision", "left"), [("year", set()), ("month", {"precision"})])
def test_what_was_locked_along_is_unlocked_along_unless_a_person_changed_it(precision, left):
    target = make_target(deadline=date(2031, 12, 31), precision=precision)
    lock(target, {"deadline": date(2030, 12, 31), "precision": "year"}, None)
    accept(proposed(target, "deadline", "2032-12-31"))
    target.refresh_from_db()
    assert (target.deadline, target.precision) == (date(2032, 12, 31), precision)
    assert set(target.locked_fields()) == left


def test_a_value_that_contradicts_the_others_is_not_accepted():
    target = make_target(value=60, value_high=None)
    lock(target, {"value_high": 70}, None)
    with pytest.raises(ValidationError):
        accept(proposed(target, "value_high", "10"))
    assert Target.objects.get().value_high is None
    assert target.corrections.get(field="value_high").has_proposal


def test_an_accepted_agency_is_its_key():
    duty, other = make_duty(), make_agency("青海省商务厅")
    lock(duty, {"agency_id": duty.agency_id}, None)
    accept(proposed(duty, "agency_id", other.pk))
    duty.refresh_from_db()
    assert duty.agency == other


def test_what_is_turned_down_stands_as_the_extracted_value():
    task = make_task(title="人工标题")
    lock(task, {"title": "提取标题"}, None)
    dismiss(proposed(task, "title", "新提取标题"))
    correction = task.corrections.get()
    assert (correction.before, correction.proposed, correction.has_proposal) == ("新提取标题", None, False)
    assert told() == [("updated", ["has_proposal"])]


def test_saving_writes_the_named_columns_and_what_follows_from_a_save():
    document = make_document(title="园区方案", genre="方案")
    before = document.updated_at
    document.title, document.genre = "园区意见", "未保存"
    save(document, ["title"], "因" * 120)
    row = type(document).objects.get()
    assert (row.title, row.title_key, row.genre) == ("园区意见", "园区意见", "方案")
    assert row.updated_at > before
    assert row.history.first().history_change_reason == "因" * 100
