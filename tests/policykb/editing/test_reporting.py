"""What staff do with a reader's report: it waits on the review list, is answered once, follows the task, stays."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

import policykb.editing.reporting
from documents.models import Change
from policykb.access.rights import EDITOR, REVIEWER, make_groups
from policykb.editing.placing import move_reports
from policykb.editing.removing import GONE, remove_document
from policykb.editing.reporting import Reported, TooMany, store_report
from policykb.editing.review import ReviewGroup, counts
from policykb.editing.scope import Scope
from policykb.pipeline import gazetteer, ingest
from tasks.models import Report, Task
from tests.factories import make_agency, make_report, make_task
from tests.policykb.editing.forms import form_of, save, send
from tests.policykb.editing.threads import ON_POSTGRES, Held, Writer, between

pytestmark = pytest.mark.django_db
LIST = "/admin/documents/review/"


@pytest.fixture
def staff(client: Client, django_user_model: Any) -> Any:
    """A function that logs in a member of a group."""
    make_groups(Group, Permission)

    def log_in(name: str) -> Client:
        user = django_user_model.objects.create_user(f"{name}员", is_staff=True)
        user.groups.add(Group.objects.get(name=name))
        client.force_login(user)
        return client

    return log_in


def decide(client: Client, report: Report, action: str, seen: str = "sent", reason: str = "") -> str:
    """Decide on the review list; the page after it."""
    said = {"key": f"report-{report.pk}", "action": action, "seen": seen, "reason": reason}
    return client.post(reverse("admin:documents_review_decide"), said, follow=True).content.decode()


@pytest.mark.parametrize("group", [EDITOR, REVIEWER])
def test_both_groups_see_it_with_all_that_was_said_and_lead_to_the_desk(staff: Any, group: str) -> None:
    report = make_report(contact="li@example.cn")
    client = staff(group)
    page = client.get(LIST).content.decode()
    assert page.index("读者报告的差错") < page.index(report.description) and report.quote in page
    assert "li@example.cn" in page and f'href="/admin/tasks/task/{report.task_id}/change/"' in page
    assert counts()[ReviewGroup.REPORT] == 1 and counts(Scope(report.document_id + 1))[ReviewGroup.REPORT] == 0
    assert "待核对 1 条" in client.get("/admin/").content.decode()
    for path in ("/admin/tasks/report/", f"/admin/tasks/report/{report.pk}/change/"):
        assert client.get(path).status_code == 200
    for path in ("/admin/tasks/report/add/", f"/admin/tasks/report/{report.pk}/delete/"):
        assert client.post(path).status_code == 403


def test_it_is_received_first_and_waits_on(staff: Any) -> None:
    report, client = make_report(), staff(EDITOR)
    assert "已答复报告人：收到。" in decide(client, report, "received")
    report.refresh_from_db()
    assert report.state == "received" and report.answered_by.username == "编辑员"
    page = client.get(LIST).content.decode()
    assert report.description in page and '<button type="submit" name="action" value="received"' not in " ".join(
        page.split()
    )
    decide(client, report, "mended", "received", "已按原件改正")
    report.refresh_from_db()
    assert (report.state, report.answer, report.is_answered) == ("mended", "已按原件改正", True)
    assert report.description not in client.get(LIST).content.decode()
    assert Change.objects.filter(model="tasks.report", object_id=str(report.pk)).count() == 2


def test_not_to_mend_takes_a_reason(staff: Any) -> None:
    report, client = make_report(), staff(EDITOR)
    assert "请写明不改的理由" in decide(client, report, "declined")
    response = save(client, report, state="declined")
    assert response.status_code == 200 and "请写明不改的理由" in response.content.decode()
    report.refresh_from_db()
    assert report.state == "sent"
    decide(client, report, "declined", reason="与原件一致")
    assert "与原件一致" in client.get(report.get_absolute_url()).content.decode()


def test_a_second_editor_is_told_that_it_is_done(staff: Any) -> None:
    report, client = make_report(), staff(EDITOR)
    decide(client, report, "mended")
    assert "已经处理过" in decide(client, report, "declined", reason="不对")
    report.refresh_from_db()
    assert report.state == "mended"


def test_two_editors_in_its_form_do_not_overwrite_each_other(admin_client: Client) -> None:
    report = make_report()
    old = form_of(admin_client, report)
    assert save(admin_client, report, state="mended", answer="已改").status_code == 302
    page, is_saved = send(admin_client, report, old | {"state": "declined", "answer": "不改，原件如此"})
    report.refresh_from_db()
    assert not is_saved and report.answer == "已改" and "不改，原件如此" in page.content.decode()


def test_an_answer_is_undone_and_put_right(admin_client: Client) -> None:
    report = make_report(contact="li@example.cn")
    page = decide(admin_client, report, "declined", reason="看错了")
    word = re.search(r'name="undo" value="([^"]+)"', page)
    assert word
    page = admin_client.post(reverse("admin:documents_review_undo"), {"undo": word[1]}, follow=True).content.decode()
    assert "已撤销" in page
    report.refresh_from_db()
    assert (report.state, report.answer, report.answered_at, report.contact) == ("sent", "", None, "li@example.cn")
    assert save(admin_client, report, state="mended", answer="已改").status_code == 302
    report.refresh_from_db()
    assert report.answered_by is not None and report.answered_at is not None


TEXT = """青海省试验方案
青政办〔2025〕99号
一、重点任务
（一）发展风电。建设三个风电基地，完善送出工程。（省能源局牵头）
（二）发展光伏。建设五个光伏基地，推进治沙。（省能源局牵头）
"""
NEW = TEXT.replace(
    "（一）发展风电", "（一）发展水电。改造老旧电站，保障生态流量。（省能源局牵头）\n（二）发展风电"
).replace("（二）发展光伏", "（三）发展光伏")


def test_it_follows_its_task_where_a_new_text_renumbers_it(db: None) -> None:
    make_agency().names.create(name="省能源局")
    document = ingest(TEXT.encode(), "旧.txt", gazetteer())[0]
    report = make_report(document.tasks.get(title="发展光伏"))
    text = report.text
    ingest(NEW.encode(), "新.txt", gazetteer())
    report.refresh_from_db()
    assert (report.task.number, report.task.title) == ("（三）", "发展光伏")
    assert report.text == text and "五个光伏基地" in report.quote


def test_it_goes_with_the_paragraph_that_has_its_words(db: None) -> None:
    make_agency().names.create(name="省能源局")
    one = TEXT.replace(
        "完善送出工程。（省能源局牵头）", "完善送出工程。\n改造老旧船闸，更换全部闸门，疏浚航道浅滩。（省能源局牵头）"
    )
    document = ingest(one.encode(), "旧.txt", gazetteer())[0]
    task = document.tasks.get(title="发展风电")
    about = make_report(task, quote="改造老旧船闸，更换全部闸门，疏浚航道浅滩。")
    other = make_report(task)
    ingest(one.replace("完善送出工程。\n", "完善送出工程。（省能源局牵头）\n").encode(), "新.txt", gazetteer())
    about.refresh_from_db()
    other.refresh_from_db()
    assert "改造老旧船闸" in about.task.body and about.task.standing == "current"
    assert "三个风电基地" in other.task.body


def test_it_goes_with_the_texts_of_a_document_that_is_another(db: None) -> None:
    task = make_task(body="同样的话。")
    known = make_task(body="同样的话。", title=task.title)
    same, lost = make_report(task), make_report(make_task(task.document, body="那边没有的话。"))
    move_reports(task.document, known.document)
    for report, place in ((same, known), (lost, None)):
        report.refresh_from_db()
        assert (report.document, report.task) == (known.document, place)


def test_it_outlives_a_task_that_is_no_longer_found(admin_client: Client) -> None:
    report = make_report()
    Task.objects.update(standing="superseded")
    page = admin_client.get(report.get_absolute_url()).content.decode()
    assert report.quote in page and f'href="{report.document.get_absolute_url()}"' in page
    assert report.description in admin_client.get(LIST).content.decode()


def test_a_document_that_may_not_be_kept_takes_the_words_and_leaves_the_answer(client: Client) -> None:
    report = make_report(contact="li@example.cn")
    remove_document(report.document, "含个人信息", "法规处")
    report.refresh_from_db()
    assert (report.quote, report.description, report.contact, report.task) == ("", GONE, "", None)
    page = client.get(report.get_absolute_url()).content.decode()
    assert "依法移除" in page and not Report.history.exists()


@ON_POSTGRES
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("transactional_db")
def test_the_limit_holds_for_two_who_send_at_once(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.REPORTS_AN_HOUR = 1
    task = make_task()
    said = Reported(task.document, task, "一", "话", "duty", "不对", "", "s" * 64)

    def send_one() -> str:
        try:
            return store_report(said).token
        except TooMany:
            return ""

    held = Held(monkeypatch, policykb.editing.reporting, "forget_contacts")
    first, second = between(held, send_one, send_one)
    assert first and not second and Report.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("transactional_db")
def test_no_report_is_lost_among_many_at_once(settings: Any) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("a database in memory has one connection")
    settings.REPORTS_AN_HOUR = 100
    task = make_task()
    said = [Reported(task.document, task, "一", "话", "duty", f"第{number}份", "", "s" * 64) for number in range(8)]
    writers = [Writer(lambda each=each: store_report(each).pk) for each in said]  # type: ignore[misc]
    assert len({writer.finish() for writer in writers}) == Report.objects.count() == 8
    connections.close_all()
