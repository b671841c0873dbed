"""The lists of the desk with many records: short, quick, and narrowed by what is typed."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.models import SourceNote
from tasks.indexing import index_tasks
from tasks.models import Responsibility
from tests.benchmarks.copies import copy_documents
from tests.factories import make_agency, make_document, make_duty, make_region, make_task
from tests.policykb.editing.forms import form_of, save

pytestmark = pytest.mark.django_db

LARGEST = 100_000  # bytes
MORE = 2  # queries that a list may need for what the small base does not have
LISTS = [
    f"{model._meta.app_label}_{model._meta.model_name}_changelist"
    for model in admin.site._registry
    if model._meta.app_label in ("documents", "tasks")
]


def read(client: Client, name: str, **query: object) -> str:
    response = client.get(reverse(f"admin:{name}"), query, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def measure(client: Client, name: str) -> tuple[int, int]:
    """How many queries a list takes, and how many bytes it sends."""
    with CaptureQueriesContext(connection) as queries:
        page = read(client, name)
    return len(queries), len(page.encode())


def test_no_list_grows_with_the_base(admin_client: Client, samples: dict[str, Any]) -> None:
    small = {name: measure(admin_client, name) for name in LISTS}
    copy_documents(60)
    large = {name: measure(admin_client, name) for name in LISTS}
    assert {name: sizes for name, sizes in large.items() if sizes[0] > small[name][0] + MORE} == {}
    assert {name: sizes[1] for name, sizes in large.items() if sizes[1] > LARGEST} == {}


def test_a_document_is_looked_for_and_not_listed(admin_client: Client) -> None:
    other_document = make_document(title="另一份方案")
    one, other = make_task(title="本件的任务"), make_task(other_document, title="另件的任务")
    page = read(admin_client, "tasks_task_changelist", document__id__exact=one.document_id)
    assert "本件的任务" in page and "另件的任务" not in page
    chosen = re.search(r'<select name="document__id__exact".*?</select>', page, re.DOTALL)
    assert chosen and f'value="{one.document_id}" selected' in chosen[0]
    assert "另一份方案" not in chosen[0] and f'value="{other.document_id}"' not in chosen[0]


def test_what_else_is_chosen_stays_when_a_document_is(admin_client: Client) -> None:
    task = make_task()
    page = read(admin_client, "tasks_task_changelist", standing__exact="current", q="绿电", p=1)
    form = re.search(r'<form method="get" class="desk-chosen">.*?</form>', page, re.DOTALL)
    assert form
    assert '<input type="hidden" name="standing__exact" value="current">' in form[0]
    assert '<input type="hidden" name="q" value="绿电">' in form[0]
    assert 'name="p"' not in form[0]
    page = read(admin_client, "tasks_task_changelist", document__id__exact=task.document_id, q="绿电")
    assert '<a href="?q=%E7%BB%BF%E7%94%B5">不限</a>' in page


def test_a_province_holds_its_cities(admin_client: Client) -> None:
    city = make_region(code="630100", name="西宁市", level="city", parent=make_region())
    make_document(title="市里的方案", region=city)
    elsewhere = make_region(code="620000", name="甘肃省", short_name="甘肃")
    make_document(title="外省的方案", region=elsewhere)
    page = read(admin_client, "documents_document_changelist", region__code__exact="630000")
    assert "市里的方案" in page and "外省的方案" not in page
    page = read(admin_client, "documents_document_changelist", region__code__exact="630100")
    assert "市里的方案" in page
    assert "0 文件" in read(admin_client, "documents_document_changelist", region__code__exact="999999")


def test_an_empty_choice_is_none_and_nonsense_is_told(admin_client: Client) -> None:
    make_task(title="本件的任务")
    page = read(admin_client, "tasks_task_changelist", document__id__exact="")
    assert "本件的任务" in page and "筛选条件无效" not in page
    page = read(admin_client, "tasks_task_changelist", document__id__exact="nix")
    assert "网址中的筛选条件无效，没有采用。" in page


def test_tasks_are_found_by_any_of_their_words_whether_readers_see_them_or_not(admin_client: Client) -> None:
    seen = make_task(title="建设风电基地", body="推进荒漠治理。")
    hidden = make_task(make_document(is_published=False), title="保障荒漠治理")
    make_task(title="无关的任务")
    index_tasks([seen, hidden])
    page = read(admin_client, "tasks_task_changelist", q="漠治 治理")
    assert "建设风电基地" in page and "保障荒漠治理" in page and "无关的任务" not in page


def test_duties_are_found_by_every_name_of_their_agency(admin_client: Client) -> None:
    agency = make_agency()
    agency.names.create(name="省能源口")  # type: ignore[attr-defined]
    make_duty(agency=agency, task=make_task(title="甲任务"))
    make_duty(agency=make_agency("青海省商务厅"), task=make_task(title="乙任务"), as_written="商务口")
    assert (
        "甲任务" in (page := read(admin_client, "tasks_responsibility_changelist", q="能源口")) and "乙任务" not in page
    )
    assert (
        "乙任务" in (page := read(admin_client, "tasks_responsibility_changelist", q="商务口")) and "甲任务" not in page
    )


def test_the_last_comes_first_and_those_of_a_document_stand_as_in_its_text(admin_client: Client) -> None:
    document = make_document()
    for number, title in enumerate(["头一条", "第二条"]):
        make_task(document, title=title, order=number)
    page = read(admin_client, "tasks_task_changelist")
    assert page.index("第二条") < page.index("头一条")
    page = read(admin_client, "tasks_task_changelist", document__id__exact=document.pk)
    assert page.index("头一条") < page.index("第二条")


def test_the_form_of_a_document_holds_the_first_of_its_open_notes(admin_client: Client) -> None:
    document = make_document()
    for number in range(30):
        place = {"start": number, "end": number, "state": "done" if number < 3 else "open"}
        SourceNote.objects.create(document=document, kind="hole", message="此处缺文。", **place)
    values = form_of(admin_client, document)
    shown = [SourceNote.objects.get(pk=values[f"notes-{number}-id"]).start for number in range(20)]
    assert shown == list(range(3, 23)) and "notes-20-id" not in values
    assert save(admin_client, document, **{"notes-0-state": "done"}).status_code == 302
    assert SourceNote.objects.filter(state="done").count() == 4


def test_a_task_of_very_many_duties_can_be_saved(admin_client: Client) -> None:
    task, region = make_task(), make_region()
    for number in range(160):
        agency = make_agency(f"青海省第{number}局", region=region)
        Responsibility.objects.create(task=task, agency=agency, role="support", basis="listed")
    assert save(admin_client, task, **{"responsibilities-159-role": "lead"}).status_code == 302
    assert task.responsibilities.get(role="lead").agency.name == "青海省第159局"
