"""Ingesting again: extracted values follow, a person's values stay."""

from decimal import Decimal

import pytest

from documents.models import Origin, Section, Standing
from documents.records.locks import accept, dismiss, lock, restore, withdraw
from documents.records.reconcile import Changes, bound_to, reconcile, supersede
from documents.records.writing import writing
from documents.text.spans import Span
from policykb.pipeline import gazetteer, ingest
from tasks.models import Responsibility, Target, Task
from tests.factories import make_agency, make_document, make_duty, make_target, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def turn(db):
    """Rows are reconciled within a writing."""
    with writing():
        yield


def wanted(task: Task, **values: object) -> dict[str, dict[str, object]]:
    return {task.key: {"document_id": task.document_id, "key": task.key, "title": task.title} | values}


def again(task: Task, **values: object) -> Changes:
    """Extract `task` again with other values."""
    changes = Changes()
    reconcile(Task, {task.key: Task.objects.get(pk=task.pk)}, wanted(task, **values), changes)
    task.refresh_from_db()
    return changes


def test_new_records_are_made_with_their_history():
    document, changes = make_document(), Changes()
    reconcile(Task, {}, {"1.1": {"document_id": document.pk, "key": "1.1", "title": "新任务"}}, changes)
    task = document.tasks.get()
    assert (task.title, task.origin) == ("新任务", Origin.EXTRACTED)
    assert changes.created == {"task": 1}
    assert task.history.get().history_change_reason == "程序提取"


def test_the_same_again_writes_nothing(django_assert_num_queries):
    task = make_task(title="发展风电")
    known = {task.key: Task.objects.prefetch_related("corrections").get(pk=task.pk)}
    changes = Changes()
    with django_assert_num_queries(0):
        reconcile(Task, known, wanted(task), changes)
    assert not changes


def test_equal_numbers_are_no_change():
    target = make_target(value=Decimal("12.5"))
    changes = Changes()
    known = Target.objects.get(pk=target.pk)
    reconcile(Target, {1: known}, {1: {"value": Decimal("12.500")}}, changes)
    assert not changes


def test_extracted_values_follow_the_extractor():
    task = make_task(title="发展风电")
    assert again(task, title="发展风电光伏").updated == {"task": 1}
    assert task.title == "发展风电光伏"


def test_a_persons_value_stays_and_the_other_is_proposed():
    task = make_task(title="人工标题")
    lock(task, {"title": "提取标题"}, None)
    assert not again(task, title="提取标题")
    assert again(task, title="新提取标题").proposed == {"task": 1}
    assert task.title == "人工标题"
    correction = task.corrections.get()
    assert (correction.before, correction.proposed, correction.has_proposal) == ("提取标题", "新提取标题", True)
    assert not again(task, title="新提取标题")


def test_an_accepted_proposal_unlocks_the_field():
    task = make_task(title="人工标题")
    lock(task, {"title": "提取标题"}, None)
    again(task, title="新提取标题")
    accept(task.corrections.get())
    task.refresh_from_db()
    assert (task.title, task.corrections.count()) == ("新提取标题", 0)


def test_a_dismissed_proposal_does_not_return():
    task = make_task(title="人工标题")
    lock(task, {"title": "提取标题"}, None)
    again(task, title="新提取标题")
    dismiss(task.corrections.get())
    assert not again(task, title="新提取标题")
    assert task.title == "人工标题"


def test_records_no_longer_extracted_are_kept_but_do_not_count():
    task, changes = make_task(), Changes()
    reconcile(Task, {task.key: task}, {}, changes)
    task.refresh_from_db()
    assert task.standing == Standing.SUPERSEDED
    assert again(task).updated == {"task": 1}
    assert task.standing == Standing.CURRENT


def test_corrected_records_survive_when_no_longer_extracted():
    task, changes = make_task(title="人工标题"), Changes()
    lock(task, {"title": "提取标题"}, None)
    reconcile(Task, {task.key: task}, {}, changes)
    task.refresh_from_db()
    assert (task.standing, bool(changes)) == (Standing.CURRENT, False)


def test_what_a_person_made_or_withdrew_is_left_alone():
    made, gone = make_task(origin=Origin.PERSON, title="人工任务"), make_task(title="误提取")
    withdraw(gone)
    assert not again(made, title="别的")
    assert not again(gone, title="别的")
    assert (made.title, gone.standing) == ("人工任务", Standing.WITHDRAWN)
    restore(gone)
    assert again(gone, title="别的").updated == {"task": 1}


def test_a_proposal_that_is_withdrawn_by_a_later_extraction_goes():
    task = make_task(title="人工标题")
    lock(task, {"title": "提取标题"}, None)
    again(task, title="新提取标题")
    again(task, title="提取标题")
    correction = task.corrections.get()
    assert (correction.proposed, correction.has_proposal) == (None, False)


def test_columns_that_contradict_each_other_stay_together():
    assert bound_to(Target, frozenset({"deadline"})) == {"deadline", "precision"}
    assert bound_to(Responsibility, frozenset({"basis"})) >= {"basis", "inherited_from_id"}
    assert bound_to(Responsibility, frozenset({"inherited_from_id"})) >= {"basis", "inherited_from_id"}
    assert bound_to(Task, frozenset({"title"})) == {"title"}


