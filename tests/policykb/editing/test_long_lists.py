"""The lists of the desk with many records: short, quick, and narrowed by what is typed."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks.indexing import index_tasks
from tests.benchmarks.copies import copy_documents
from tests.factories import make_agency, make_document, make_duty, make_region, make_task

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
    one, other = make_task(title="本件的任务"), make_task(title="另件的任务")
    page = read(admin_client, "tasks_task_changelist", document__id__exact=one.document_id)
    assert "本件的任务" in page and "另件的任务" not in page
    chosen = re.search(r'<select name="document__id__exact".*?</select>', page, re.DOTALL)
    assert chosen and f'value="{one.document_id}" selected' in chosen[0]
    assert str(other.document_id) not in chosen[0]


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
