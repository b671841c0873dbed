"""The home page: figures, what is due next, ways in."""

from datetime import date
from urllib.parse import unquote

import pytest
from django.test import Client

from documents.models import Change
from documents.records.writing import tell, writing
from policykb.insight.upcoming import sentence_of
from tasks.models import DeadlineParty
from tests.factories import (
    changed,
    make_agency,
    make_deadline,
    make_document,
    make_duty,
    make_region,
    make_target,
    make_task,
    make_term,
)
from tests.policykb.markup import on_one_line, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A client whose today is 2026-11-20."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *when: date(2026, 11, 20))
    return client


def test_an_empty_base_has_a_home(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "还没有文件" in page and "今天以后没有写明期限" in page


def test_figures_count_what_readers_may_see(client: Client) -> None:
    document, hidden = make_document(), make_document(is_published=False)
    for each in (document, hidden):
        task = make_task(each)
        make_duty(task)
        make_target(each, task=task)
        make_target(each, value=None, comparator="")
    figures = client.get("/").context["figures"]
    expected = {"documents": 1, "tasks": 1, "duties": 1, "agencies": 1, "targets": 2, "quantified": 1, "unassigned": 0}
    assert {name: figures[name] for name in expected} == expected


def test_recurring_duties_come_before_years_that_nobody_leads(pages: Client) -> None:
    document = make_document(source="主管部门每年年底报送材料。")
    make_target(document)
    make_target(document, deadline=date(2025, 12, 31))
    task = make_task(document)
    make_duty(task, make_agency())
    make_deadline(
        document, task=task, due_on=None, precision="", recurrence="year_end", quote="每年年底", start=4, end=8
    )
    due = pages.get("/").context["due"].all
    assert [(entry.recurrence, entry.day, entry.words) for entry in due] == [
        ("每年年底", date(2026, 12, 31), "主管部门每年年底报送材料"),
        ("", date(2030, 12, 31), "绿电占比达到60%"),
    ]
    page = pages.get("/").content.decode()
    assert "还有 41 天" in page and "青海省能源局" in page


def test_what_somebody_leads_comes_first_and_names_its_day(pages: Client) -> None:
    document = make_document()
    make_deadline(document, due_on=None, precision="", recurrence="year_end", quote="每年年底")
    make_target(document, quote="没有牵头的目标")
    task = make_task(document)
    make_duty(task, make_agency("青海省商务厅"))
    make_target(document, task=task, value=None, comparator="", quote="有牵头的目标")
    due = pages.get("/").context["due"]
    assert due.has_leads and [(entry.words, entry.count) for entry in due.days] == [("有牵头的目标", 2)]
    page = words_of(pages.get("/").content.decode())
    assert "● 牵头 青海省商务厅" in page and page.index("有牵头的目标") < page.index("每年年底")


def test_what_returns_in_regulations_is_told_only_where_nothing_else_does(pages: Client) -> None:
    regulation = make_document(kind="regulation")
    yearly = {"due_on": None, "precision": "", "recurrence": "yearly"}
    make_deadline(regulation, quote="每年6月5日", **yearly)
    assert [entry.words for entry in pages.get("/").context["due"].returning] == ["每年6月5日"]
    make_deadline(make_document(), quote="每年年底", **yearly)
    assert [entry.words for entry in pages.get("/").context["due"].returning] == ["每年年底"]


def test_what_an_ended_document_sets_is_due_to_nobody(pages: Client) -> None:
    document = make_document(validity="repealed")
    make_target(document)
    make_deadline(document, due_on=None, precision="", recurrence="yearly")
    assert not pages.get("/").context["due"].all


def test_a_day_tells_the_provinces_with_most_and_how_many_there_are(pages: Client) -> None:
    for number, name in enumerate(("甘肃省", "青海省", "四川省", "云南省")):
        region = make_region(code=f"{number + 31}0000", name=name, short_name=name[:2])
        for _ in range(number + 1):
            make_target(make_document(region=region))
    city = make_region(code="340100", name="昆明市", short_name="昆明", level="city", parent=region)
    make_target(make_document(region=city))
    (entry,) = pages.get("/").context["due"].days
    assert list(entry.regions.items()) == [("云南省", 5), ("四川省", 3), ("青海省", 2)]
    assert "云南省 5 项 · 四川省 3 项 · 青海省 2 项 等 4 个地区" in words_of(pages.get("/").content.decode())


def test_targets_begin_with_this_year_and_many_past_years_are_folded(pages: Client) -> None:
    document = make_document()
    for year in (2024, 2025, 2026, 2030):
        make_target(document, deadline=date(year, 12, 31))
    make_target(document, deadline=None, precision="")
    context = pages.get("/").context
    assert (context["years"], context["undated"]) == ([(2026, 1), (2030, 1)], 1)
    assert context["past_years"] == [(2024, 1), (2025, 1)] and not context["are_past_folded"]
    make_target(document, deadline=date(2023, 12, 31))
    page = words_of(pages.get("/").content.decode())
    assert "2023—2025年 已过 3" in page


def test_the_newest_documents_that_set_tasks_come_first(client: Client) -> None:
    old, new = make_document(issued_on=date(2020, 1, 1)), make_document(issued_on=date(2025, 1, 1))
    newest = make_document(issued_on=date(2026, 1, 1))
    make_task(old)
    make_task(new)
    shown = client.get("/").context["documents"]
    assert [(document.name, count) for document, count in shown] == [(new.title, 1), (old.title, 1), (newest.title, 0)]


def test_documents_changed_lately_are_told_and_those_shown_anyhow_not_for_coming_in(client: Client) -> None:
    document = make_document()
    assert not client.get("/").context["changed"]
    task = make_task(document, title="旧题")
    task.title = "新题"
    with writing():
        task.save()
        tell(task, Change.Kind.UPDATED, ["title"])
    page = on_one_line(client.get("/").content.decode())
    assert "新近入库与改动" in page and f'href="/changes/?document={document.slug}"' in unquote(page)


def test_whom_the_sentence_names_is_told(pages: Client) -> None:
    document = make_document()
    yearly = make_deadline(document, due_on=None, precision="", recurrence="year_end", quote="每年年底")
    who = {"document": document, "deadline": yearly}
    DeadlineParty.objects.create(**who, role="acts", group="leads", as_written="牵头部门")
    DeadlineParty.objects.create(**who, role="receives", agency=make_agency("青海省财政厅"), as_written="省财政厅")
    page = on_one_line(pages.get("/").content.decode())
    assert "承办：牵头部门" in page and "接收：省财政厅" in page and "原文未列单位" not in page


def test_a_day_of_several_is_told_by_the_sentence_of_the_first(pages: Client) -> None:
    document = make_document(source="二、2027年重点任务\n")
    place = {"due_on": date(2027, 12, 31), "quote": "2027年", "start": 2, "end": 7}
    for _ in range(2):
        make_deadline(document, reaches=True, **place)
    (entry,) = pages.get("/").context["due"].all
    assert (entry.count, entry.words) == (2, "二、2027年重点任务")


def test_a_sentence_too_long_is_not_quoted() -> None:
    class Item:
        start, end = 300, 302

    assert sentence_of(Item(), "长" * 600) == ""  # type: ignore[arg-type]


def test_ways_in(client: Client) -> None:
    task = make_task()
    make_duty(task)
    task.topics.add(make_term())
    changed(task)
    page = client.get("/").content.decode()
    for words in ("青海省能源局", "绿电直连", task.document.title, "<option value="):
        assert words in page


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries: object) -> None:
    for size in (5, 200):
        with writing():
            document = make_document()
            for number in range(size):
                task = make_task(document)
                make_duty(task, make_agency(f"青海省第{number % 30}局"))
                make_target(document, task=task)
                make_deadline(document, task=task, due_on=None, precision="", recurrence="yearly")
        client.get("/")  # the sets as they are after the change
        with django_assert_max_num_queries(8):  # type: ignore[operator]
            client.get("/")
