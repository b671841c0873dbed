"""Two writers at once on PostgreSQL: nothing that an editor saved is overwritten, and all who read see all of it."""

import os
import subprocess
import sys
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.urls import reverse

import documents.admin.doors
import policykb.editing.deciding
import policykb.editing.merging
import policykb.editing.renaming
import tasks.store
from documents.models import Agency, Change, Correction, Document, SearchEntry
from documents.records.locks import lock
from documents.records.reconcile import propose
from documents.records.writing import state
from documents.registry.directory import find_agency
from documents.search.queries.lexicon import current_lexicon
from policykb.pipeline import gazetteer, ingest
from tasks.models import Responsibility, Task
from tests.factories import make_agency, make_duty, make_task
from tests.policykb.editing.forms import form_of
from tests.policykb.editing.threads import ON_POSTGRES, Held, Writer, between, until_it_waits
from tests.policykb.test_memory import KEEPING, ROOMS

pytestmark = [ON_POSTGRES, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("transactional_db")]

TEXT = """青海省试验方案
青政办〔2025〕99号
一、重点任务
（一）发展风电。到2030年装机达到500万千瓦。（省能源局牵头）
（二）发展光伏。到2028年装机达到300万千瓦。（省能源局牵头）
"""


@pytest.fixture
def known() -> None:
    make_agency().names.create(name="省能源局")


def take(text: str) -> Document:
    return ingest(text.encode(), "方案.txt", gazetteer())[0]


def wind() -> Task:
    return Task.objects.get(key="1.1")


def change_url(record: Any) -> str:
    return reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_change", args=[record.pk])


