"""Where a document comes from, and whether it is in force: on its pages, on those of its tasks, in lists, for staff."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from documents.models import Document, DocumentVersion
from policykb.pipeline import gazetteer, ingest
from tasks.models import Citation
from tests.factories import changed, make_agency, make_document
from tests.policykb.editing.forms import save
from tests.policykb.markup import words_of
from tests.policykb.policies import make_policy

pytestmark = pytest.mark.django_db
PAGE = "https://www.gansu.gov.cn/zwgk/1.html"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is 2026-11-20."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *at: at[0].date() if at else date(2026, 11, 20))


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return words_of(response.content.decode())


PLACES = ("/documents/园区/", "/tasks/园区/2.1/")


@pytest.mark.parametrize("path", PLACES)
def test_the_official_publication_is_linked_with_its_host_in_words(client: Client, path: str) -> None:
    make_policy(source_url=PAGE, publisher="甘肃省人民政府", retrieved_on=date(2026, 10, 8))
    html = client.get(path).content.decode()
    assert f'<a href="{PAGE}" rel="external noopener noreferrer">gansu.gov.cn 上的官方原文</a>' in html
    assert "，甘肃省人民政府发布；2026年10月8日取得" in words_of(html).replace(" ", "")


@pytest.mark.parametrize("path", PLACES)
def test_a_day_of_retrieval_that_nobody_told_is_not_invented(client: Client, path: str) -> None:
    make_policy()
    DocumentVersion.objects.update(stored_at=datetime(2026, 11, 1, 4, tzinfo=UTC))
    page = read(client, path).replace(" ", "")
    assert "没有官方原文链接；2026年11月1日入库，取得日期未载" in page and "时效未标明" in page


@pytest.mark.parametrize(("path", "what"), [(PLACES[0], "本文件"), (PLACES[1], "本条所在的文件")])
def test_the_pages_of_an_ended_document_say_so_first_and_lead_to_what_ended_it(
    client: Client, path: str, what: str
) -> None:
    policy, later = make_policy(), make_document(title="新的意见", document_number="甘政办发〔2026〕30号")
    Citation.objects.create(document=later, title=policy.title, cited=policy, relation="repeals")
    changed(later)
    page = read(client, path).replace(" ", "")
    assert page.index(f"{what}已废止。由《新的意见》废止。所列责任与期限只供查考。") < page.index(
        "已废止；由《新的意见》（甘政办发〔2026〕30号）废止"
    )
    assert f"本文件废止了《{policy.title}》" in read(client, later.get_absolute_url()).replace(" ", "")


def test_one_that_is_not_in_force_yet_says_from_when(client: Client) -> None:
    make_policy(effective_on=date(2027, 1, 1))
    assert "本文件尚未生效。施行日期2027年1月1日。" in read(client, "/documents/园区/").replace(" ", "")


def test_no_address_but_of_the_web_becomes_a_link(client: Client) -> None:
    document = make_policy()
    document.source_url = "javascript:alert(1)"  # as an older database may have had it
    html = render_to_string("documents/_origin.html", {"document": document})
    assert "href" not in html and "没有官方原文链接" in html


def numbers(page: str, label: str) -> str:
    """The number behind a value of the filter panel."""
    return page.split("筛选条件", 1)[1].split(label, 1)[1].split()[0]


def test_the_list_is_narrowed_by_validity_and_by_link_with_counts(client: Client) -> None:
    make_document(title="甲", validity="in-force", source_url=PAGE)
    make_document(title="乙", validity="repealed")
    make_document(title="丙", effective_on=date(2027, 1, 1), source_url=PAGE)
    page = read(client, "/documents/")
    found = {label: numbers(page, label) for label in ("现行有效", "尚未生效", "已失效", "有官方原文链接")}
    assert found == {"现行有效": "1", "尚未生效": "1", "已失效": "0", "有官方原文链接": "2"}
    page = read(client, "/documents/?validity=not-yet&validity=repealed")
    assert "2 份文件" in page and "乙" in page and "丙" in page and "尚未生效、已废止" in page
    assert numbers(page, "有官方原文链接") == "1"
    html = client.get("/documents/?validity=not-yet&link=yes&region=630000").content.decode()
    assert "1 份文件" in html and '<input type="hidden" name="region" value="630000">' in html
    assert "region=000" not in html and "?validity=not-yet&amp;link=yes" in html  # the other regions keep the rest


def test_wrong_conditions_are_told_and_left_out(client: Client) -> None:
    make_document()
    page = read(client, "/documents/?validity=nix&link=maybe")
    assert "没有“nix”这种时效" in page and "没有“maybe”这种官方原文链接条件" in page and "1 份文件" in page
    response = client.get("/api/documents/?validity=nix")
    assert response.status_code == 400 and "没有“nix”这种时效" in response.json()["errors"][0]


def test_nothing_left_says_why(client: Client) -> None:
    make_document()
    assert "没有符合这 1 个条件的文件：已废止。" in read(client, "/documents/?validity=repealed")


def test_the_api_tells_it_too_with_the_terms(client: Client) -> None:
    document = make_document(source_url=PAGE, retrieved_on=date(2026, 10, 8), effective_on=date(2027, 1, 1))
    answer = client.get("/api/documents/?link=yes&validity=not-yet").json()
    (entry,) = answer["results"]
    told = {name: entry[name] for name in ("source_url", "retrieved_on", "validity", "validity_now")}
    assert told == {"source_url": PAGE, "retrieved_on": "2026-10-08", "validity": "unknown", "validity_now": "not-yet"}
    assert answer["license"] == "http://testserver/about/#terms"
    assert client.get(f"/api/documents/{document.slug}/").json()["license"] == "http://testserver/about/#terms"


def test_the_terms_name_the_article_and_the_operator(client: Client, settings: Any) -> None:
    settings.SITE_OPERATOR = "青海省图书馆"
    page = read(client, "/about/")
    assert "著作权法》第五条" in page and "由青海省图书馆按" in page and "CC BY 4.0" in page
    assert 'href="/about/#terms">使用条款' in client.get("/").content.decode()


HTML = """<html><head><meta name="Url" content="{url}"><meta name="ContentSource" content="青海省人民政府">
<meta name="retrieved" content="2026-10-08"></head>
<p>青海省试验方案</p><p>青政办〔2025〕99号</p><p>一、重点任务</p><p>（一）{words}。（省能源局牵头）</p></html>"""


def take(url: str, words: str = "建设风电基地") -> Document:
    make_agency()
    return ingest(HTML.format(url=url, words=words).encode(), f"{words}.html", gazetteer())[0]


def test_what_the_page_says_of_itself_is_stored_and_what_staff_set_stays(admin_client: Client) -> None:
    document = take(PAGE)
    assert (document.source_url, document.retrieved_on) == (PAGE, date(2026, 10, 8))
    assert save(admin_client, document, retrieved_on="2026年9月30日").status_code == 302
    assert take(PAGE + "#b", "建设风电与光伏基地").pk == document.pk
    document.refresh_from_db()
    assert (document.source_url, document.retrieved_on) == (PAGE + "#b", date(2026, 9, 30))


@pytest.mark.parametrize("url", ["javascript:alert(document.cookie)", "/zwgk/1.html", "https://gov.cn@evil.example/1"])
def test_what_is_no_address_of_the_web_is_not_stored(url: str) -> None:
    assert take(url).source_url == ""


def test_staff_enter_addresses_of_the_web_only(admin_client: Client) -> None:
    document = make_document()
    for url in ("javascript:alert(1)", "ftp://www.gov.cn/a", "www.gov.cn"):
        response = save(admin_client, document, source_url=url)
        assert response.status_code == 200 and "以 http:// 或 https:// 开头" in response.content.decode(), url
    assert save(admin_client, document, source_url=f" {PAGE} ").status_code == 302
    document.refresh_from_db()
    assert document.source_url == PAGE


def test_staff_name_what_ended_a_document_only_where_it_ended(admin_client: Client) -> None:
    document, later = make_document(), make_document()
    response = save(admin_client, document, replaced_by=later.pk)
    assert response.status_code == 200 and "请在时效中选定" in response.content.decode()
    response = save(admin_client, document, replaced_by=document.pk, validity="repealed")
    assert response.status_code == 200 and "不能由它自己" in response.content.decode()
    assert save(admin_client, document, replaced_by=later.pk, validity="repealed").status_code == 302
    document.refresh_from_db()
    assert document.replaced_by == later and set(document.locked_fields()) == {"validity"}


@pytest.mark.parametrize(("query", "count"), [("link=yes", 1), ("link=no", 1), ("", 2)])
def test_staff_find_documents_without_an_official_link(admin_client: Client, query: str, count: int) -> None:
    make_document(source_url=PAGE), make_document()
    response = admin_client.get(f"/admin/documents/document/?{query}")
    assert len(response.context["cl"].result_list) == count


def test_markup_in_what_staff_wrote_is_words(client: Client) -> None:
    evil = "<script>alert(1)</script>"
    make_policy(publisher=evil, validity_note=evil, validity="repealed", source_url='https://a.cn/"onclick="alert(1)')
    for path in PLACES:
        html = client.get(path).content.decode()
        assert "<script>alert" not in html and " onclick" not in html and 'href="https://a.cn' not in html
