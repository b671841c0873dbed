"""The versions of a document: the list, an earlier text, the difference of two, the files as they came."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from documents.models import Document, DocumentVersion, Relation
from documents.records import originals
from policykb.pages.versions import download_name
from policykb.pipeline import gazetteer, ingest
from tests.factories import make_agency, make_document
from tests.pages.markup import on_one_line

pytestmark = pytest.mark.django_db

TEXT = """青海省人民政府办公厅关于印发青海省试验方案的通知
青政办〔2025〕99号

青海省试验方案

一、重点任务
（一）建设风电基地。到2030年装机达到500万千瓦，同步落实消纳责任。（省能源局牵头）
（二）建设光伏基地。加快建设一批大型光伏项目，同步规划外送通道。（省能源局牵头）
（三）完善电力市场。健全交易规则，扩大绿电交易规模，推动跨省交易。（省能源局牵头）

2025年6月1日
"""
NEWER = (
    TEXT.replace("6月1日", "9月1日")
    .replace("500万", "700万")
    .replace("（三）", "（四）")
    .replace("（二）", "（二）发展储能。建设<抽水>蓄能电站。（省能源局牵头）\n（三）")
)


def take(text: str, name: str) -> Document:
    return ingest(text.encode(), name, gazetteer())[0]


@pytest.fixture
def document() -> Document:
    """A document with an earlier text, a copy, and the current text."""
    make_agency().names.create(name="省能源局")
    take(TEXT, "旧.txt")
    document = take(NEWER, "新.txt")
    take("".join(f"<p>{line}</p>" for line in NEWER.replace("<", "&lt;").splitlines() if line), "网页.html")
    document.refresh_from_db()
    assert [version.is_copy for version in document.versions.order_by("pk")] == [False, False, True]
    return document


def versions(document: Document) -> list[int]:
    """The keys of the earlier text, the current one and the copy."""
    return list(document.versions.order_by("pk").values_list("pk", flat=True))


def test_the_list_has_every_text(client: Client, document: Document) -> None:
    old, new, copy = versions(document)
    response = client.get(f"{document.get_absolute_url()}versions/")
    page = response.content.decode()
    assert [text.version.file_name for text in response.context["texts"]] == ["新.txt", "旧.txt", "网页.html"]
    assert [text.standing for text in response.context["texts"]] == ["现行文本", "早先的版本", "副本"]
    for version in document.versions.all():
        assert version.sha256 in page and f"versions/{version.pk}/file" in page
    slug = quote(document.slug)
    assert f"{slug}/versions/{old}/{new}/" in page and f"{slug}/versions/{new}/{copy}/" in page


def test_the_page_of_a_document_leads_to_several_texts_only(client: Client, document: Document) -> None:
    assert "本文件有 2 个版本、1 个副本" in client.get(document.get_absolute_url()).content.decode()
    assert "个版本" not in client.get(make_document().get_absolute_url()).content.decode()


def test_an_earlier_text_says_that_it_is_one(client: Client, document: Document) -> None:
    old, new, copy = versions(document)
    page = on_one_line(client.get(f"{document.get_absolute_url()}versions/{old}/").content.decode())
    assert "这是早先的版本" in page and "装机达到500万千瓦" in page and "<h2>一、重点任务</h2>" in page
    assert '<meta name="robots" content="noindex">' in page
    assert f'<link rel="canonical" href="http://testserver{document.get_absolute_url()}">' in page
    assert "这是副本" in client.get(f"{document.get_absolute_url()}versions/{copy}/").content.decode()
    assert client.get(f"{document.get_absolute_url()}versions/{new}/")["Location"] == document.get_absolute_url()


def test_what_two_texts_differ_in(client: Client, document: Document) -> None:
    old, new, _ = versions(document)
    response = client.get(f"{document.get_absolute_url()}versions/{old}/{new}/")
    page = on_one_line(response.content.decode())
    assert "<h1>新增 1 条，改动 1 条，移号 2 条；其余 1 条未变。版头、引言或文末另有 1 处改动。</h1>" in page
    assert '<del><span class="unseen">［删去：</span>500<span class="unseen">］</span></del>' in page
    assert '<ins><span class="unseen">［新增：</span>700<span class="unseen">］</span></ins>' in page
    assert "一、（二） → （三）" in page and "一、（三） → （四）" in page and "建设&lt;抽水&gt;蓄能电站" in page
    assert f'href="{document.get_absolute_url()}#s1-2"' in page


def test_the_other_way_round_and_with_itself(client: Client, document: Document) -> None:
    old, new, copy = versions(document)
    page = client.get(f"{document.get_absolute_url()}versions/{new}/{old}/").content.decode()
    assert "删去 1 条，改动 1 条，移号 2 条" in page and "现行文本中的这一条" not in page
    for one, other in ((new, new), (new, copy)):
        page = client.get(f"{document.get_absolute_url()}versions/{one}/{other}/").content.decode()
        assert "<h1>两个文本文字相同。</h1>" in page


@pytest.mark.parametrize("path", ["versions/{}/", "versions/{}/{}/", "versions/{}/file"])
def test_a_text_of_another_document_is_none_of_this(client: Client, document: Document, path: str) -> None:
    other = make_document()
    for pk in (other.text_id, 10**30):
        response = client.get(document.get_absolute_url() + path.format(pk, pk))
        assert response.status_code == 404 and "本文件没有这个版本" in response.content.decode()
    Document.objects.filter(pk=document.pk).update(is_published=False)
    for pk in versions(document):
        assert client.get(document.get_absolute_url() + path.format(pk, pk)).status_code == 404


def test_a_file_comes_as_it_came_and_is_never_shown(client: Client, document: Document) -> None:
    old, _, copy = versions(document)
    response = client.get(f"{document.get_absolute_url()}versions/{old}/file")
    assert response.content == TEXT.encode()
    assert response["Content-Type"] == "text/plain"
    response = client.get(f"{document.get_absolute_url()}versions/{copy}/file")
    assert response["Content-Type"] == "text/html"
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('网页.html')}"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_was_not_kept_is_a_sentence(client: Client, document: Document) -> None:
    old, *_ = versions(document)
    originals.forget(DocumentVersion.objects.get(pk=old).sha256)
    response = client.get(f"{document.get_absolute_url()}versions/{old}/file")
    assert response.status_code == 404 and "原始文件没有保存" in response.content.decode()
    page = client.get(f"{document.get_absolute_url()}versions/").content.decode()
    assert "原始文件未保存" in page and f"versions/{old}/file" not in page


def test_only_staff_get_the_file_of_a_hidden_document(client: Client, document: Document) -> None:
    Document.objects.filter(pk=document.pk).update(is_published=False)
    url = f"{document.get_absolute_url()}versions/{document.text_id}/file"
    user = get_user_model().objects.create_user("读者")
    user.user_permissions.add(Permission.objects.get(codename="view_document"))
    client.force_login(user)
    assert client.get(url).status_code == 404
    get_user_model().objects.filter(pk=user.pk).update(is_staff=True)
    assert client.get(url).status_code == 200
    user.user_permissions.clear()
    assert client.get(url).status_code == 404


def test_staff_see_the_texts_in_the_form(admin_client: Client, document: Document) -> None:
    page = admin_client.get(f"/admin/documents/document/{document.pk}/change/").content.decode()
    for version in document.versions.all():
        assert f"/documents/{quote(document.slug)}/versions/{version.pk}/file" in page


@pytest.mark.parametrize(
    ("name", "format", "download"),
    [
        ("方案.txt", "txt", "方案.txt"),
        ("../../etc/passwd", "txt", "passwd.txt"),
        ("C:\\文件\\方案.DOCX", "docx", "方案.DOCX"),
        ("a\r\nb\u202etxt.exe", "pdf", "abtxt.exe.pdf"),
        ("页.htm", "html", "页.htm"),
        ("..", "md", "7.md"),
    ],
)
def test_a_file_is_named_for_what_it_is(name: str, format: str, download: str) -> None:
    assert download_name(DocumentVersion(pk=7, file_name=name, format=format)) == download


def test_related_documents_lead_to_each_other(client: Client, document: Document) -> None:
    about, twin, hidden = (
        make_document(title="政策解读"),
        make_document(title="又一份"),
        make_document(is_published=False),
    )
    Relation.objects.create(document=about, to=document, kind="explains")
    Relation.objects.create(document=document, to=twin, kind="version")
    Relation.objects.create(document=hidden, to=document, kind="explains")
    Relation.objects.create(document=make_document(title="未定的"), to=document, kind="unsure", is_decided=False)
    Relation.objects.create(document=make_document(title="不同的"), to=document, kind="different")
    page = client.get(document.get_absolute_url()).content.decode()
    assert f'解读本文件的材料：<a href="{about.get_absolute_url()}">《政策解读》</a>' in page
    assert f'本文件的另一版本：<a href="{twin.get_absolute_url()}">《又一份》</a>' in page
    assert hidden.title not in page and "未定的" not in page and "不同的" not in page
    link = f'<a href="{document.get_absolute_url()}">《{document.title}》</a>'
    assert f"本文件解读的文件：{link}" in client.get(about.get_absolute_url()).content.decode()
    assert f"本文件的另一版本：{link}" in client.get(twin.get_absolute_url()).content.decode()


@pytest.mark.parametrize("path", ["versions/", "versions/{}/{}/"])
def test_more_texts_are_no_more_queries(
    client: Client, document: Document, path: str, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    url = document.get_absolute_url() + path.format(*versions(document))
    for number in range(8):
        take(NEWER.replace("700万", f"70{number}万"), f"{number}.txt")
    with django_assert_max_num_queries(6):
        assert client.get(url).status_code == 200
