"""Around the pages: navigation, errors, what machines ask for."""

import xml.etree.ElementTree as ElementTree

import pytest
from django.test import Client, override_settings

from tests.factories import make_duty

PAGES = ["/", "/tasks/", "/agencies/", "/documents/", "/search/", "/search/?q=绿电", "/cite/", "/about/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_its_frame(client: Client, path: str) -> None:
    response = client.get(path)
    page = response.content.decode()
    assert response.status_code == 200
    assert page.startswith('<!doctype html>\n<html lang="zh-Hans">')
    assert page.count("<h1") == 1 and 'href="#main"' in page and "<title>" in page
    assert " style=" not in page and "<style" not in page and "onclick" not in page
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_only_read(path: str, method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "这一页只供阅读" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/nix",
        "/tasks/x/y/",
        "/documents/无/",
        "/agencies/无/",
        "/tasks/export.exe",
        "/a/b/c/d",
        "/%00",
        "/documents/%00/",
    ],
)
def test_an_unknown_address_shows_a_way_on(client: Client, path: str) -> None:
    response = client.get(path)
    page = response.content.decode()
    assert response.status_code == 404
    assert "没有这一页。" in page and "查文号" in page and "matches the given query" not in page


def test_an_error_of_the_site_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policykb.views.about.TemplateResponse", None)
    client.raise_request_exception = False
    response = client.get("/about/")
    assert response.status_code == 500
    assert "页面出错，已记录。" in response.content.decode()


@override_settings(ALLOWED_HOSTS=["right.example"])
def test_a_request_that_makes_no_sense(client: Client) -> None:
    response = client.get("/about/", headers={"host": "wrong.example"})
    assert response.status_code == 400


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_chinese() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert response.status_code == 403
    assert "这一页不能看" in response.content.decode()


@pytest.mark.django_db
def test_what_machines_ask_for(client: Client) -> None:
    duty = make_duty()
    assert client.get("/healthz").json() == {"status": "ok"}
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
    description = ElementTree.fromstring(client.get("/opensearch.xml").content)
    assert description[0].text == "政策知识库"
    index = client.get("/sitemap.xml").content.decode()
    assert "sitemap-tasks.xml" in index
    assert duty.task.get_absolute_url() in client.get("/sitemap-tasks.xml").content.decode()
    assert duty.agency.get_absolute_url() in client.get("/sitemap-agencies.xml").content.decode()
    assert client.get("/sitemap-nix.xml").status_code == 404
