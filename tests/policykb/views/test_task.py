"""The page of one task: who, in which role, on what ground, in which words; what is not written is said."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from documents.models import Document
from documents.records.writing import writing
from policykb.reading.citing import cite_task, heading_number
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
from tests.policykb.markup import words_of
from tests.policykb.policies import TEXT, make_paragraphs, make_policy, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(db: None) -> Document:
    return make_policy()


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def duty_rows(html: str) -> list[list[str]]:
    """The cells of the table of duties."""
    table = html[html.index("<tbody>") : html.index("</tbody>")]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.S)
    return [[words_of(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S)] for row in rows]


def test_duties_with_role_full_name_words_and_ground(client: Client, policy: Document) -> None:
    html = page(client, "/tasks/园区/2.1/")
    assert duty_rows(html) == [
        ["● 牵头", "甘肃省能源局", "省能源局", "首列，推定为牵头"],
        ["◇ 落实", "甘肃省商务厅", "省商务厅", "写明"],
    ]
    assert "出自：“省能源局负责，以下各条均需省能源局、省商务厅落实”" in words_of(html)


def test_an_inherited_duty_links_to_its_source_and_quotes_it(client: Client, policy: Document) -> None:
    html = page(client, "/tasks/园区/2.2/")
    assert duty_rows(html)[0] == ["● 牵头", "甘肃省能源局", "省能源局", "承（一）"]
    assert "出自（一）：“省能源局负责" in words_of(html)


def test_a_phrase_that_names_several_agencies_stands_once(client: Client, policy: Document) -> None:
    task = make_task(policy, key="2.9")
    for number in range(3):
        make_duty(
            task, make_agency(f"第{number}局"), role="support", as_written="甲、乙、丙局", order=number, **place("基地")
        )
    html = page(client, "/tasks/园区/2.9/")
    assert html.count('rowspan="3"') == 2
    assert len(duty_rows(html)) == 3


def test_the_body_is_the_text_without_heading_and_clause(client: Client, policy: Document) -> None:
    paragraphs = client.get("/tasks/园区/2.1/").context["paragraphs"]
    assert ["".join(part.words for part in parts) for parts in paragraphs] == ["建设风电基地，推进绿电直连。"]


def test_a_corrected_body_is_shown_as_corrected(client: Client, policy: Document) -> None:
    task = policy.tasks.get(key="2.1")
    Task.objects.filter(pk=task.pk).update(body="改过的正文<b>。")
    task.corrections.create(field="body", before=task.body, corrected_at=timezone.now())
    html = page(client, "/tasks/园区/2.1/")
    assert "改过的正文&lt;b&gt;。" in html
    assert re.search(r"人工更正于 \d{4}年\d+月\d+日。", html)


def test_a_correction_names_nobody(client: Client, policy: Document, admin_user: object) -> None:
    duty = policy.tasks.get(key="2.1").responsibilities.all()[0]
    duty.corrections.create(field="role", corrected_at=timezone.now(), corrected_by=admin_user)
    html = page(client, "/tasks/园区/2.1/")
    assert "人工更正于" in html and str(admin_user) not in html


def test_what_is_not_written_is_said(client: Client, policy: Document) -> None:
    make_task(policy, key="2.9", title="宣传")
    words = words_of(page(client, "/tasks/园区/2.9/"))
    for answer in (
        "原文未列责任单位",
        "本条未写指标",
        "本条与所在部分未写期限",
        "文件总体目标，原文未分到单位：",
    ):
        assert answer in words


def test_targets_and_deadlines_stand_at_the_side(client: Client, policy: Document) -> None:
    task = policy.tasks.get(key="2.1")
    make_target(
        policy, task=task, indicator="风电装机", value=12.5, unit="万千瓦", deadline=None, precision="", **place("风电")
    )
    make_deadline(policy, task=task, due_on=None, precision="", recurrence="yearly", quote="每年", **place("基地"))
    words = words_of(page(client, "/tasks/园区/2.1/"))
    assert "①风电装机 12.5 万千瓦" in words and "未写期限" in words and "每年“每年”" in words


def test_it_says_where_it_is_written(client: Client, policy: Document) -> None:
    html = page(client, "/tasks/园区/2.1/")
    line = TEXT[: TEXT.index("（一）")].count("\n") + 1
    assert f"?lines={line}-{line + 1}#L{line}" in html or f"?lines={line}-{line}#L{line}" in html
    assert "/documents/%E5%9B%AD%E5%8C%BA/#s2-1" in html


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("二、重点任务", "二、"),
        ("第一章 总则", "第一章"),
        ("第十二章保障措施", "第十二章"),
        ("(一)发展目标", "（一）"),
        ("保障措施", ""),
    ],
)
def test_the_number_of_a_heading(heading: str, number: str) -> None:
    assert heading_number(heading) == number


def test_a_citation_is_title_number_and_place(policy: Document) -> None:
    task = policy.tasks.get(key="2.1")
    assert cite_task(task) == f"《{policy.title}》（{policy.document_number}）二、（一）"


def test_neighbours_in_the_document(client: Client, policy: Document) -> None:
    first, second = (client.get(f"/tasks/园区/{key}/").context for key in ("2.1", "2.2"))
    assert (first["before"], first["after"].key) == (None, "2.2")
    assert (second["before"].key, second["after"]) == ("2.1", None)


def test_related_tasks_with_the_reason(client: Client) -> None:
    gansu = make_region(code="620000", name="甘肃省", short_name="甘肃")
    here, there = make_document(), make_document(region=gansu)
    both = [make_term("绿电直连"), make_term("储能")]
    task, near = (make_task(here, title=title, topics=both) for title in ("甲", "乙"))
    for one in (task, near):
        make_duty(one, make_agency())
    make_task(there, title="丙", topics=both[:1])
    make_task(there, title="丁", topics=[make_term("旅游")])
    related = client.get(task.get_absolute_url()).context["related"]
    assert {place: [item.task.title for item in items] for place, items in related.items()} == {
        "本省": ["乙"],
        "甘肃省": ["丙"],
    }
    assert related["甘肃省"][0].reason == "同谈绿电直连"
    assert related["本省"][0].reason.endswith("；同由青海省能源局牵头")


def test_words_of_both_titles_are_a_reason(client: Client) -> None:
    topic, document = make_term("绿电直连"), make_document()
    titles = ("加快建设铁路物流枢纽", "提升旅游水平", "建设铁路枢纽", "加快推进绿电直连建设")
    task, *_ = [make_task(document, title=title, topics=[topic]) for title in titles]
    best, *others = client.get(task.get_absolute_url()).context["related"]["本省"]
    assert best.task.title == "建设铁路枢纽" and best.reason == "同谈绿电直连；标题都有“枢纽”“铁路”"
    assert {item.reason for item in others} == {"同谈绿电直连"}


@pytest.mark.parametrize("path", ["/tasks/园区/9.9/", "/tasks/无/2.1/", "/tasks/园区/%00/"])
def test_an_unknown_task_is_not_found(client: Client, policy: Document, path: str) -> None:
    assert client.get(path).status_code == 404


def test_only_reading_is_allowed(client: Client, policy: Document) -> None:
    assert client.post("/tasks/园区/2.1/").status_code == 405


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries: object) -> None:
    topic, agencies = make_term(), [make_agency(f"青海省第{number}局") for number in range(30)]
    for size in (5, 200):
        with writing():
            document = make_document(slug=f"大文件{size}")
            for number in range(size):
                make_task(document, key=f"1.{number}", topics=[topic])
            for agency in agencies[:size]:
                make_duty(document.tasks.first(), agency)
        with django_assert_max_num_queries(23):  # type: ignore[operator]
            assert client.get(f"/tasks/大文件{size}/1.0/").status_code == 200


def test_paragraphs_of_an_item_are_told_apart(client: Client) -> None:
    make_paragraphs()
    html = words_of(page(client, "/tasks/航道/1.1.p2/"))
    assert "（一）第1段完善设施" in html
    assert "引用写作：《青海省航道养护方案》一、（一）第1段" in html
    assert "下一条 （一）第2段 改造船闸" in html
    assert "一、重点任务 （一）完善设施 第1段" in html
    assert 'href="/documents/%E8%88%AA%E9%81%93/#s1-1-d1"' in page(client, "/tasks/航道/1.1.p1/")


def test_the_address_of_a_paragraph_is_its_own_and_the_item_s_leads_to_the_first(client: Client) -> None:
    document = make_paragraphs()
    assert "改造船闸" in page(client, "/tasks/航道/1.1.p1/")
    first, second = document.tasks.order_by("order")
    assert client.get("/tasks/航道/1.1/").headers["Location"] == first.get_absolute_url()
    assert client.get("/tasks/航道/1.1.p9/").headers["Location"] == document.sections.get(key="1.1").get_absolute_url()
    second.delete()
    Task.objects.filter(pk=first.pk).update(key="1.1", address="")
    first.refresh_from_db()
    for address in ("1.1.p1", "1.1.p2"):
        assert client.get(f"/tasks/航道/{address}/").headers["Location"] == first.get_absolute_url()
    assert client.get("/tasks/航道/1.2.p1/").status_code == 404
    assert client.get("/tasks/航道/1/").status_code == 404


def test_a_sub_item_is_named_by_its_number_below_that_of_its_item(client: Client) -> None:
    document = make_paragraphs()
    document.tasks.filter(key="1.1.p2").update(number="2．")
    assert "（一）第1段 完善设施：疏浚浅滩" in words_of(page(client, "/tasks/"))
    assert "2． 改造船闸" in words_of(page(client, "/tasks/"))
    html = words_of(page(client, "/tasks/航道/1.1.p1/"))
    assert "一、重点任务 （一）完善设施 2．" in html and "第2段" not in html
    assert "引用写作：《青海省航道养护方案》一、（一）2" in html
    assert 'data-cite="一、（一）2．"' in page(client, document.get_absolute_url())


def test_lists_files_feeds_and_the_map_name_the_paragraph(client: Client) -> None:
    make_paragraphs()
    listed = words_of(page(client, "/tasks/"))
    assert "（一）第1段 完善设施：疏浚浅滩" in listed
    assert "（一）第2段 改造船闸" in listed
    export = client.get("/tasks/export.csv").getvalue().decode()
    assert "一、重点任务 › （一）完善设施,（一）第1段,完善设施：疏浚浅滩," in export
    assert "一、重点任务 › （一）完善设施,（一）第2段,改造船闸," in export
    assert "（一）第2段 改造船闸（青海省航道养护方案）" in page(client, "/tasks/feed.atom")
    places = page(client, "/sitemap-tasks.xml")
    assert all(f"/1.1.p{number}/</loc>" in places for number in (1, 2))
    record = client.get("/api/tasks/航道/1.1.p1/").json()
    assert (record["id"], record["number"], record["title"]) == ("1.1.p1", "（一）", "完善设施")
    assert record["heading_path"] == ["一、重点任务", "（一）完善设施"]
    assert record["url"].endswith("/1.1.p2/")
    agency = words_of(page(client, "/agencies/青海省商务厅/"))
    assert "（一）第2段 改造船闸 （一）完善设施" in agency
