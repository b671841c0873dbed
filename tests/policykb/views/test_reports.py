"""Reporting an error without login: the clause's words, what is refused and why, how many are taken, what is shown."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from documents.models import Document
from documents.records.writing import state
from policykb.editing.reporting import CONTACT_KEPT, CONTACT_LONGEST, SENDER_KEPT
from tasks.models import Report
from tests.factories import changed, make_report
from tests.policykb.markup import words_of
from tests.policykb.policies import make_paragraphs, make_policy

pytestmark = pytest.mark.django_db
TASK, CLAUSE, WHOLE = "/tasks/园区/2.1/report/", "/documents/园区/report/?clause=1", "/documents/园区/report/"
SAID = {"kind": "duty", "description": "原件写的是省商务厅牵头。", "contact": "li@example.cn"}


@pytest.fixture
def policy(db: None) -> Document:
    return make_policy()


def send(client: Client, path: str = TASK, **values: str) -> Any:
    """Send the form as a reader does who opened it first."""
    page = client.get(path).content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen
    return client.post(path, {"seen": seen[1], **SAID, **values})


def read(response: Any) -> str:
    return words_of(response.content.decode())


@pytest.mark.parametrize(
    ("path", "place", "words"),
    [
        (TASK, "二、（一）", "（一）发展风电。建设风电基地"),
        (CLAUSE, "一", "到2030年，建成2个及以上零碳园区，园区<绿色>水平"),
        (WHOLE, "", ""),
    ],
)
def test_the_form_shows_the_clause_and_the_report_keeps_it(
    client: Client, policy: Document, path: str, place: str, words: str
) -> None:
    response = client.get(path)
    page = read(response)
    assert (
        (words in page and f"{policy.name} {place}".strip() in page and "园区<绿色>水平" in page)
        or not words
        or path == TASK
    )
    assert response["X-Robots-Tag"].startswith("noindex") and 'content="noindex' in response.content.decode()
    response = send(client, path)
    report = Report.objects.get()
    assert response["Location"] == report.get_absolute_url()
    assert (report.document, report.text, report.place) == (policy, policy.text, f"{policy.name} {place}".strip())
    assert words in report.quote and report.state == "sent" and report.contact == "li@example.cn"
    assert report.task == (policy.tasks.get(key="2.1") if path == TASK else None)


def test_a_paragraph_that_is_a_task_is_reported_by_its_address(client: Client) -> None:
    make_paragraphs()
    send(client, "/tasks/航道/1.1.p1/report/")
    report = Report.objects.get()
    assert report.task is not None and report.task.title == "改造船闸"
    assert "改造船闸" in report.quote and "疏浚" not in report.quote


def test_links_stand_at_each_clause_and_on_the_page_of_the_task(client: Client, policy: Document) -> None:
    document, task = (client.get(path).content.decode() for path in ("/documents/园区/", "/tasks/园区/2.1/"))
    own = f"{policy.tasks.get(key='2.1').get_absolute_url()}report/"
    assert f'<a href="{own}" rel="nofollow"' in document and '<a href="report/?clause=1" rel="nofollow"' in document
    assert f'<a href="{own}" rel="nofollow">报告差错</a>' in task and "mailto:" not in task


def test_the_reader_sees_state_and_answer_and_nothing_of_a_person(client: Client, policy: Document) -> None:
    token_page = send(client, description="我是李四，电话 139。")["Location"]
    response = client.get(token_page)
    page = read(response)
    assert "已提交" in page and "责任单位或角色" in page and "建设风电基地" in page and "二、（一）" in page
    assert "李四" not in page and "example.cn" not in page
    assert "no-store" in response["Cache-Control"] and "private" in response["Cache-Control"]
    assert response["X-Robots-Tag"].startswith("noindex")
    changed_report = Report.objects.get()
    changed_report.state, changed_report.answer = "declined", "与印发原件一致。"
    changed(changed_report)
    page = read(client.get(token_page))
    assert "差错报告：不改" in page and "理由 与印发原件一致。" in page


def test_an_address_that_nobody_was_given_is_not_there(client: Client, policy: Document) -> None:
    send(client)
    token = Report.objects.get().token
    assert len(token) == 43
    for path in ("/reports/", "/reports/x/", f"/reports/{token[:-1]}/", f"/reports/{token}x/"):
        assert client.get(path).status_code == 404
    assert client.post(f"/reports/{token}/").status_code == 405


def test_a_report_of_a_hidden_document_shows_none_of_its_words(client: Client, policy: Document) -> None:
    path = send(client)["Location"]
    Document.objects.update(is_published=False)
    page = read(client.get(path))
    assert "已提交" in page and "这份文件目前没有公开" in page and "风电" not in page and policy.name not in page
    assert client.get(TASK).status_code == client.get(WHOLE).status_code == 404


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"kind": ""}, "请选一项：哪里不对。"),
        ({"kind": "nix"}, "请在列出的几项里选一项。"),
        ({"description": ""}, "请写明怎样不对。"),
        ({"description": " \u200b\n "}, "请写明怎样不对。"),
        ({"description": "长" * 1001}, "最多写 1000 字，现在有 1001 字，请删短后再提交。"),
        ({"contact": "长" * 101}, "联系方式最多 100 字，现在有 101 字。"),
        ({"website": "https://spam.example"}, "此栏请留空"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: Client, policy: Document, values: dict[str, str], sentence: str
) -> None:
    response = send(client, **values)
    html = response.content.decode()
    assert response.status_code == 200 and sentence in read(response) and not Report.objects.exists()
    kept = SAID | values
    assert kept["description"].replace("\u200b", "") in html.replace("\u200b", "") and kept["contact"] in html


def test_who_fills_what_nobody_sees_is_told_and_nothing_is_stored(client: Client, policy: Document) -> None:
    page = client.get(TASK).content.decode()
    assert 'class="field unseen" aria-hidden="true"' in page and 'tabindex="-1" id="id_website"' in page
    page = send(client, website="x").content.decode()
    assert "aria-hidden" not in page.partition('for="id_website"')[0].rpartition("<div")[2]  # now it can be emptied
    assert not Report.objects.exists()


def test_markup_is_words_everywhere(client: Client, admin_client: Client, policy: Document) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    html = send(client, description=evil, contact=evil, kind="").content.decode()
    assert "<script>alert" not in html and "<img" not in html
    response = send(client, description=evil, contact=evil)
    report = Report.objects.get()
    Report.objects.update(answer=evil, place=evil, quote=evil)
    for path in (response["Location"], "/admin/documents/review/", f"/admin/tasks/report/{report.pk}/change/"):
        html = admin_client.get(path).content.decode()
        assert "<script>alert" not in html and "<img" not in html, path
    assert "&lt;script&gt;alert" in html


def test_a_form_without_its_token_is_refused(policy: Document) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(TASK, SAID).status_code == 403
    page = client.get(TASK).content.decode()
    token, seen = (re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("csrfmiddlewaretoken", "seen"))  # type: ignore[index]
    assert client.post(TASK, {**SAID, "csrfmiddlewaretoken": token, "seen": seen}).status_code == 302


def test_words_that_changed_meanwhile_are_shown_before_the_report_is_taken(client: Client, policy: Document) -> None:
    response = client.post(TASK, {**SAID, "seen": "0123456789abcdef"})
    page = response.content.decode()
    assert response.status_code == 200 and "这一条的文字有更新" in page and SAID["description"] in page
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen and client.post(TASK, {**SAID, "seen": seen[1]}).status_code == 302


def test_a_clause_that_is_gone_meanwhile_loses_nothing(client: Client, policy: Document) -> None:
    policy.tasks.filter(key="2.1").update(key="2.9", standing="superseded")
    response = client.post(TASK, {**SAID, "seen": "x"})
    page = response.content.decode()
    assert response.status_code == 200 and "这一条的编号有变动" in page and SAID["description"] in page
    address, seen = (
        re.search(pattern, page)[1] for pattern in (r'method="post" action="([^"]*)"', r'name="seen" value="([^"]*)"')
    )  # type: ignore[index]
    assert client.post(address, {**SAID, "seen": seen}).status_code == 302
    assert Report.objects.get().place == policy.name
    assert client.get(TASK).status_code == 404 and client.get("/documents/园区/report/?clause=9").status_code == 404


def test_only_so_many_are_taken_from_one_address_an_hour(client: Client, policy: Document, settings: Any) -> None:
    settings.REPORTS_AN_HOUR = 3
    for _ in range(3):
        assert send(client).status_code == 302
    response = send(client, description="第四份的话")
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "第四份的话" in response.content.decode() and "请稍后再提交" in response.content.decode()
    assert send(Client(REMOTE_ADDR="198.51.100.7")).status_code == 302
    assert Report.objects.count() == 4
    Report.objects.update(reported_at=timezone.now() - timedelta(minutes=61))
    assert send(client).status_code == 302


def test_a_header_that_the_sender_writes_opens_no_door(policy: Document, settings: Any) -> None:
    settings.REPORTS_AN_HOUR, settings.TRUSTED_PROXIES = 2, 1
    sent = [
        send(Client(REMOTE_ADDR="127.0.0.1", headers={"x-forwarded-for": f"10.0.0.{number}, 203.0.113.5"})).status_code
        for number in range(3)
    ]
    assert sent == [302, 302, 429]


def test_the_address_is_not_stored_and_its_digest_only_a_day(client: Client, policy: Document) -> None:
    send(Client(REMOTE_ADDR="203.0.113.5"))
    row = Report.objects.values().get()
    assert "203.0.113" not in str(row) and len(row["sender"]) == 64
    Report.objects.update(reported_at=timezone.now() - SENDER_KEPT)
    send(client)
    assert Report.objects.order_by("pk").values_list("sender", flat=True)[0] == ""


def test_contact_data_are_deleted_when_their_time_is_over(policy: Document) -> None:
    task, now = policy.tasks.get(key="2.1"), timezone.now()
    old, new = {"answered_at": now - CONTACT_KEPT}, {"answered_at": now - CONTACT_KEPT + timedelta(hours=1)}
    rows = [
        make_report(task, contact="甲", state="mended", **old), make_report(task, contact="乙", state="mended", **new),
        make_report(task, contact="丙", state="received", **old),
        make_report(task, contact="丁", reported_at=now - CONTACT_LONGEST),
    ]  # fmt: skip
    Report.objects.exclude(contact="丁").update(reported_at=now - timedelta(days=60))
    call_command("forget_contacts", verbosity=0)
    assert [Report.objects.get(pk=row.pk).contact for row in rows] == ["", "乙", "丙", ""]
    assert not Report.history.filter(place__isnull=True).exists() and not hasattr(Report.history.model, "contact")


def test_a_report_makes_no_page_anew(client: Client, policy: Document) -> None:
    before = state()
    send(client)
    assert state() == before


def test_the_time_is_told_by_the_clock_on_the_wall(client: Client, policy: Document) -> None:
    report = make_report(reported_at=datetime(2026, 11, 20, 17, 5, tzinfo=UTC))
    assert "2026年11月21日 01:05" in read(client.get(report.get_absolute_url()))


def test_crawlers_are_kept_out(client: Client) -> None:
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /reports/\n" in robots and "Disallow: /*/report/\n" in robots
