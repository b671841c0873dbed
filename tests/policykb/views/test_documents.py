"""The document list, and the way from a number to its document."""

import pytest
from django.test import Client

from documents.models import Document
from tasks.models import Citation
from tests.factories import make_document, make_region, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Document:
    return make_document(title="青海省方案", document_number="青政办〔2024〕35号", number_key="青政办-2024-35")


def test_the_list_is_the_newest_first_undated_last(client: Client, document: Document) -> None:
    make_document(title="没有日期的意见", issued_on=None, document_number="", missing_attachments=["重点任务分工"])
    make_document(title="藏起来的", is_published=False)
    page = client.get("/documents/").content.decode()
    assert page.index("青海省方案") < page.index("没有日期的意见")
    assert "2 份文件" in page and "成文日期未载" in page and "缺附件：重点任务分工" in page
    assert "藏起来的" not in page


@pytest.mark.parametrize(
    "spelling",
    [
        "青政办〔2024〕35号",
        "青政办[2024]35号",
        "青政办（2024）35",
        " 青政办 2024 35 ",
        "青政办【2024】第35号",
        "青政办〔２０２４〕３５号",
    ],
)
def test_any_spelling_leads_to_the_document(client: Client, document: Document, spelling: str) -> None:
    assert client.get("/cite/", {"q": spelling})["Location"] == document.get_absolute_url()


def test_a_part_of_the_title_leads_there_too(client: Client, document: Document) -> None:
    assert client.get("/cite/", {"q": "青海省方案"})["Location"] == document.get_absolute_url()


def test_several_are_listed(client: Client, document: Document) -> None:
    make_document(title="青海省方案二")
    response = client.get("/cite/", {"q": "青海省方案"})
    assert response.status_code == 200
    assert "合于 2 份文件" in response.content.decode()


def test_an_unknown_number_names_who_cites_it(client: Client, document: Document) -> None:
    Citation.objects.create(document=document, task=make_task(document), title="国务院意见", number="国发〔2021〕4号")
    response = client.get("/cite/", {"q": "国发[2021]4号"})
    assert response.status_code == 404
    page = response.content.decode()
    assert "本库没有“国发[2021]4号”" in page and "库内提到它的文件" in page and "青政办〔2024〕35号" in page


@pytest.mark.parametrize("query", ["", "q=", "q=%00"])
def test_without_a_number_there_is_a_field(client: Client, query: str) -> None:
    response = client.get(f"/cite/?{query}")
    assert response.status_code == 200
    assert 'name="q"' in response.content.decode()


def test_html_is_text(client: Client) -> None:
    page = client.get("/cite/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries: object) -> None:
    for size in (2, 60):
        for _ in range(size):
            make_task(make_document())
        with django_assert_max_num_queries(8):  # type: ignore[operator]
            client.get("/documents/")


def test_one_region_alone(client: Client, document: Document) -> None:
    make_document(title="甘肃的意见", region=make_region(code="620000", name="甘肃省", short_name="甘肃"))
    page = client.get("/documents/?region=620000").content.decode()
    assert "1 份文件" in page and "甘肃的意见" in page and "青海省方案" not in page
    assert "2 份文件" in client.get("/documents/?region=000000").content.decode()
