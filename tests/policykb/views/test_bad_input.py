"""Bad input on every kind of page: the right status, a page in Chinese with a way on, nothing executed."""

import itertools

import pytest
from django.test import Client

from documents.models import AgencyName, Document, SourceNote
from tests.factories import make_term
from tests.policykb.policies import make_policy, place

pytestmark = pytest.mark.django_db

LISTS = (
    "/", "/tasks/", "/documents/", "/agencies/", "/targets/", "/timeline/", "/topics/", "/matrix/", "/matrix/pairs/",
    "/search/", "/cite/", "/api/", "/about/", "/calendar/", "/places/",
)  # fmt: skip
RECORDS = (
    "/documents/园区/", "/documents/园区/source/", "/tasks/园区/2.1/", "/agencies/甘肃省能源局/",
    "/agencies/甘肃省能源局/brief/", "/agencies/甘肃省能源局/calendar/", "/topics/绿电直连/",
    "/documents/园区/cite/", "/tasks/园区/2.1/cite/",
)  # fmt: skip
PAGES = (*LISTS, *RECORDS)
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def policy(db: None) -> Document:
    return make_policy()


def test_a_page_too_far_is_no_error(client: Client, policy: Document) -> None:
    for path, page in itertools.product(PAGES, ("9999", "-1", "0", "x", "9" * 400, "٣")):
        assert client.get(path, {"page": page}).status_code == 200, path


@pytest.mark.parametrize("path", PAGES)
def test_a_huge_query_is_answered(client: Client, policy: Document, path: str) -> None:
    names = (
        "q",
        "region",
        "agency",
        "document",
        "topic",
        "year",
        "item",
        "lines",
        "only",
        "order",
        "clause",
        "validity",
        "link",
        "unknown",
        "kind",
    )
    for name in names:
        response = client.get(path, {name: "长" * 10_000})
        assert response.status_code in (200, 404), name
        assert "<h1" in response.content.decode(), name
    assert client.get(path + "?" + "&".join(f"x{number}={number}" for number in range(900))).status_code == 200


def test_pages_take_nothing(client: Client, policy: Document) -> None:
    for path, method in itertools.product(PAGES, ("post", "put", "patch", "delete")):
        response = getattr(client, method)(path)
        assert response.status_code == 405 and "这一页只供阅读。" in response.content.decode(), path


@pytest.mark.parametrize("path", ["/tasks/", "/documents/", "/matrix/", "/matrix/pairs/"])
def test_a_region_is_called_by_any_name_and_an_unknown_one_is_told(client: Client, policy: Document, path: str) -> None:
    for name in ("630000", "青海省", "青海"):
        assert "没有用上" not in client.get(path, {"region": name}).content.decode(), name
    html = client.get(path, {"region": "某省"}).content.decode()
    assert "本库没有“某省”这个地区。" in html and "没有用上" in html


def test_only_the_head_can_be_asked_for(client: Client, policy: Document) -> None:
    for path in PAGES:
        response = client.head(path)
        assert (response.status_code, response.content) == (200, b""), path


@pytest.mark.parametrize(
    "path", ["/documents/{}/", "/documents/{}/source/", "/tasks/{}/1/", "/agencies/{}/", "/topics/{}/"]
)
@pytest.mark.parametrize("slug", ["无", "a" * 3000, "<b>", "'; DROP TABLE x; --", "%00", "..", "🙂"])
def test_an_unknown_name_shows_a_way_on(client: Client, path: str, slug: str) -> None:
    response = client.get(path.format(slug))
    html = response.content.decode()
    assert response.status_code == 404
    assert "没有这一页。" in html and "回首页" in html and "<b>" not in html


@pytest.mark.parametrize(
    "query", ["", "?q={}", "?q={}&region={}&agency={}&year={}", "?item={}", "?lines={}", "?order={}"]
)
def test_markup_in_the_query_is_words(client: Client, policy: Document, query: str) -> None:
    for path in PAGES:
        html = client.get(path + query.replace("{}", EVIL)).content.decode()
        assert "<script>alert" not in html and "<img" not in html, path


def test_markup_in_what_staff_wrote_is_words(client: Client, policy: Document) -> None:
    task = policy.tasks.get(key="2.1")
    task.title = task.body = task.responsibility_text = EVIL
    task.heading_path = [EVIL]
    task.save()
    policy.title = policy.document_number = EVIL
    policy.addressees = policy.missing_attachments = [EVIL]
    policy.save()
    agency = task.responsibilities.first().agency
    agency.name = EVIL
    agency.save()
    AgencyName.objects.create(agency=agency, name=EVIL)
    policy.targets.update(indicator=EVIL, quote=EVIL)
    policy.deadlines.update(quote=EVIL)
    task.topics.add(make_term(EVIL[:40], slug="evil", synonyms=[EVIL]))
    SourceNote.objects.create(document=policy, kind="hole", message=EVIL, **place("基地"))
    for path in (*PAGES, "/topics/evil/"):
        html = client.get(path).content.decode()
        assert "<script>alert" not in html and "<img" not in html, path
