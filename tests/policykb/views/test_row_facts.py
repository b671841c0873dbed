"""What a row of a list says of targets and days: no number without a name, no day twice."""

from datetime import date

import pytest
from django.test import Client

from tests.factories import make_deadline, make_document, make_target, make_task
from tests.policykb.markup import on_one_line

pytestmark = pytest.mark.django_db


def test_numbers_have_names_and_a_year_stands_once(client: Client) -> None:
    document = make_document()
    task = make_task(document)
    for number, indicator in enumerate(("优良率", "利用率", "处理率")):
        make_target(document, task=task, order=number, indicator=indicator, value=90, deadline=date(2025, 12, 31))
    for order in range(2):
        make_deadline(document, task=task, order=order, due_on=date(2025, 12, 31), quote="到2025年")
    page = on_one_line(client.get("/tasks/").content.decode())
    facts = page.partition('<p class="facts">')[2].partition("</p>")[0]
    assert "优良率 <b>90%</b>" in facts and "利用率 <b>90%</b>" in facts and "处理率" not in facts
    assert "共 3 项指标" in facts and facts.count("2025年") == 1


def test_a_target_says_its_own_year_where_no_deadline_does(client: Client) -> None:
    document = make_document()
    make_target(document, task=make_task(document), deadline=date(2030, 12, 31))
    make_target(document, task=make_task(document), deadline=None, precision="", indicator="绿电供应")
    page = on_one_line(client.get("/tasks/").content.decode())
    assert "<span>2030年</span>" in page and "未写期限" in page
