"""What a page says of itself to those who pass it on."""

import json
import re

import pytest
from django.test import Client

from tests.factories import make_agency, make_duty, make_task

pytestmark = pytest.mark.django_db


def meta(html: str, name: str) -> str:
    (found,) = re.findall(rf'<meta\s+(?:property|name)="{name}"\s+content="([^"]*)"', html)
    return found


def test_a_page_is_passed_on_with_its_own_words(client: Client) -> None:
    task = make_task(title="发展“风电”<b>")
    make_duty(task, make_agency("青海省能源局"))
    html = client.get(task.get_absolute_url() + "?utm=1").content.decode()
    title = re.search(r"<title>(.*?) · 政策知识库</title>", html)
    assert title and meta(html, "og:title") == title[1]
    assert meta(html, "og:description") == meta(html, "description")
    assert meta(html, "description").startswith("青海省能源局牵头")
    (address,) = re.findall(r'<link rel="canonical" href="([^"]*)"', html)
    assert address == meta(html, "og:url") and address.startswith("http://testserver/tasks/") and "?" not in address
    assert meta(html, "og:image").startswith("http://testserver/static/share")


def test_the_place_of_a_page_is_told(client: Client) -> None:
    task = make_task()
    html = client.get(task.get_absolute_url()).content.decode()
    data = [json.loads(words) for words in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)]
    (trail,) = [each for each in data if each["@type"] == "BreadcrumbList"]
    items = trail["itemListElement"]
    assert [item["position"] for item in items] == list(range(1, len(items) + 1))
    assert items[0] == {"@type": "ListItem", "position": 1, "name": "首页", "item": "http://testserver/"}
    assert items[-1]["item"] == f"http://testserver{task.get_absolute_url()}"


@pytest.mark.parametrize("path", ["/", "/tasks/", "/agencies/", "/documents/", "/targets/", "/timeline/", "/topics/"])
def test_each_section_has_words_of_its_own(client: Client, path: str) -> None:
    make_duty(make_task(), make_agency())
    html = client.get(path).content.decode()
    assert meta(html, "description") and meta(html, "og:title")


def test_no_two_sections_share_a_description(client: Client) -> None:
    paths = ["/", "/tasks/", "/agencies/", "/documents/", "/targets/", "/timeline/", "/topics/", "/matrix/"]
    words = [meta(client.get(path).content.decode(), "description") for path in paths]
    assert len(set(words)) == len(words)


def test_a_page_of_an_error_has_no_address_to_keep(client: Client) -> None:
    response = client.get("/nichts/")
    assert response.status_code == 404 and 'rel="canonical"' not in response.content.decode()
