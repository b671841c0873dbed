"""Rows change in turn, and every change is told."""

import threading

import pytest
from django.db import transaction

from documents.models import Change, Revision, Term
from documents.records.saving import save
from documents.records.writing import document_of, state, tell, writing
from tests.factories import make_document, make_duty, make_target, make_task, make_term
from tests.policykb.editing.threads import ON_POSTGRES, PATIENCE, Writer, until_it_waits


@pytest.mark.django_db
def test_a_writing_raises_the_revision_once_and_logs_what_it_told(admin_user):
    duty = make_duty(make_task(make_document()))
    number, token = state()
    with writing(admin_user, Change.Cause.REVIEW):
        duty.role = "support"
        save(duty, ["role"], "试验")
        tell(duty, Change.Kind.UPDATED, ["role"])
        tell(duty.task, Change.Kind.UPDATED, ["title", "body"])
    assert (state()[0], state()[1] != token) == (number + 1, True)
    role, task = Change.objects.filter(revision=number + 1).order_by("pk")
    assert (role.by, role.cause, role.kind, role.model, role.fields) == (
        admin_user, "review", "updated", "tasks.responsibility", ["role"],
    )  # fmt: skip
    assert (role.object_id, role.task_id, role.document_id) == (str(duty.pk), duty.task_id, duty.task.document_id)
    assert (task.model, task.task_id, task.fields) == ("tasks.task", duty.task_id, ["body", "title"])


@pytest.mark.django_db
def test_nothing_told_is_no_revision():
    make_term()
    before = state()
    with writing():
        pass
    assert state() == before


@pytest.mark.django_db
def test_what_fails_or_is_rolled_back_was_never_told():
    term, before = make_term(), None
    before = state()
    with pytest.raises(ZeroDivisionError), writing():
        tell(term, Change.Kind.UPDATED)
        raise ZeroDivisionError
    with writing():
        tell(term, Change.Kind.UPDATED)
        transaction.set_rollback(True)
    assert state() == before


@pytest.mark.django_db
def test_a_part_that_fails_takes_back_what_it_told_and_no_more():
    one, other = make_term("甲"), make_term("乙")
    with writing():
        tell(one, Change.Kind.UPDATED)
        with pytest.raises(ZeroDivisionError), writing():
            tell(other, Change.Kind.UPDATED)
            raise ZeroDivisionError
    last = Change.objects.filter(revision=state()[0])
    assert [change.name for change in last] == ["甲"]


@pytest.mark.django_db
def test_a_part_that_is_rolled_back_by_itself_takes_back_what_it_told():
    one, other = make_term("甲"), make_term("乙")
    with writing():
        tell(one, Change.Kind.UPDATED)
        with writing():
            tell(other, Change.Kind.UPDATED)
            transaction.set_rollback(True)
    assert [change.name for change in Change.objects.filter(revision=state()[0])] == ["甲"]


@pytest.mark.django_db
def test_a_writing_within_another_is_a_part_of_it(admin_user):
    one, other = make_term("甲"), make_term("乙")
    before = state()[0]
    with writing(admin_user, Change.Cause.REVIEW) as outer:
        with writing(None, Change.Cause.INGEST) as inner:
            tell(one, Change.Kind.UPDATED)
        tell(other, Change.Kind.UPDATED)
    assert inner is outer and state()[0] == before + 1
    told = Change.objects.filter(revision=before + 1).order_by("pk")
    assert [(change.name, change.by, change.cause) for change in told] == [
        ("甲", admin_user, "review"),
        ("乙", admin_user, "review"),
    ]


@pytest.mark.django_db
def test_a_writing_ends_with_its_end_even_where_it_fails():
    with pytest.raises(ZeroDivisionError), writing():
        raise ZeroDivisionError
    with pytest.raises(RuntimeError, match="writing"):
        tell(make_term(), Change.Kind.UPDATED)


@pytest.mark.django_db
def test_the_program_writes_unless_it_is_said_who_does():
    make_term("甲")
    last = Change.objects.latest("pk")
    assert (last.by, last.cause, last.name, last.fields) == (None, "edit", "甲", [])
    assert (last.document_id, last.task_id) == (None, None)


@pytest.mark.django_db
def test_of_a_long_name_the_beginning_is_kept():
    make_document(title="甲" * 200)
    assert Change.objects.latest("pk").name == "甲" * 120


@pytest.mark.django_db
def test_a_record_belongs_to_its_document_or_its_tasks():
    document = make_document()
    task = make_task(document)
    records = (document, task, make_target(document), make_duty(task), make_term())
    assert [document_of(record) for record in records] == [document.pk] * 4 + [None]


@pytest.mark.django_db
def test_where_nothing_was_ever_written_the_state_is_none():
    Revision.objects.all().delete()
    assert state() == (0, None)
    make_term()
    assert state()[0] == 1 and Revision.objects.get().pk == 1


@pytest.mark.django_db
def test_rows_do_not_change_by_the_way():
    with pytest.raises(RuntimeError, match="writing"):
        tell(make_term(), Change.Kind.UPDATED)


@ON_POSTGRES
def test_a_writer_waits_for_the_one_before_and_sees_what_it_wrote(transactional_db):
    term = make_term("甲")
    has_turn, may_end, order = threading.Event(), threading.Event(), []

    def first():
        with writing():
            has_turn.set()
            assert may_end.wait(PATIENCE)
            Term.objects.filter(pk=term.pk).update(name="乙")
            tell(term, Change.Kind.UPDATED)
            order.append("first")

    def second():
        with writing():
            order.append(Term.objects.get(pk=term.pk).name)
            tell(term, Change.Kind.UPDATED)

    one = Writer(first)
    assert has_turn.wait(PATIENCE)
    other = Writer(second)
    until_it_waits(other)
    assert other.is_alive() and not order
    may_end.set()
    one.finish()
    other.finish()
    assert order == ["first", "乙"]
    numbers = list(Change.objects.order_by("pk").values_list("revision", flat=True))
    assert numbers == sorted(numbers) and numbers[-2] + 1 == numbers[-1]
