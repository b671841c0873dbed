"""Every record keeps its versions, and goes back to any of them."""

from datetime import date

import pytest
from django.urls import reverse

from documents.models import (
    Agency,
    AgencyName,
    AgencyPattern,
    Document,
    Region,
)
from documents.registry.loading import store_registry
from policykb.answers import search
from policykb.editing.renaming import rename
from tasks.models import Task
from tests.factories import (
    make_agency,
    make_deadline,
    make_document,
    make_duty,
    make_region,
    make_target,
    make_task,
    make_term,
)
from tests.policykb.editing.forms import EVERY_FORM, form_of, make_note, make_pattern, revert, save

pytestmark = pytest.mark.django_db


def test_the_history_shows_the_words_that_differ(admin_client):
    task = make_task(title="发展风电")
    save(admin_client, task, title="发展光伏")
    page = admin_client.get(reverse("admin:tasks_task_history", args=[task.pk])).content.decode()
    assert "<span>发展</span><del>风电</del><ins>光伏</ins>" in page


def test_the_history_says_yes_and_no_in_words(admin_client):
    document = make_document()
    values = form_of(admin_client, document)
    del values["is_published"]
    admin_client.post(reverse("admin:documents_document_change", args=[document.pk]), values)
    page = admin_client.get(reverse("admin:documents_document_history", args=[document.pk])).content.decode()
    assert "<del>是</del><ins>否</ins>" in page and "False" not in page


def test_the_history_shows_lists(admin_client):
    term = make_term()
    save(admin_client, term, synonyms="绿色电力\n清洁电力")
    answer = admin_client.get(reverse("admin:documents_term_history", args=[term.pk]))
    assert answer.status_code == 200 and "清洁电力" in answer.content.decode()


def test_going_back_says_what_goes_back(admin_client):
    task = make_task(title="发展风电")
    save(admin_client, task, title="发展光伏")
    url = reverse("admin:tasks_task_simple_history", args=[task.pk, task.history.last().pk])
    page = admin_client.get(url).content.decode()
    assert "只还原它自身的栏位" in page and "到当前版本" not in page


@EVERY_FORM
def test_every_record_can_be_reverted(admin_client, make, field, value):
    record = make()
    before = getattr(record, field)
    assert save(admin_client, record, **{field: value}).status_code == 302
    record.refresh_from_db()
    assert getattr(record, field) == value
    revert(admin_client, record)
    record.refresh_from_db()
    assert (getattr(record, field), record.history.count()) == (before, 3)


def test_reverting_a_document_number_reverts_what_it_is_found_by(admin_client):
    document = make_document(number_key="青测发-2025-1", document_number="青测发〔2025〕1号")
    save(admin_client, document, document_number="青测发〔2026〕2号")
    assert Document.objects.get().number_key == "青测发-2026-2"
    revert(admin_client, document)
    assert Document.objects.get().number_key == "青测发-2025-1"


def test_reverting_an_agency_leaves_its_name_and_address(admin_client):
    agency = make_agency(kind="park")
    rename(agency, "青海省能源和矿业局", date(2025, 3, 1))
    revert(admin_client, agency)
    agency.refresh_from_db()
    assert (agency.name, agency.slug) == ("青海省能源和矿业局", "青海省能源和矿业局")


def test_what_the_project_ships_has_its_first_version(registry):
    store_registry(registry)
    for model in (Region, Agency, AgencyName, AgencyPattern):
        assert model.history.count() == model.objects.count() > 100


def test_reverting_is_a_correction_too(transactional_db, admin_client):
    task = make_task(title="发展风电", body="", order=7)
    save(admin_client, task, title="发展光伏")
    Task.objects.filter(pk=task.pk).update(order=9)
    revert(admin_client, task)
    task.refresh_from_db()
    assert (task.title, task.order) == ("发展风电", 9)
    assert search("风电", kinds=["task"]).total == 1
    assert task.corrections.get().field == "title"


@pytest.mark.parametrize(
    "make",
    [
        make_task, make_duty, make_target, make_deadline, make_document, make_agency, make_region, make_pattern,
        make_note, make_term,
    ],
)  # fmt: skip
def test_every_record_has_a_history_page(admin_client, make):
    record = make()
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_history"
    assert "1 个版本" in admin_client.get(reverse(name, args=[record.pk])).content.decode()


@EVERY_FORM
def test_saving_an_unchanged_form_makes_no_version(admin_client, make, field, value):
    record = make()
    assert save(admin_client, record).status_code == 302
    assert record.history.count() == 1
