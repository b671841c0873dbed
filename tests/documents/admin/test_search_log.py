"""The search log in the admin: read, narrowed, taken away; nobody edits it."""

from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from documents.models import SearchLogLine
from policykb.access.rights import make_groups
from tasks.indexing import index_tasks
from tests.factories import make_task

pytestmark = pytest.mark.django_db
LIST = "/admin/documents/searchlogline/"


@pytest.fixture
def log() -> SearchLogLine:
    """风电 was asked and a task of it opened, 光伏 found parts, =1+1 nothing."""
    task = make_task(title="发展风电")
    index_tasks([task])
    day = date(2026, 12, 1)

    def line(query: str, key: str, **values: object) -> SearchLogLine:
        return SearchLogLine.objects.create(day=day, query=query, key=key, **values)

    line("风电", "a", full=2, times=5, opened="task", record=task.pk)
    line("光伏", "b", partial=3, times=9)
    line("=1+1", "c", times=1)
    return line("风电", "a", full=2, times=7)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["光伏", "风电", "=1+1"]),
        ("outcome=none", ["=1+1"]),
        ("outcome=partial", ["光伏"]),
        ("outcome=unopened", ["光伏", "=1+1"]),
        ("o=5", ["光伏", "=1+1", "风电"]),
        ("q=风", ["风电"]),
    ],
)
def test_questions_stand_once_the_commonest_first(
    admin_client: Client, log: SearchLogLine, query: str, shown: list[str]
) -> None:
    response = admin_client.get(f"{LIST}?{query}")
    found = [line.query for line in response.context["cl"].result_list]
    assert sorted(found) == sorted(shown) and found[-1] == shown[-1]


def test_a_question_names_what_was_opened(admin_client: Client, log: SearchLogLine) -> None:
    html = admin_client.get(f"{LIST}{log.pk}/change/").content.decode()
    assert "任务 发展风电：5 次" in html and 'name="_save"' not in html


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_list_is_taken_away(admin_client: Client, log: SearchLogLine, format: str) -> None:
    response = admin_client.get(f"{LIST}export.{format}?outcome=none")
    assert response.status_code == 200 and "attachment" in response["Content-Disposition"]
    if format == "csv":
        lines = response.content.decode("utf-8-sig").splitlines()
        assert lines[0].startswith("检索词,检索次数") and lines[1:] == ["'=1+1,1,1,0,0,0,2026-12-01"]
    assert admin_client.get(f"{LIST}export.pdf").status_code == 404


def test_who_may_read_it(client: Client, django_user_model: type, log: SearchLogLine) -> None:
    editor = django_user_model.objects.create_user("编", is_staff=True)  # type: ignore[attr-defined]
    client.force_login(editor)
    assert client.get(f"{LIST}export.csv").status_code == 403
    make_groups(Group, Permission)
    editor.groups.add(Group.objects.get(name="编辑"))
    assert client.get(LIST).status_code == client.get(f"{LIST}export.csv").status_code == 200
    assert client.post(f"{LIST}{log.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403