def test_what_an_editor_saves_during_an_ingest_is_merged_with_what_it_brings(
    known: None, admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(TEXT)
    old = form_of(admin_client, wind())
    held = Held(monkeypatch, tasks.store, "follow_tasks")
    _, response = between(
        held,
        lambda: take(TEXT.replace("500", "700")),
        lambda: admin_client.post(change_url(wind()), old | {"title": "发展风电（人工更正）"}),
    )
    assert response.status_code == 302
    assert wind().title == "发展风电（人工更正）" and "700" in wind().body
    assert [(lock.field, lock.before) for lock in wind().corrections.all()] == [("title", "发展风电")]


def test_what_an_editor_saves_during_an_ingest_stays_where_the_ingest_changes_something_else(
    known: None, admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(TEXT)
    old = form_of(admin_client, wind())
    held = Held(monkeypatch, tasks.store, "follow_tasks")
    _, response = between(
        held,
        lambda: take(TEXT.replace("300", "400")),
        lambda: admin_client.post(change_url(wind()), old | {"title": "发展风电（人工更正）"}),
    )
    assert response.status_code == 302
    assert wind().title == "发展风电（人工更正）" and wind().corrections.get().before == "发展风电"
    assert "400" in Task.objects.get(key="1.2").body
    assert not Correction.objects.filter(has_proposal=True).exists()


def test_an_ingest_that_comes_while_an_editor_saves_keeps_what_was_saved(
    known: None, admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(TEXT)
    old = form_of(admin_client, wind())
    held = Held(monkeypatch, documents.admin.doors, "changes_by_hand")
    response, _ = between(
        held,
        lambda: admin_client.post(change_url(wind()), old | {"title": "发展风电（人工更正）"}),
        lambda: take(TEXT.replace("500", "700").replace("发展风电", "发展海上风电")),
    )
    assert response.status_code == 302
    task = Task.objects.current().get(body__contains="700")
    assert task.title == "发展风电（人工更正）"
    correction = task.corrections.get(field="title")
    assert (correction.has_proposal, correction.proposed) == (True, "发展海上风电")


def test_a_proposal_accepted_while_an_editor_saves_another_field(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = make_task(title="人工标题", number="（一）")
    lock(task, {"title": "原标题"}, None)
    propose(task.corrections.get(), "人工标题", "新标题")
    old = form_of(admin_client, task)
    held = Held(monkeypatch, policykb.editing.deciding, "accept")
    said = {"key": f"proposal-{task.corrections.get().pk}", "action": "accept", "seen": "新标题"}
    _, response = between(
        held,
        lambda: admin_client.post(reverse("admin:documents_review_decide"), said),
        lambda: admin_client.post(change_url(task), old | {"number": "（二）"}),
    )
    task.refresh_from_db()
    assert response.status_code == 302
    assert (task.title, task.number) == ("新标题", "（二）")


def test_an_editor_saves_while_a_proposal_is_accepted(admin_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    task = make_task(title="人工标题", number="（一）")
    lock(task, {"title": "原标题"}, None)
    propose(task.corrections.get(), "人工标题", "新标题")
    old = form_of(admin_client, task)
    held = Held(monkeypatch, documents.admin.doors, "changes_by_hand")
    said = {"key": f"proposal-{task.corrections.get().pk}", "action": "accept", "seen": "新标题"}
    response, _ = between(
        held,
        lambda: admin_client.post(change_url(task), old | {"number": "（二）"}),
        lambda: admin_client.post(reverse("admin:documents_review_decide"), said),
    )
    task.refresh_from_db()
    assert response.status_code == 302
    assert (task.title, task.number) == ("新标题", "（二）")


@KEEPING
def test_the_lexicon_and_the_pages_see_a_commit_that_comes_late(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ROOMS:
        caches[room].clear()
    one, other = (make_duty(agency=make_agency(name)).agency for name in ("青海省能源局", "青海省商务厅"))
    held = Held(monkeypatch, policykb.editing.renaming, "reindex")
    urls = [reverse("admin:documents_agency_rename", args=[agency.pk]) for agency in (one, other)]
    late = Writer(lambda: admin_client.post(urls[0], {"name": "青海省新能源局"}))
    held.wait()
    quick = Writer(lambda: admin_client.post(urls[1], {"name": "青海省新商务厅"}))
    until_it_waits(quick)
    current_lexicon(), Client().get("/agencies/")  # who asks in between
    held.release()
    assert [writer.finish().status_code for writer in (late, quick)] == [302, 302]
    page = Client().get("/agencies/").content.decode()
    for name in ("青海省新能源局", "青海省新商务厅"):
        assert name in current_lexicon().agencies and name in page


def test_revisions_are_committed_in_the_order_of_their_numbers(
    known: None, admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(TEXT)
    other = make_task(title="别的任务")
    old = form_of(admin_client, other)
    held = Held(monkeypatch, tasks.store, "follow_tasks")
    between(
        held,
        lambda: take(TEXT.replace("500", "700")),
        lambda: admin_client.post(change_url(other), old | {"title": "改过的任务"}),
    )
    told_of = list(Change.objects.order_by("pk").values_list("revision", "cause"))
    assert told_of == sorted(told_of, key=lambda each: each[0])
    assert told_of[-1] == (state()[0], "edit") and (state()[0] - 1, "ingest") in told_of


def test_a_document_that_names_an_agency_while_it_is_merged(
    known: None, admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = make_agency("青海省能源办", is_reviewed=False), make_agency("青海省商务厅")
    duty = make_duty(agency=source, as_written="省能源办")
    held = Held(monkeypatch, policykb.editing.merging, "move_duties")
    url = reverse("admin:documents_agency_merge", args=[source.pk])
    known_agencies = gazetteer()
    response, _ = between(
        held,
        lambda: admin_client.post(url, {"into": target.pk}),
        lambda: ingest(TEXT.replace("省能源局牵头", "省能源办牵头").encode(), "方案.txt", known_agencies),
    )
    assert response.status_code == 302
    assert find_agency("青海省能源办") == target
    duty.refresh_from_db()
    assert duty.agency == target
    assert set(Responsibility.objects.values_list("agency", flat=True)) == {target.pk}
    assert Responsibility.objects.count() == 3


def test_a_duty_that_an_editor_gives_to_an_agency_while_it_is_merged(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target, third = make_agency("省能源办"), make_agency("青海省商务厅"), make_agency("青海省能源局")
    duty = make_duty(agency=third)
    old = form_of(admin_client, duty)
    held = Held(monkeypatch, policykb.editing.merging, "move_duties")
    url = reverse("admin:documents_agency_merge", args=[source.pk])
    _, response = between(
        held,
        lambda: admin_client.post(url, {"into": target.pk}),
        lambda: admin_client.post(change_url(duty), old | {"agency": source.pk}),
    )
    duty.refresh_from_db()
    assert response.status_code == 200 and response.context["errors"]
    assert duty.agency == third


@pytest.mark.parametrize("order", [1, -1])
def test_two_agencies_merged_into_each_other_leave_one(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch, order: int
) -> None:
    pair = [make_agency("省能源办"), make_agency("青海省能源局")][::order]
    duties = [make_duty(agency=agency) for agency in pair]
    held = Held(monkeypatch, policykb.editing.merging, "move_duties")
    urls = [reverse("admin:documents_agency_merge", args=[agency.pk]) for agency in pair]
    first, second = between(
        held,
        lambda: admin_client.post(urls[0], {"into": pair[1].pk}),
        lambda: admin_client.post(urls[1], {"into": pair[0].pk}),
    )
    assert first.status_code == 302 and second.status_code in (200, 302, 404)
    left = Agency.objects.get()
    assert left == pair[1]
    assert set(Responsibility.objects.values_list("agency", flat=True)) == {left.pk}
    assert Responsibility.objects.count() == len(duties)
    assert {entry.object_id for entry in SearchEntry.objects.filter(kind="agency")} == {left.pk}


SAY_STATE = """
import django
django.setup()
from documents.records.writing import state
print(*state())
"""


def state_elsewhere() -> tuple[str, ...]:
    """The state as a process of its own reads it."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    done = subprocess.run(
        [sys.executable, "-c", SAY_STATE],
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return tuple(done.stdout.split())


def test_another_process_sees_the_change(admin_client: Client) -> None:
    task = make_task()
    before = state_elsewhere()
    assert admin_client.post(change_url(task), form_of(admin_client, task) | {"title": "新"}).status_code == 302
    assert before != state_elsewhere() == tuple(map(str, state()))
