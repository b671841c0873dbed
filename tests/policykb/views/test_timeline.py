"""What falls due along time: each thing once, in its words, with who leads; the past folded."""

from datetime import date

import pytest
from django.test import Client

from tasks.models import DeadlineParty
from tests.factories import make_agency, make_deadline, make_document, make_duty, make_target, make_task
from tests.policykb.markup import on_one_line

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
TEXT = "一、任务\n（一）建设。总结经验。到2027年，建成新的电网；推广应用。\n"


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)


@pytest.mark.usefixtures("today")
def test_a_deadline_is_told_by_its_sentence_and_who_leads(client: Client) -> None:
    document = make_document(source=TEXT)
    task = make_task(document)
    make_duty(task, make_agency("青海省能源局"), as_written="省能源局")
    make_duty(task, make_agency("青海省商务厅"), role="support", as_written="省商务厅")
    start = TEXT.index("到2027年")
    for order in range(2):  # said twice: told once
        make_deadline(
            document, task=task, order=order, due_on=date(2027, 12, 31), quote="到2027年", start=start, end=start + 6
        )
    page = on_one_line(client.get("/timeline/").content.decode())
    assert page.count("“到2027年，建成新的电网”") == 1
    assert "省能源局" in page and "省商务厅" not in page and "原文未分到单位" not in page
    assert "0 项已过期限，2027 年有 2 项" in page and "不带目标的期限 2 项" in page


@pytest.mark.usefixtures("today")
def test_a_deadline_of_targets_counts_and_stands_with_them(client: Client) -> None:
    document = make_document()
    make_target(document, deadline=date(2025, 12, 31), quote="利用率达到60%")
    make_target(document, deadline=date(2025, 12, 31), quote="处理率达到90%", order=1)
    make_deadline(document, due_on=date(2025, 12, 31), quote="到2025年")
    response = client.get("/timeline/")
    (year,) = response.context["behind"]
    assert (year.count, [clause.quotes for clause in year.clauses]) == (2, [["利用率达到60%", "处理率达到90%"]])
    page = on_one_line(response.content.decode())
    assert "“利用率达到60%；处理率达到90%”" in page and "“到2025年”" not in page
    assert "原文未分到单位" in page and '<details class="due-year"> <summary> <h3>2025年</h3>' in page


@pytest.mark.usefixtures("today")
def test_of_very_many_only_this_year_and_the_next_stand_open(client: Client) -> None:
    for year in (2026, 2027, 2030):
        for _ in range(25):
            make_target(make_document(), deadline=date(year, 12, 31))
    response = client.get("/timeline/")
    page = response.content.decode()
    assert page.count('<details class="due-year" open>') == 2
    assert all(len(year.clauses) == 20 and year.is_cut for year in response.context["ahead"])
    assert "这一年共 25 项" in page


@pytest.mark.usefixtures("today")
def test_no_head_of_the_table_is_empty(client: Client) -> None:
    make_target()
    page = on_one_line(client.get("/timeline/").content.decode())
    assert '<th scope="col"></th>' not in page and '<th scope="col" class="figure">定量</th>' in page


@pytest.mark.usefixtures("today")
def test_whom_a_sentence_names_is_told(client: Client) -> None:
    document = make_document()
    energy = make_agency("青海省能源局")
    once = make_deadline(document, due_on=date(2027, 12, 31), quote="到2027年")
    yearly = make_deadline(document, due_on=None, precision="", recurrence="year_end", quote="每年年底")
    for deadline in (once, yearly):
        who = {"document": document, "deadline": deadline}
        DeadlineParty.objects.create(**who, role="acts", group="leads", as_written="牵头部门")
        DeadlineParty.objects.create(**who, role="receives", agency=energy, as_written="省能源局")
    page = on_one_line(client.get("/timeline/").content.decode())
    assert "● </span> 牵头部门" in page or "牵头部门</span>" in page
    assert "承办：本文件各牵头单位" in page and "接收：青海省能源局" in page
    assert "原文未分到单位" not in page


@pytest.mark.usefixtures("today")
def test_what_is_past_in_this_year_stands_last_and_says_so(client: Client) -> None:
    document = make_document()
    for day, quote in ((date(2026, 6, 30), "2026年6月底"), (date(2026, 12, 31), "2026年底")):
        make_deadline(document, task=make_task(document), due_on=day, quote=quote)
    (year,) = client.get("/timeline/").context["ahead"]
    page = on_one_line(client.get("/timeline/").content.decode())
    assert [clause.quotes for clause in year.clauses] == [["2026年底"], ["2026年6月底"]]
    assert page.count("<strong>已过</strong>") == 1 and page.index("“2026年底”") < page.index("<strong>已过</strong>")


@pytest.mark.usefixtures("today")
def test_the_date_of_a_part_is_given_to_its_items(client: Client) -> None:
    make_deadline(reaches=True, due_on=date(2027, 12, 31), quote="2027年")
    page = client.get("/timeline/").content.decode()
    assert "及于以下各项" in page and "原文未分到单位" not in page
