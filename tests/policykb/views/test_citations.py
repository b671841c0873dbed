"""The page that says how a document or a clause is cited, and its files."""

from urllib.parse import unquote

import pytest
from django.test import Client

from documents.models import Document, DocumentAgency
from tests.factories import make_agency, make_document, make_region
from tests.policykb.policies import make_paragraphs, make_policy

pytestmark = pytest.mark.django_db

ADDRESS = "http://testserver/documents/%E5%9B%AD%E5%8C%BA/"
TITLE = "甘肃省人民政府关于建设园区的意见"


@pytest.fixture
def policy(db: None) -> Document:
    document = make_policy(document_number="甘政发〔2026〕3号")
    issuer = make_agency("甘肃省人民政府", kind="government", region=make_region())
    DocumentAgency.objects.create(document=document, agency=issuer)
    return document


def forms(client: Client, address: str) -> dict[str, str]:
    """The forms on the page, by their names."""
    response = client.get(address)
    assert response.status_code == 200 and '<meta name="robots" content="noindex">' in response.content.decode()
    return {name: words for _, name, words, _ in response.context["forms"]}


def test_a_document(client: Client, policy: Document) -> None:
    found = forms(client, "/documents/园区/cite/")
    assert list(found) == ["公文式", "链接", "GB/T 7714—2015", "BibTeX", "RIS"]
    assert found["公文式"] == f"《{TITLE}》（甘政发〔2026〕3号）"
    assert found["链接"] == ADDRESS
    assert found["GB/T 7714—2015"].startswith(f"甘肃省人民政府. {TITLE}: 甘政发〔2026〕3号[Z/OL]. (2025-09-01)[")


def test_a_clause_that_is_no_task(client: Client, policy: Document) -> None:
    found = forms(client, "/documents/园区/cite/?clause=1")
    assert found["公文式"] == f"《{TITLE}》（甘政发〔2026〕3号）一"
    assert found["链接"] == f"{ADDRESS}#s1"
    assert found["原文与出处"] == (
        "一、总体要求\n到2030年，建成2个及以上零碳园区，园区<绿色>水平明显提升。\n"
        f"——《{TITLE}》（甘政发〔2026〕3号）一，{ADDRESS}#s1"
    )


def test_a_task(client: Client, policy: Document) -> None:
    found = forms(client, "/tasks/园区/2.1/cite/")
    assert found["公文式"] == f"《{TITLE}》（甘政发〔2026〕3号）二、（一）"
    assert found["原文与出处"].startswith("（一）发展风电。建设风电基地，推进绿电直连。（省能源局负责")
    assert found["原文与出处"].endswith("二、（一），http://testserver/tasks/%E5%9B%AD%E5%8C%BA/2.1/")
    assert f"policy{policy.pk}-2.1" in found["BibTeX"] and "SE  - 二、（一）" in found["RIS"]


def test_a_paragraph(client: Client) -> None:
    task = make_paragraphs().tasks.order_by("order")[1]
    found = forms(client, f"{task.get_absolute_url()}cite/")
    assert found["公文式"] == "《青海省航道养护方案》一、（一）第2段"
    assert found["原文与出处"].startswith("改造船闸。更换闸门。（省商务厅负责）\n——")


def test_the_official_publication_is_cited_where_it_is_known(client: Client, policy: Document) -> None:
    Document.objects.filter(pk=policy.pk).update(source_url="https://policy.example/1.html")
    found = forms(client, "/documents/园区/cite/")
    assert found["链接"] == ADDRESS
    assert found["GB/T 7714—2015"].endswith("]. https://policy.example/1.html.")


def test_nothing_is_made_up(client: Client) -> None:
    document = make_document(document_number="", issued_on=None, title="某规划", slug="某规划")
    found = forms(client, document.get_absolute_url() + "cite/")
    assert found["公文式"] == "《某规划》"
    assert found["GB/T 7714—2015"].startswith("某规划[Z/OL]. [")
    assert "author" not in found["BibTeX"] and "AU" not in found["RIS"]


@pytest.mark.parametrize(
    ("address", "kind", "name"),
    [
        ("/documents/园区/citation.bib", "application/x-bibtex", "甘政发〔2026〕3号.bib"),
        ("/documents/园区/citation.ris?clause=1", "application/x-research-info-systems", "甘政发〔2026〕3号一.ris"),
        ("/tasks/园区/2.1/citation.bib", "application/x-bibtex", "甘政发〔2026〕3号二、（一）.bib"),
        ("/tasks/园区/2.1/citation.ris", "application/x-research-info-systems", "甘政发〔2026〕3号二、（一）.ris"),
    ],
)
def test_files(client: Client, policy: Document, address: str, kind: str, name: str) -> None:
    response = client.get(address)
    assert response.status_code == 200 and response.headers["Content-Type"] == f"{kind}; charset=utf-8"
    assert name in unquote(response.headers["Content-Disposition"])
    assert TITLE in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/documents/无/cite/", "/documents/园区/cite/?clause=9", "/documents/园区/citation.doc", "/tasks/园区/9/cite/",
        "/tasks/园区/2.1/citation.doc", "/documents/园区/cite/?clause=%00",
    ],
)  # fmt: skip
def test_what_is_not_there(client: Client, policy: Document, address: str) -> None:
    assert client.get(address).status_code == 404


def test_each_clause_leads_there(client: Client, policy: Document) -> None:
    html = client.get("/documents/园区/").content.decode()
    assert '/documents/%E5%9B%AD%E5%8C%BA/cite/" data-copy="《' in html
    for address in ("cite/?clause=1", "/tasks/%E5%9B%AD%E5%8C%BA/2.1/cite/"):
        assert f'href="{address}" data-cite="' in html
    assert 'href="#s2-1" data-copy=""' in html
    assert '/2.1/cite/" data-copy="《' in client.get("/tasks/园区/2.1/").content.decode()