def test_all_places_of_a_corrected_section_move_with_its_words():
    words = {"start": 2, "end": 9, "heading_end": 4, "own_end": 8}
    section = Section.objects.create(document=make_document(), key="1", title="人工", level=1, order=0, **words)
    lock(section, {"title": "提取"}, None)
    supersede([section], Changes(before="一、发展风电光伏。", after="一、储能。二、发展风电光伏。"))
    section.refresh_from_db()
    assert section.standing == "current"
    assert {name: getattr(section, name) for name in words} == {name: place + 5 for name, place in words.items()}


def test_an_extracted_basis_does_not_contradict_a_persons():
    source = make_task()
    duty = make_duty(make_task(source.document), basis="explicit")
    lock(duty, {"basis": "inherited"}, None)
    wanted = {1: {"basis": "inherited", "inherited_from_id": source.pk}}
    reconcile(Responsibility, {1: Responsibility.objects.get(pk=duty.pk)}, wanted, Changes())
    duty.refresh_from_db()
    assert (duty.basis, duty.inherited_from) == ("explicit", None)


TEXT = """青海省试验方案
青试发〔2025〕{number}号

一、重点任务
（一）建设风电基地。到2030年装机达到{power}万千瓦。（省能源局牵头，省商务厅配合）
"""


@pytest.fixture
def take(db):
    """A function that takes a version of a small policy in, and gives its one task."""
    make_agency().names.create(name="省能源局")
    make_agency("青海省商务厅").names.create(name="省商务厅")

    def take(**words):
        text = TEXT.format(**{"number": 1, "power": 500} | words)
        document, changes = ingest(text.encode(), "方案.txt", gazetteer())
        return document.tasks.current().get(), changes

    return take


def test_a_target_whose_words_change_is_the_same_target(take):
    task, _ = take()
    target = task.targets.get()
    target.value = 550
    target.save()
    lock(target, {"value": Decimal(500)}, None)
    task, changes = take(power=700)
    assert (task.targets.get(), changes.proposed["target"]) == (target, 1)
    assert target.corrections.get(field="value").proposed == "700"


def test_a_duty_moved_by_hand_leaves_room_for_the_extracted_one(take):
    task, _ = take()
    lead, support = task.responsibilities.order_by("order")
    trade = support.agency
    withdrawn_from = make_agency("青海省统计局")
    support.agency = withdrawn_from
    support.save()
    lock(support, {"agency_id": trade.pk}, None)
    lead.agency = trade
    lead.save()
    lock(lead, {"agency_id": make_agency().pk}, None)
    task, changes = take(power=600)
    assert {duty.agency for duty in task.responsibilities.current()} == {trade, withdrawn_from}
    assert not changes.created["responsibility"]


def test_a_duty_added_by_hand_and_then_extracted_is_one(take):
    task, _ = take()
    support = task.responsibilities.get(role="support")
    agency = support.agency
    support.delete()
    mine = make_duty(task, agency, role="implement", origin=Origin.PERSON)
    task, _ = take(power=600)
    assert task.responsibilities.get(agency=agency) == mine
    mine.refresh_from_db()
    assert mine.role == "implement"


def test_a_duty_read_as_another_agencys_is_the_same_duty(take):
    task, _ = take()
    lead, support = task.responsibilities.order_by("order")
    lead.role = "implement"
    lead.save()
    lock(lead, {"role": "lead"}, None)
    make_agency("青海省能源和矿业局").names.create(name="省能源局")
    lead.agency.names.all().delete()
    task, changes = take(power=600)
    lead.refresh_from_db()
    assert (lead.agency.name, lead.role) == ("青海省能源和矿业局", "implement")
    assert not changes.created["responsibility"]
    assert {duty.pk for duty in task.responsibilities.current()} == {lead.pk, support.pk}


def test_a_record_that_the_database_does_not_take_is_a_note_and_the_others_are_stored():
    task, changes = make_task(), Changes()
    agencies = [make_agency(name) for name in ("青海省商务厅", "青海省财政厅", "青海省统计局")]
    duties = {
        agency.pk: {"task_id": task.pk, "agency_id": agency.pk, "role": role, "basis": "explicit", "start": 3, "end": 7}
        for agency, role in zip(agencies, ("lead", "boss", "support"), strict=True)
    }
    stored = reconcile(Responsibility, {}, duties, changes)
    assert [duty.agency.name for duty in task.responsibilities.order_by("pk")] == ["青海省商务厅", "青海省统计局"]
    assert set(stored) == {agencies[0].pk, agencies[2].pk}
    (note,) = changes.notes
    assert (note.kind, note.span) == ("not_stored", Span(3, 7))
    assert note.message.startswith("未能入库的责任：") and "role_known" in note.message
    assert [duty.history.count() for duty in stored.values()] == [1, 1]


def test_a_value_that_the_database_does_not_take_is_a_note_and_the_record_stays_as_it_was():
    duty, changes = make_duty(role="lead"), Changes()
    reconcile(Responsibility, {1: duty}, {1: {"role": "boss"}}, changes)
    assert (duty.role, Responsibility.objects.get().role, changes.updated) == ("lead", "lead", {})
    assert [note.kind for note in changes.notes] == ["not_stored"]
