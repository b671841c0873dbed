"""The task list as files: exactly the list, and no formula."""

import csv
import io
import json

import openpyxl
import pytest
from django.test import Client

from policykb.exports import guarded
from tests.factories import make_document, make_duty, make_target, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def tasks() -> None:
    document = make_document(title="青海省方案", document_number="青测发〔2025〕1号")
    first, *others = [make_task(document, title=f"任务{number}", order=number) for number in range(25)]
    for task in others:
        make_duty(task, role="support", basis="inherited", inherited_from=first)
    make_target(document, task=first)


def rows_of(client: Client, query: str = "") -> list[dict[str, str]]:
    body = client.get(f"/tasks/export.csv?{query}").content
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def test_csv_holds_every_task_of_the_list(client: Client, tasks: None) -> None:
    rows = rows_of(client)
    assert [row["任务"] for row in rows] == [f"任务{number}" for number in range(25)]
    assert rows[0]["指标"] == "绿电占比 60%"
    assert rows[1]["配合"] == "青海省能源局"
    assert "本机构角色" not in rows[0]
    assert rows[3]["网址"].startswith("http://testserver/tasks/")


def test_a_list_of_one_agency_says_what_it_does(client: Client, tasks: None) -> None:
    rows = rows_of(client, "agency=青海省能源局")
    assert len(rows) == 24
    assert (rows[0]["本机构角色"], rows[0]["依据"], rows[0]["原文写作"]) == ("配合", "承前", "省能源局")


def test_xlsx_holds_the_same(client: Client, tasks: None) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get("/tasks/export.xlsx?agency=青海省能源局").content))
    values = list(book.active.values)
    assert values[0][0] == "本机构角色"
    assert len(values) == 25


def test_json_has_the_fields_of_extract(client: Client, tasks: None) -> None:
    found = json.loads(client.get("/tasks/export.json").content)
    assert found["count"] == 25
    assert found["tasks"][1]["responsibilities"][0] == {
        "agency": "青海省能源局",
        "as_written": "省能源局",
        "role": "support",
        "basis": "inherited",
        "inherited_from": found["tasks"][0]["id"],
        "start": None,
        "end": None,
    }
    assert found["tasks"][0]["targets"][0]["value"] == 60


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_the_number_of_queries_does_not_grow(
    client: Client, tasks: None, format: str, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        client.get(f"/tasks/export.{format}?agency=青海省能源局")


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "\t=1", "　=1", "＝1", " =1"])
def test_formulas_are_words(words: str) -> None:
    assert guarded(words) == f"'{words}"


def test_a_formula_in_a_title_stays_words(client: Client) -> None:
    make_task(title='=HYPERLINK("http://x")')
    assert rows_of(client)[0]["任务"] == '\'=HYPERLINK("http://x")'


def test_an_unknown_format_is_not_there(client: Client) -> None:
    response = client.get("/tasks/export.pdf")
    assert response.status_code == 404
    assert "没有 pdf 这种格式" in response.content.decode()
