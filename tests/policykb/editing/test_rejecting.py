"""Words that were made an agency and name no body: their duties withdrawn, never brought back by an ingest, taken back
by a person."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Agency, DocumentAgency, SourceNote, Standing
from documents.tag_sets.current import current_sets
from policykb.answers import search
from policykb.editing.rejecting import reject, take_back
from policykb.editing.review import ReviewGroup, waiting
from policykb.editing.review_items import items
from policykb.pipeline import gazetteer, ingest
from tasks.models import DeadlineParty, Responsibility
from tests.factories import make_agency, make_deadline, make_duty, make_task
from tests.policykb.editing.forms import save

pytestmark = pytest.mark.django_db

LIST = "/admin/documents/review/"
POLICY = """青海省试验方案
青政办〔2025〕99号
一、重点任务
（一）建设风电基地。（省能源局牵头，省版权所有办配合）
"""


def reject_first(client: Client) -> str:
    """Press “不是机构” beside the first unknown agency; the page after it."""
    (item,) = items(ReviewGroup.AGENCY, waiting(ReviewGroup.AGENCY))
    values = {"key": item.key, "seen": item.seen, "kind": "agency", "item": item.ticket, "action": "agency.reject"}
    page = client.get(LIST).content.decode()
    assert f'formaction="{LIST}decide-many/"' in page and "不是机构" in page
    return client.post(f"{LIST}decide-many/", values, follow=True).content.decode()


@pytest.fixture
def junk() -> Agency:
    """Words that lead in a task, act by a deadline, and sign a document."""
    agency = make_agency("版权所有", is_reviewed=False)
    task = make_task(title="建设风电基地")
    make_duty(task, agency, as_written="版权所有")
    deadline = make_deadline(task.document, task=task)
    DeadlineParty.objects.create(document=task.document, deadline=deadline, role="acts", agency=agency)
    DocumentAgency.objects.create(document=task.document, agency=agency)
    SourceNote.objects.create(document=task.document, kind="unknown_agency", message="未识别", quote="版权所有")
    return agency


def standings() -> list[str]:
    return [row.standing for model in (Responsibility, DeadlineParty) for row in model.objects.all()]


def test_all_that_stands_on_it_is_withdrawn_and_comes_back(admin_client: Client, junk: Agency, client: Client) -> None:
    page = reject_first(admin_client)
    junk.refresh_from_db()
    assert (junk.is_rejected, junk.is_reviewed, standings()) == (True, False, ["withdrawn", "withdrawn"])
    assert not DocumentAgency.objects.exists() and SourceNote.objects.get().state == SourceNote.State.DISMISSED
    assert not waiting(ReviewGroup.AGENCY).exists()
    assert Client().get(junk.get_absolute_url()).status_code == 404
    assert search("版权所有", kinds=["agency"]).total == 0
    assert not current_sets().of("task")[f"a{junk.pk}"]
    found = re.search(r'name="undo" value="([^"]+)"', page)
    assert found
    admin_client.post(reverse("admin:documents_review_undo"), {"undo": found[1]})
    junk.refresh_from_db()
    assert (junk.is_rejected, standings()) == (False, ["current", "current"])
    assert DocumentAgency.objects.get().agency == junk and SourceNote.objects.get().state == SourceNote.State.OPEN
    assert len(current_sets().of("task")[f"a{junk.pk}"]) == 1


def test_no_ingest_brings_it_back(admin_client: Client) -> None:
    make_agency().names.create(name="省能源局")  # type: ignore[attr-defined]
    ingest(POLICY.encode(), "方案.txt", gazetteer())
    agency = waiting(ReviewGroup.AGENCY).get()
    assert agency.responsibilities.get().as_written == "省版权所有办"
    reject_first(admin_client)
    for text in (POLICY, POLICY.replace("风电", "光热"), POLICY.replace("试验", "另一").replace("99", "98")):
        stored, _ = ingest(text.encode(), "新.txt", gazetteer())
        duties = Responsibility.objects.current().filter(task__document=stored)
        assert [duty.agency.name for duty in duties] == ["青海省能源局"]
        assert not stored.notes.filter(kind="unknown_agency", state="open").exists()
    assert not waiting(ReviewGroup.AGENCY).exists() and not waiting(ReviewGroup.ABSTENTION).exists()
    assert Agency.objects.filter(name__contains="版权所有").count() == 1


def test_it_is_taken_back_later_with_the_duties_it_lost(admin_client: Client, junk: Agency) -> None:
    other = make_duty(make_task(), junk)
    other.standing = Standing.WITHDRAWN  # by a person, before
    other.save()
    reject([junk])
    page = admin_client.get(reverse("admin:documents_agency_change", args=[junk.pk])).content.decode()
    assert "不是机构" in page and "其实是机构，恢复" in page
    response = admin_client.get(save(admin_client, junk, _take_back="恢复").url)
    assert "随之恢复 2 项责任" in response.content.decode()
    junk.refresh_from_db()
    other.refresh_from_db()
    assert not junk.is_rejected and waiting(ReviewGroup.AGENCY).get() == junk
    assert sorted(standings()) == ["current", "current", "withdrawn"] and other.standing == Standing.WITHDRAWN


def test_a_duty_that_was_touched_since_is_left_alone(junk: Agency) -> None:
    reject([junk])
    duty = Responsibility.objects.get()
    duty._change_reason = "人工"
    duty.save()
    take_back(junk)
    assert standings() == ["withdrawn", "current"]


def test_it_is_offered_nowhere(admin_client: Client, junk: Agency) -> None:
    junk.names.create(name="版权")  # type: ignore[attr-defined]
    reject([junk])
    asked = {"app_label": "tasks", "model_name": "responsibility", "field_name": "agency", "term": "版权"}
    assert admin_client.get(reverse("admin:autocomplete"), asked).json()["results"] == []
    page = admin_client.get(reverse("admin:documents_agency_changelist"), {"is_rejected__exact": 1}).content.decode()
    assert "版权所有" in page
    into = {"into": junk.pk}
    url = reverse("admin:documents_agency_merge", args=[make_agency().pk])
    assert "没有这个机构" in admin_client.post(url, into).content.decode()


def test_many_are_rejected_from_the_list_of_agencies(admin_client: Client) -> None:
    agencies = [make_duty(agency=make_agency(name)).agency for name in ("版权所有", "网站标识码")]
    chosen: dict[str, Any] = {"action": "reject_selected", "_selected_action": [agency.pk for agency in agencies]}
    url = reverse("admin:documents_agency_changelist")
    assert "“不是机构” 2 条（机构列表）" in admin_client.post(url, chosen, follow=True).content.decode()
    assert standings() == ["withdrawn"] * 2
