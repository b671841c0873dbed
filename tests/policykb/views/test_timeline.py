"""What falls due along time: each thing once, in its words, with who leads; the past folded."""

from datetime import date

import pytest
from django.test import Client

from policykb.insight.due_clauses import READ
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
    ((year, count),) = response.context["counts_past"]
    assert (year, count.total) == (2025, 2)
    page = on_one_line(response.content.decode())
    assert '<details class="due-year"> <summary> <span>2025年 已过</span> <span class="count">2 项</span>' in page
    page = on_one_line(client.get("/timeline/?year=2025").content.decode())
    assert "“利用率达到60%；处理率达到90%”" in page and "“到2025年”" not in page
    assert "原文未分到单位" in page and "<strong>已过</strong>" in page


@pytest.mark.usefixtures("today")
def test_of_very_many_only_this_year_stands_open_with_the_newest_documents(client: Client) -> None:
    for year in (2026, 2027, 2030):
        for number in range(25):
            make_target(make_document(issued_on=date(2024, 1, 1 + number)), deadline=date(year, 12, 31))
    response = client.get("/timeline/")
    (year,) = response.context["opened"]
    assert (year.year, year.count, year.shown) == (2026, 25, 20)
    assert [clause.first.document.issued_on.day for clause in year.clauses] == list(range(25, 5, -1))
    page = on_one_line(response.content.decode())
    assert page.count('<details class="due-year" open>') == 1
    assert '以上是最近文件的 20 项。<a href="?year=2026">2026年的全部</a>' in page


@pytest.mark.usefixtures("today")
def test_a_year_is_paged_by_document_and_told_by_month(client: Client) -> None:
    for number in range(12):
        make_target(make_document(issued_on=date(2024, 1, 1 + number)), deadline=date(2027, 6, 30))
    make_deadline(due_on=date(2027, 12, 31), quote="到2027年")
    first, second = (client.get(f"/timeline/?year=2027&page={page}") for page in (1, 2))
    assert first.context["months"] == [(6, 12), (12, 1)] and len(first.context["found"]) == 13
    days = [clause.first.document.issued_on for page in (first, second) for clause in page.context["year"].clauses]
    assert len(days) == 13 and days == sorted(days, reverse=True)
    month = client.get("/timeline/?year=2027&month=12")
    assert "<h1>2027年12月到期的 1 项</h1>" in month.content.decode() and len(month.context["year"].clauses) == 1
    assert "没有写明2028年到期的" in client.get("/timeline/?year=2028").content.decode()


@pytest.mark.usefixtures("today")
def test_a_document_with_very_many_in_a_year_is_cut_and_says_so(client: Client) -> None:
    document = make_document()
    for number in range(READ + 5):
        make_target(document, deadline=date(2027, 12, 31), order=number)
    page = client.get("/timeline/?year=2027")
    assert page.context["year"].shown == READ
    assert f"本页的文件共写 {READ + 5} 项，此处列 {READ} 项。" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("year=abc", "“abc”不是年份"),
        ("year=99999", "“99999”不是年份"),
        ("year=2027&month=13", "“13”不是月份"),
        ("year=2027&month=²", "不是月份"),
        ("month=3", "请写明是哪一年的月份"),
        ("year=%00", "还没有写明年份的目标"),
    ],
)
def test_a_wrong_time_is_said(client: Client, query: str, said: str) -> None:
    assert said in client.get(f"/timeline/?{query}").content.decode()


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
def test_what_is_past_in_this_year_stands_with_the_year_and_says_so(client: Client) -> None:
    document = make_document()
    for day, quote in ((date(2026, 6, 30), "2026年6月底"), (date(2026, 12, 31), "2026年底")):
        make_deadline(document, task=make_task(document), due_on=day, quote=quote)
    (year,) = client.get("/timeline/").context["opened"]
    page = on_one_line(client.get("/timeline/?year=2026").content.decode())
    assert [clause.quotes for clause in year.clauses] == [["2026年底"]]
    assert page.count("<strong>已过</strong>") == 1 and "“2026年底”" in page and "“2026年6月底”" in page


@pytest.mark.usefixtures("today")
def test_the_date_of_a_part_is_given_to_its_items(client: Client) -> None:
    make_deadline(reaches=True, due_on=date(2027, 12, 31), quote="2027年")
    page = client.get("/timeline/").content.decode()
    assert "及于以下各项" in page and "原文未分到单位" not in page
