"""Rows change in turn, and every change is told."""

import threading
import time

import pytest
from django.db import connection, connections, transaction

from documents.models import Change, Term
from documents.records.saving import save
from documents.records.writing import state, tell, writing
from tests.factories import make_document, make_duty, make_task, make_term


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
def test_rows_do_not_change_by_the_way():
    with pytest.raises(RuntimeError, match="writing"):
        tell(make_term(), Change.Kind.UPDATED)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time")
def test_a_writer_waits_for_the_one_before_and_sees_what_it_wrote(transactional_db):
    term = make_term("甲")
    has_turn, may_end, order = threading.Event(), threading.Event(), []

    def first():
        with writing():
            has_turn.set()
            may_end.wait(20)
            Term.objects.filter(pk=term.pk).update(name="乙")
            tell(term, Change.Kind.UPDATED)
            order.append("first")
        connections.close_all()

    def second():
        has_turn.wait(20)
        with writing():
            order.append(Term.objects.get(pk=term.pk).name)
            tell(term, Change.Kind.UPDATED)
        connections.close_all()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    for thread in threads:
        thread.start()
    has_turn.wait(20)
    while not waits_for_a_lock():
        time.sleep(0.01)
    may_end.set()
    for thread in threads:
        thread.join(20)
    assert order == ["first", "乙"]
    assert [change.revision for change in Change.objects.order_by("pk")] == sorted(
        Change.objects.values_list("revision", flat=True)
    )


def waits_for_a_lock() -> bool:
    """Whether some connection waits for a lock of another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0
