"""What staff do with a request for a document: it waits on the review list and is answered, a refusal with a reason."""

import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from documents.models import Document
from policykb.editing.removing import GONE, remove_document
from policykb.editing.review import ReviewGroup, counts
from tasks.models import Report
from tests.factories import make_document, make_report, make_wanted
from tests.policykb.editing.forms import save

pytestmark = pytest.mark.django_db
LIST = "/admin/documents/review/"


@pytest.fixture
def policy(db: None) -> Document:
    return make_document(title="海南省碳达峰实施方案", document_number="琼府〔2022〕27号")


def decide(client: Client, report: Report, action: str, reason: str = "", seen: str = "sent") -> str:
    """Decide on the review list; the page after it."""
    said = {"key": f"report-{report.pk}", "action": action, "seen": seen, "reason": reason}
    page = client.post(reverse("admin:documents_review_decide"), said, follow=True).content.decode()
    report.refresh_from_db()
    return page


def test_it_waits_apart_from_the_errors(admin_client: Client, db: None) -> None:
    report = make_wanted(description="要看第三章", contact="li@example.cn")
    assert (counts()[ReviewGroup.WANTED], counts()[ReviewGroup.REPORT]) == (1, 0)
    make_report()
    assert (counts()[ReviewGroup.WANTED], counts()[ReviewGroup.REPORT]) == (1, 1)
    page = admin_client.get(f"{LIST}?kind=wanted").content.decode()
    assert "读者请求收录的文件" in page and report.place in page and "要看第三章" in page and "li@example.cn" in page
    assert "本库现有" not in page and ">已收录</button>" in page and ">已改</button>" not in page


@pytest.mark.parametrize("words", ["", "琼府〔2022〕27号", "海南省碳达峰实施方案"])
def test_it_is_answered_with_the_document(admin_client: Client, policy: Document, words: str) -> None:
    report = make_wanted()
    assert "本库现有" in admin_client.get(LIST).content.decode()
    assert "已答复请求人：已收录。" in decide(admin_client, report, "mended", words)
    assert (report.state, report.document, report.answer) == ("mended", policy, "")
    assert counts()[ReviewGroup.WANTED] == 0


def test_a_document_that_readers_cannot_see_is_no_answer(admin_client: Client, policy: Document) -> None:
    Document.objects.update(is_published=False)
    report = make_wanted()
    assert "没有公开的文件叫" in decide(admin_client, report, "mended", "琼府〔2022〕27号")
    assert (report.state, report.document) == ("sent", None)


def test_not_to_take_it_takes_a_reason(admin_client: Client, db: None) -> None:
    report = make_wanted()
    assert "请写明不收的理由" in decide(admin_client, report, "declined")
    assert "已答复请求人：不收。" in decide(admin_client, report, "declined", "不是政策文件")
    assert (report.state, report.answer) == ("declined", "不是政策文件")


def test_an_answer_is_undone(admin_client: Client, policy: Document) -> None:
    report = make_wanted()
    word = re.search(r'name="undo" value="([^"]+)"', decide(admin_client, report, "mended"))
    assert word
    admin_client.post(reverse("admin:documents_review_undo"), {"undo": word[1]})
    report.refresh_from_db()
    assert (report.state, report.document, report.answered_by) == ("sent", None, None)


def test_its_form_speaks_of_taking_in(admin_client: Client, policy: Document) -> None:
    report = make_wanted()
    page = admin_client.get(f"/admin/tasks/report/{report.pk}/change/").content.decode()
    assert ">已收录</option>" in page and ">已改</option>" not in page
    assert "已收录的，请写明收录为哪份文件。" in save(admin_client, report, state="mended").content.decode()
    assert save(admin_client, report, state="mended", document=policy.pk).status_code == 302
    report.refresh_from_db()
    assert report.document == policy and report.answered_by is not None
    assert "已收录" in admin_client.get("/admin/tasks/report/").content.decode()


def test_the_document_of_an_error_stays_what_it_was(admin_client: Client, policy: Document) -> None:
    report = make_report()
    save(admin_client, report, state="mended", document=policy.pk)
    report.refresh_from_db()
    assert report.state == "mended" and report.document != policy


def test_no_other_report_is_without_a_document(db: None) -> None:
    for values in ({"kind": "duty"}, {"state": "mended"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_wanted(**values)


def test_a_document_that_may_not_be_kept_takes_the_request_along(client: Client, policy: Document) -> None:
    report: Any = make_wanted(state="mended", document=policy)
    remove_document(policy, "含个人信息", "法规处")
    report.refresh_from_db()
    assert report.place == GONE and "海南省" not in client.get(report.get_absolute_url()).content.decode()
