"""Every door by which records change: the revision rises, the change is told of the right record, and pages that were
kept show the new state at once."""

from typing import Any

import pytest
from django.contrib import admin
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client

from documents.models import (
    Change,
)
from documents.records.writing import state
from documents.search.sources import rebuild
from tests.factories import (
    make_agency,
    make_duty,
    make_task,
)
from tests.policykb.doors import decisions, forms, records
from tests.policykb.doors.decisions import POLICY
from tests.policykb.doors.door import DOORS, FORMS, decide, make_note
from tests.policykb.editing.forms import form_of, save
from tests.policykb.test_memory import KEEPING, ROOMS

pytestmark = pytest.mark.django_db
WRITTEN_IN = (decisions, forms, records)  # which put their doors into DOORS


@pytest.mark.parametrize("name", DOORS)
@KEEPING
def test_a_door_tells_what_it_changed(admin_client: Client, name: str) -> None:
    steps = DOORS[name](admin_client)
    path = next(steps)
    for room in ROOMS:
        caches[room].clear()
    kept = Client().get(path).content if path else b""
    before, last = state(), Change.objects.order_by("pk").last()
    expected = next(steps)
    after = state()
    assert after[0] > before[0] and after[1] != before[1]
    changes = Change.objects.filter(pk__gt=last.pk if last else 0)
    told_of = {(change.model, change.object_id, change.kind) for change in changes}
    wanted = {
        (record._meta.label_lower, str(record.pk), kind)
        for record, kind in zip(expected[::2], expected[1::2], strict=True)
    }
    assert wanted <= told_of, told_of
    assert {change.revision for change in changes} <= set(range(before[0] + 1, after[0] + 1))
    if path:
        shown = Client().get(path).content
        for room in ROOMS:
            caches[room].clear()
        assert shown == Client().get(path).content
        assert shown != kept


def test_every_form_is_a_door() -> None:
    staff = admin.site._registry
    own = {model for model in staff if model._meta.app_label in ("documents", "tasks")}
    read_only = {"correction", "review", "change", "searchlogline", "work"}
    assert {model for model in own if model._meta.model_name not in read_only} == FORMS
    names = {"sourcenote": "note", "agencypattern": "pattern", "responsibility": "duty", "deadlineparty": "party"}
    names["wordpair"] = "pair"
    forms = {name.rsplit("_", 1)[1] for name in DOORS if name.startswith("form_of_")}
    assert forms == {names.get(model._meta.model_name, model._meta.model_name) for model in FORMS}


def test_the_registry_tells_once_of_each_sort(db: None) -> None:
    before = state()
    call_command("load_registry", verbosity=0)
    assert state() != before
    told_of = set(Change.objects.values_list("model", "kind", "cause"))
    assert {("documents.region", "created", "registry"), ("documents.term", "created", "registry")} <= told_of
    before = state()
    call_command("load_registry", verbosity=0)
    assert state() == before


def test_the_command_tells(tmp_path: Any) -> None:
    make_agency()
    (tmp_path / "新.txt").write_text(POLICY, "utf-8")
    before = state()
    call_command("ingest", tmp_path, verbosity=0)
    change = Change.objects.get(model="documents.document")
    assert state() != before and (change.kind, change.cause, change.by) == ("created", "ingest", None)
    before = state()
    call_command("ingest", tmp_path, verbosity=0)
    assert state() == before


def test_who_and_by_which_door(admin_client: Client, admin_user: Any) -> None:
    task, note = make_task(), make_note()
    save(admin_client, task, title="新")
    decide(admin_client, f"note-{note.pk}", "done", seen="open")
    told_of = dict(Change.objects.filter(by=admin_user).values_list("cause", "object_id"))
    assert told_of == {"edit": str(task.pk), "review": str(note.pk)}


def test_a_form_that_changes_nothing_tells_nothing(admin_client: Client) -> None:
    duty = make_duty()
    rebuild()  # the index, which is in step elsewhere
    before = state()
    for record in (duty, duty.task, duty.agency, duty.task.document):
        assert save(admin_client, record).status_code == 302
    assert state() == before


def test_a_form_that_is_refused_tells_nothing(admin_client: Client) -> None:
    task = make_task()
    before = state()
    assert save(admin_client, task, key="", title="x" * 999).status_code == 200
    assert state() == before and form_of(admin_client, task)["title"] == task.title
