"""What is kept is forgotten when the data change."""

import pytest
from django.test import Client, override_settings

from documents.models import Document
from policykb.memory import remember, state_of_data
from tests.factories import make_agency, make_document, make_duty, make_task

pytestmark = pytest.mark.django_db
KEEPING = override_settings(CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}})


def test_the_state_differs_after_every_write() -> None:
    states = [state_of_data()]
    document = make_document()
    states.append(state_of_data())
    document.title = "新标题"
    document.save()
    states.append(state_of_data())
    task = make_task(document)
    states.append(state_of_data())
    duty = make_duty(task)
    states.append(state_of_data())
    duty.delete()
    states.append(state_of_data())
    assert len(set(states)) == 6


@KEEPING
def test_an_answer_is_worked_out_once() -> None:
    asked = []
    for _ in range(3):
        assert remember(("once",), lambda: asked.append(1) or "answer") == "answer"
    make_document()
    remember(("once",), lambda: asked.append(2) or "answer")
    assert asked == [1, 2]


@KEEPING
def test_a_kept_page_shows_every_change(client: Client, django_assert_num_queries: object) -> None:
    document = make_document(title="青海省方案")
    first = client.get("/documents/").content
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert client.get("/documents/").content == first
    Document.objects.get(pk=document.pk).delete()
    assert "青海省方案" not in client.get("/documents/").content.decode()


@KEEPING
def test_addresses_and_errors_are_not_mixed_up(client: Client) -> None:
    agency = make_agency()
    make_duty(agency=agency)
    one, other = client.get("/tasks/?role=lead"), client.get("/tasks/?role=support")
    assert one.content != other.content
    for _ in range(2):
        assert client.get("/agencies/无此局/").status_code == 404
        assert client.get("/agencies/", {"agency": agency.slug}).status_code == 302
