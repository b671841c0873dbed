"""A document is asked for without login; what becomes of it is told at an address of its own."""

from typing import Any

import pytest
from django.test import Client

from documents.models import Document
from documents.records.writing import state
from tasks.models import Report
from tests.factories import changed, make_document, make_wanted
from tests.policykb.markup import words_of

pytestmark = pytest.mark.django_db
FORM = "/reports/wanted/"
SAID = {"wanted": "海南省碳达峰实施方案", "description": "我是李四，要看第三章。", "contact": "li@example.cn"}


@pytest.fixture
def policy(db: None) -> Document:
    return make_document(
        title="青海省试验方案", document_number="青测发〔2025〕1号", source_url="https://www.qinghai.gov.cn/1.html"
    )


def read(response: Any) -> str:
    return words_of(response.content.decode())


def test_a_request_is_stored_and_gets_an_address(client: Client, db: None) -> None:
    before = state()
    response = client.post(FORM, SAID)
    report = Report.objects.get()
    assert response["Location"] == report.get_absolute_url() and len(report.token) == 43
    assert (report.kind, report.place, report.document, report.state) == ("wanted", SAID["wanted"], None, "sent")
    assert report.contact == "li@example.cn" and len(report.sender) == 64
    assert state()[0] == before[0], "no page depends on it"


def test_its_page_tells_the_document_and_nothing_of_a_person(client: Client, policy: Document) -> None:
    path = client.post(FORM, SAID)["Location"]
    response = client.get(path)
    page = read(response)
    assert "请求收录文件：已提交" in page and "海南省碳达峰实施方案" in page
    assert "李四" not in page and "example.cn" not in page
    assert response["X-Robots-Tag"].startswith("noindex") and "no-store" in response["Cache-Control"]
    report = Report.objects.get()
    report.state, report.document = "mended", policy
    changed(report)
    html = client.get(path).content.decode()
    assert "请求收录文件：已收录" in html and f'href="{policy.get_absolute_url()}">青海省试验方案</a>' in html
    policy.is_published = False
    changed(policy)
    page = read(client.get(path))
    assert "这份文件目前没有公开" in page and "青海省试验方案" not in page


def test_a_refusal_tells_its_reason(client: Client, db: None) -> None:
    page = read(client.get(make_wanted(state="declined", answer="不是政策文件。").get_absolute_url()))
    assert "请求收录文件：不收" in page and "理由 不是政策文件。" in page


@pytest.mark.parametrize(
    "words", ["青海省试验方案", "青测发[2025]第1号", "https://www.qinghai.gov.cn/1.html", "《青海省试验方案》"]
)
def test_a_document_that_is_here_is_told_and_nothing_is_stored(client: Client, policy: Document, words: str) -> None:
    page = client.post(FORM, {**SAID, "wanted": words}).content.decode()
    assert "本库已有" in page and policy.get_absolute_url() in page and "我是李四" in page
    assert not Report.objects.exists()
    Document.objects.update(is_published=False)
    assert client.post(FORM, {**SAID, "wanted": words}).status_code == 302, "a hidden one is not given away"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"wanted": ""}, "请写明是哪份文件"),
        ({"wanted": " \u200b"}, "请写明是哪份文件"),
        ({"wanted": "无"}, "请写明是哪份文件"),
        ({"wanted": "长" * 301}, "最多写 300 字，现在有 301 字。"),
        ({"description": "长" * 1001}, "最多写 1000 字"),
        ({"contact": "长" * 101}, "联系方式最多 100 字"),
        ({"website": "http://spam.example"}, "此栏请留空"),
    ],
)
def test_what_is_wrong_is_said_and_kept(client: Client, db: None, values: dict[str, str], sentence: str) -> None:
    response = client.post(FORM, {**SAID, **values})
    page = response.content.decode()
    assert response.status_code == 200 and sentence in page and "还没有提交" in page
    assert (values.get("description") or "我是李四") in page
    assert not Report.objects.exists()


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "a\0b", "文件\u202e", "https://[", "'; DROP TABLE x"])
def test_any_words_are_words(client: Client, db: None, words: str) -> None:
    for response in (client.get(FORM, {"q": words}), client.post(FORM, {**SAID, "wanted": words})):
        assert response.status_code in (200, 302)
        assert "<script>alert" not in response.content.decode()
    for report in Report.objects.all():
        assert "<script>alert" not in client.get(report.get_absolute_url()).content.decode()


def test_so_many_an_hour_from_one_address(client: Client, db: None, settings: Any) -> None:
    settings.REPORTS_AN_HOUR = 2
    for _ in range(2):
        assert client.post(FORM, SAID).status_code == 302
    response = client.post(FORM, SAID)
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "一小时内已收到很多份" in response.content.decode() and "我是李四" in response.content.decode()
    assert client.post(FORM, SAID, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_no_other_site_sends_it(db: None) -> None:
    assert Client(enforce_csrf_checks=True).post(FORM, SAID).status_code == 403


def test_pages_that_found_nothing_lead_to_the_form(client: Client, policy: Document) -> None:
    for path in ("/search/?q=曲棍球", "/cite/?q=曲棍球"):
        html = client.get(path).content.decode()
        assert f'href="{FORM}?q=%E6%9B%B2%E6%A3%8D%E7%90%83" rel="nofollow"' in html, path
    assert 'value="曲棍球"' in client.get(f"{FORM}?q=曲棍球").content.decode()
