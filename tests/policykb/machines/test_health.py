"""What machines read: data in the pages, answers that have not changed, maps, feeds and descriptions."""

import json
import re
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from documents.models import AgencyName, Document
from tasks.models import Citation
from tests.factories import make_agency, make_document, make_duty, make_task
from tests.policykb.markup import on_one_line
from tests.policykb.policies import make_policy

pytestmark = pytest.mark.django_db
NAMES = {"atom": "http://www.w3.org/2005/Atom", "map": "http://www.sitemaps.org/schemas/sitemap/0.9"}
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture
def policy(db: None) -> Document:
    return make_policy()


def data_of(client: Client, path: str) -> dict[str, Any]:
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get(path).content.decode())
    (data,) = [data for data in map(json.loads, blocks) if data["@type"] != "BreadcrumbList"]
    return data


def test_a_document_is_legislation(client: Client, policy: Document) -> None:
    Citation.objects.create(document=policy, title="国务院意见", number="国发〔2021〕4号")
    policy.issuances.create(agency=make_agency("青海省人民政府", kind="government"))
    data = data_of(client, "/documents/园区/")
    assert (data["@type"], data["legislationIdentifier"]) == ("Legislation", policy.document_number)
    assert (data["name"], data["legislationDate"]) == (policy.title, "2025-09-01")
    assert data["legislationPassedBy"][0]["name"] == "青海省人民政府"
    assert data["citation"] == ["《国务院意见》国发〔2021〕4号"] and data["url"].startswith(
        "http://testserver/documents/"
    )
    assert "datePublished" not in data


def test_a_task_is_a_part_of_it(client: Client, policy: Document) -> None:
    data = data_of(client, "/tasks/园区/2.1/")
    assert (data["name"], data["position"], data["about"]) == ("发展风电", "（一）", ["绿电直连"])
    assert data["isPartOf"]["name"] == policy.title and data["isPartOf"]["url"].endswith(
        "/documents/%E5%9B%AD%E5%8C%BA/"
    )


def test_an_agency_has_its_names_and_place(client: Client) -> None:
    agency = make_agency()
    AgencyName.objects.create(agency=agency, name="省能源局")
    data = data_of(client, agency.get_absolute_url())
    assert (data["@type"], data["alternateName"], data["areaServed"]) == (
        "GovernmentOrganization",
        ["省能源局"],
        "青海省",
    )


def test_the_home_page_tells_how_to_search(client: Client) -> None:
    assert data_of(client, "/")["potentialAction"]["target"] == "http://testserver/search/?q={search_term_string}"


def test_no_word_ends_the_data(client: Client) -> None:
    task = make_task(title="</script><script>alert(1)</script>&amp;")
    html = client.get(task.get_absolute_url()).content.decode()
    assert "<script>alert" not in html
    assert data_of(client, task.get_absolute_url())["name"] == "</script><script>alert(1)</script>&amp;"


@pytest.mark.parametrize(
    "path",
    [
        "/", "/tasks/", "/tasks/园区/2.1/", "/documents/园区/", "/documents/园区/document.json", "/targets/",
        "/matrix/", "/agencies/甘肃省能源局/", "/agencies/甘肃省能源局/feed.atom",
        "/agencies/甘肃省能源局/deadlines.ics", "/search/?q=风电", "/api/tasks/", "/api/documents/园区/",
        "/feeds/documents.atom", "/sitemap-tasks.xml", "/opensearch.xml",
    ],
)  # fmt: skip
def test_what_has_not_changed_is_not_sent_again(client: Client, policy: Document, path: str) -> None:
    tag = client.get(path)["ETag"]
    again = client.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"if-none-match": '"another"'}).status_code == 200


def test_what_has_changed_is_sent(client: Client, policy: Document) -> None:
    tag = client.get("/documents/园区/")["ETag"]
    policy.title = "新标题"
    policy.save()
    assert client.get("/documents/园区/", headers={"if-none-match": tag}).status_code == 200


def test_the_maps_name_every_public_page(client: Client, policy: Document) -> None:
    hidden = make_document(slug="藏", is_published=False)
    make_task(hidden)
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    maps = [place.text or "" for place in index.findall(".//map:loc", NAMES)]
    roots = [ElementTree.fromstring(client.get(place).content) for place in maps]
    places = [place.text or "" for root in roots for place in root.findall(".//map:loc", NAMES)]
    assert len(places) == len(set(places)) and not any("%E8%97%8F" in place for place in places)
    for part in ("/documents/%E5%9B%AD%E5%8C%BA/", "/tasks/%E5%9B%AD%E5%8C%BA/2.1/", "/topics/", "/matrix/"):
        assert any(place.endswith(part) for place in places), part
    for place in places:
        assert client.get(place).status_code == 200, place


def test_the_description_of_the_search_can_be_followed(client: Client, policy: Document) -> None:
    urls = ElementTree.fromstring(client.get("/opensearch.xml").content).findall(f"{SEARCH}Url")
    assert {url.get("type") for url in urls} == {"text/html", "application/x-suggestions+json"}
    for url in urls:
        response = client.get((url.get("template") or "").replace("{searchTerms}", "风电"))
        assert response["Content-Type"].startswith(url.get("type") or "")
    home = on_one_line(client.get("/").content.decode())
    assert 'rel="search" type="application/opensearchdescription+xml" href="/opensearch.xml"' in home


@pytest.mark.parametrize(
    "path", ["/feeds/documents.atom", "/tasks/feed.atom?role=lead", "/agencies/甘肃省能源局/feed.atom"]
)
def test_a_feed_says_what_a_reader_needs(client: Client, policy: Document, path: str) -> None:
    feed = ElementTree.fromstring(client.get(path).content)
    assert feed.findtext("atom:title", "", NAMES) and feed.findtext("atom:updated", "", NAMES)
    entries = feed.findall("atom:entry", NAMES)
    assert entries
    for entry in entries:
        link = entry.find("atom:link", NAMES)
        assert link is not None and client.get(link.get("href") or "").status_code == 200
        assert entry.findtext("atom:updated", "", NAMES)[:4] == str(timezone.now().year)


def test_where_errors_are_reported(client: Client, settings: Any) -> None:
    task = make_duty(make_task(number="（三）")).task
    path = f"{task.get_absolute_url()}report/"
    assert "mailto:" not in client.get(path).content.decode() + client.get("/about/").content.decode()
    settings.CONTACT_EMAIL = "editors@policy.example"
    (letter,) = re.findall(r'href="mailto:editors@policy.example\?([^"]+)"', client.get(path).content.decode())
    assert "%EF%BC%88%E4%B8%89%EF%BC%89" in letter and "body=http%3A%2F%2Ftestserver%2Ftasks%2F" in letter
    assert "mailto:editors@policy.example" in client.get("/about/").content.decode()
