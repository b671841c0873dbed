"""The task list as files: exactly the list, of any length, whole or visibly not, and no formula."""

import csv
import dataclasses
import gzip
import io
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import quote, unquote

import openpyxl
import pytest
from django.db import OperationalError
from django.test import Client

from documents.exchange.formulas import as_cell
from policykb.machines import batches, exports
from policykb.machines.columns import Listing
from policykb.machines.stored import task_records
from tasks.models import Responsibility, Task
from tests.factories import make_agency, make_document, make_duty, make_target, make_task
from tests.policykb.markup import on_one_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def tasks() -> None:
    document = make_document(title="青海省方案", document_number="青测发〔2025〕1号")
    first, *others = [make_task(document, title=f"任务{number}", order=number) for number in range(25)]
    for task in others:
        make_duty(task, role="support", basis="inherited", inherited_from=first)
    make_target(document, task=first)


def rows_of(client: Client, query: str = "") -> list[dict[str, str]]:
    body = client.get(f"/tasks/export.csv?{query}").getvalue()
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def test_csv_holds_every_task_of_the_list(client: Client, tasks: None) -> None:
    rows = rows_of(client)
    assert [row["任务"] for row in rows] == [f"任务{number}" for number in range(25)]
    assert rows[0]["指标"] == "绿电占比 60%（2030年）"
    assert rows[1]["配合"] == "青海省能源局（承前）" and rows[1]["承前"] == "（一）任务0"
    assert rows[1]["承前网址"] == rows[0]["网址"] and rows[0]["承前"] == ""
    assert (rows[0]["期限"], rows[0]["期限依据"], rows[1]["期限"]) == ("2030年", "本条写明“绿电占比达到60%”", "")
    assert "本机构角色" not in rows[0]
    assert rows[3]["网址"].startswith("http://testserver/tasks/")


def test_a_list_of_one_agency_says_what_it_does(client: Client, tasks: None) -> None:
    rows = rows_of(client, "agency=青海省能源局")
    assert len(rows) == 24
    assert (rows[0]["本机构角色"], rows[0]["依据"], rows[0]["原文写作"]) == ("配合", "承前", "省能源局")


def test_xlsx_holds_the_same(client: Client, tasks: None) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get("/tasks/export.xlsx?agency=青海省能源局").getvalue()))
    values = list(book.active.values)
    assert values[0][0] == "本机构角色"
    assert len(values) == 25


def test_a_workbook_can_be_read_filtered_followed_and_printed(client: Client, tasks: None) -> None:
    Task.objects.filter(title="任务2").update(body="长" * 300)
    book = openpyxl.load_workbook(io.BytesIO(client.get("/tasks/export.xlsx?agency=青海省能源局").getvalue()))
    sheet, remarks = book.worksheets
    heads = {cell.value: cell.column_letter for cell in sheet[1]}
    widths = {head: sheet.column_dimensions[letter].width for head, letter in heads.items()}
    assert all(len(head) * 2 < widths[head] <= 61 for head in heads) and widths["正文"] > 60
    assert sheet[f"{heads['正文']}3"].alignment.wrap_text and sheet[f"{heads['正文']}3"].alignment.vertical == "top"
    assert sheet.row_dimensions[3].height > 10 * sheet.row_dimensions[4].height / 3
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:{heads['网址']}25")
    assert sheet[f"{heads['条号']}2"].hyperlink.target.startswith("http://testserver/tasks/%")
    assert sheet[f"{heads['承前网址']}2"].hyperlink.target == sheet[f"{heads['承前网址']}9"].hyperlink.target
    assert sheet[f"{heads['网址']}2"].value.startswith("http://testserver/tasks/测试文件")
    page = sheet.page_setup
    assert (page.orientation, int(page.paperSize), page.fitToHeight, sheet.print_title_rows) == (
        "landscape",
        9,
        0,
        "$1:$1",
    )
    assert sheet.print_area.endswith(f"${heads['期限依据']}$25")
    assert "责任清单：青海省能源局" in sheet.oddHeader.left.text and "以印发原件为准" in sheet.oddFooter.left.text
    said = dict(remarks.iter_rows(values_only=True))
    assert (
        said["项数"] == "24 项"
        and said["条件"] == "青海省能源局"
        and said["网址"].endswith("/tasks/?agency=青海省能源局")
    )


def test_what_stands_behind_the_first_part_has_room_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    document = make_document()
    for number in range(6):
        make_task(document, title=f"任务{number}" + "长" * 40 * (number > 3), order=number)
    monkeypatch.setattr(batches, "AT_A_TIME", 2)
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/tasks/export.xlsx").getvalue())).worksheets[0]
    assert [row[5].value[:3] for row in sheet.iter_rows(min_row=2)] == [f"任务{number}" for number in range(6)]
    assert sheet.row_dimensions[6].height > sheet.row_dimensions[5].height


def test_json_has_the_fields_of_extract(client: Client, tasks: None) -> None:
    found = json.loads(client.get("/tasks/export.json").getvalue())
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


@pytest.mark.parametrize("format", ["csv", "xlsx", "docx", "json", "jsonl"])
def test_the_number_of_queries_does_not_grow(
    client: Client, tasks: None, format: str, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        client.get(f"/tasks/export.{format}?agency=青海省能源局").getvalue()


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "\t=1", "　=1", "＝1", " =1"])
def test_formulas_are_words(words: str) -> None:
    assert as_cell(words) == f"'{words}"


def test_a_formula_in_a_title_stays_words(client: Client) -> None:
    make_task(title='=HYPERLINK("http://x")')
    assert rows_of(client)[0]["任务"] == '\'=HYPERLINK("http://x")'


def test_an_unknown_format_is_not_there(client: Client) -> None:
    response = client.get("/tasks/export.pdf")
    assert response.status_code == 404
    assert "没有 pdf 这种格式" in response.content.decode()


def test_a_list_of_any_length_is_read_in_parts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    document = make_document()
    for number in range(25):
        make_task(document, title=f"任务{number}", order=number)
    monkeypatch.setattr(batches, "AT_A_TIME", 4)
    response = client.get("/tasks/export.csv")
    assert response.streaming
    parts = [part.decode("utf-8-sig") for part in response]
    assert [part.count("\r\n") for part in parts] == [1, 4, 4, 4, 4, 4, 4, 1]
    assert [row["任务"] for row in csv.DictReader(io.StringIO("".join(parts)))] == [f"任务{n}" for n in range(25)]


def test_duties_from_a_thousand_tasks_are_no_deep_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite takes no expression deeper than 1,000, which asking for so many tasks one by one would be."""
    document, agency = make_document(), make_agency()
    sources = [Task(document=document, key=f"1.{number}", body="甲。") for number in range(1_100)]
    heirs = [Task(document=document, key=f"2.{number}", body="乙。") for number in range(1_100)]
    Task.objects.bulk_create([*sources, *heirs])
    inherited = {"agency": agency, "role": "lead", "basis": "inherited"}
    Responsibility.objects.bulk_create(
        Responsibility(task=heir, inherited_from=source, **inherited)
        for heir, source in zip(heirs, sources, strict=True)
    )
    monkeypatch.setattr(batches, "AT_A_TIME", 2_000)
    wanted = Task.objects.filter(key__startswith="2.").order_by("pk")
    (part,) = batches.in_parts(wanted.all_keys())
    listed = list(wanted.for_listing().with_inherited())
    expected = list(task_records(listed))
    assert list(task_records(part)) == expected
    assert [record["responsibilities"][0]["inherited_from"] for record in expected] == [task.key for task in sources]


def test_json_lines_hold_a_task_each(client: Client, tasks: None) -> None:
    response = client.get("/tasks/export.jsonl")
    assert response["Content-Type"].startswith("application/x-ndjson")
    lines = [json.loads(line) for line in response.getvalue().decode().splitlines()]
    assert lines == json.loads(client.get("/tasks/export.json").getvalue())["tasks"]
    assert len(lines) == 25


@pytest.mark.parametrize("format", ["json", "jsonl", "csv", "xlsx", "docx"])
def test_an_empty_list_is_a_file_too(client: Client, format: str) -> None:
    response = client.get(f"/tasks/export.{format}")
    body = response.getvalue()
    assert response.status_code == 200
    if format == "json":
        assert json.loads(body) == {"tasks": [], "count": 0, "license": "http://testserver/about/#terms"}
    assert body or format == "jsonl"


def test_too_many_for_a_workbook_are_told_the_way_on(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_duty(make_task(), make_agency())
    make_duty(make_task(), make_agency())
    few = dataclasses.replace(exports.FORMATS["xlsx"], most=1)
    monkeypatch.setitem(exports.FORMATS, "xlsx", few)
    response = client.get("/tasks/export.xlsx?role=lead")
    page = on_one_line(response.content.decode())
    assert response.status_code == 403 and response["Content-Type"].startswith("text/html")
    assert "有 2 项任务" in page and "最多 1 项" in page
    for link in ("/tasks/export.csv?role=lead", "/tasks/export.jsonl?role=lead", "/tasks/?role=lead"):
        assert f'href="{link}"' in page
    document = make_task().document
    assert client.get(f"/tasks/export.xlsx?document={document.slug}").status_code == 200


@pytest.mark.parametrize("format", ["csv", "xlsx", "docx", "json", "jsonl"])
def test_no_odd_value_takes_a_list_down(client: Client, format: str) -> None:
    for path in (7, {"甲": 1}, ["甲", 2, None], ["\x0b\x01"]):
        make_task(title="换\x0b行\x7f\x1b", body="甲\x0c乙\ufffe" + "长" * 40_000, heading_path=path)
    response = client.get(f"/tasks/export.{format}")
    body = response.getvalue()
    assert response.status_code == 200
    if format == "csv":
        assert "换\n行" in body.decode() and "\x0b" not in body.decode()
    if format == "xlsx":
        rows = list(openpyxl.load_workbook(io.BytesIO(body)).active.values)
        row = dict(zip(rows[0], rows[1], strict=True))
        assert row["任务"] == "换\n行"
        assert len(row["正文"]) == 600 and row["正文"].endswith("……（以下略，全文见网址）")


def test_half_a_character_is_none() -> None:
    """SQLite keeps it in a field of JSON, and no UTF-8 has it."""
    task = make_task()
    task.document.title, task.heading_path = "甲\ud800", ["乙\udfff"]
    assert next(islice(exports.as_csv([[task]], Listing()), 1, None)).decode().startswith("甲,")
    assert json.loads(next(exports.as_json_lines([[task]], Listing())))["heading_path"] == ["乙?"]


@pytest.mark.parametrize("format", ["csv", "json", "jsonl"])
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_a_file_that_breaks_off_does_not_look_whole(
    client: Client, tasks: None, monkeypatch: pytest.MonkeyPatch, format: str, coding: str
) -> None:
    def breaking(keys: Sequence[int]) -> Iterator[list[Task]]:
        yield list(Task.objects.for_listing().with_inherited()[:5])
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("policykb.views.tasks.in_parts", breaking)
    response, sent = client.get(f"/tasks/export.{format}", headers={"accept-encoding": coding}), []
    with pytest.raises(OperationalError):
        sent.extend(response)
    body = b"".join(sent)
    if coding == "gzip":
        with pytest.raises(EOFError):
            gzip.decompress(body)
        return
    assert body.decode().rstrip().endswith("文件不完整，请重新下载。")
    if format != "csv":
        with pytest.raises(json.JSONDecodeError):
            [json.loads(part) for part in ([body] if format == "json" else body.splitlines())]


def test_what_cannot_be_begun_is_an_error_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(keys: Sequence[int]) -> Iterator[list[Task]]:
        raise OperationalError("no such table")
        yield []

    monkeypatch.setattr("policykb.views.tasks.in_parts", broken)
    client.raise_request_exception = False
    assert client.get("/tasks/export.xlsx").status_code == 500


def test_a_wrong_condition_gives_no_file(client: Client, tasks: None) -> None:
    response = client.get("/tasks/export.csv?role=boss&agency=无此局")
    page = response.content.decode()
    assert response.status_code == 400 and "没有“boss”这种角色" in page and "无此局" in page


@pytest.mark.parametrize(
    "path", ["/tasks/export.csv", "/tasks/feed.atom", "/targets/targets.csv", "/matrix/matrix.csv", "/feeds/all.atom"]
)
def test_an_unknown_condition_gives_no_file(client: Client, tasks: None, path: str) -> None:
    response = client.get(f"{path}?topik=氢能")
    assert response.status_code == 400 and "这里没有“topik”这个条件" in response.content.decode()
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/tasks/feed.atom?topic=无此词", "本库没有“无此词”这个专题。"),
        ("/targets/targets.csv?year=x", "“x”不是年份"),
        ("/matrix/matrix.csv?region=某省", "本库没有“某省”这个地区。"),
    ],
)
def test_what_is_not_known_gives_no_file(client: Client, tasks: None, path: str, said: str) -> None:
    response = client.get(path)
    assert response.status_code == 400 and said in response.content.decode()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/targets/targets.csv?year=2030&kind=quantified", "指标-2030年-定量.csv"),
        ("/matrix/matrix.csv?region=青海", "矩阵-青海省-3项以上.csv"),
        ("/matrix/matrix.csv?all=1", "矩阵.csv"),
    ],
)
def test_other_files_too_are_called_by_what_they_hold(client: Client, tasks: None, path: str, name: str) -> None:
    assert unquote(client.get(path)["Content-Disposition"]).endswith(f"''{name}")


def test_compression_and_conditions_go_with_streams(client: Client, tasks: None) -> None:
    plain = client.get("/tasks/export.csv").getvalue()
    packed = client.get("/tasks/export.csv", headers={"accept-encoding": "gzip", "if-none-match": '"any"'})
    assert packed["Content-Encoding"] == "gzip" and gzip.decompress(packed.getvalue()) == plain
    head = client.head("/tasks/export.csv")
    assert (head.status_code, head.getvalue(), head["Content-Type"]) == (200, b"", "text/csv; charset=utf-8")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "任务.csv"),
        ("agency=青海省能源局&role=support", "任务-青海省能源局-配合.csv"),
        ("q=../a%0d%0a%22b", "任务-..-a-b.csv"),
        (f"q={'长' * 199}", f"任务-{'长' * 77}.csv"),
    ],
)
def test_a_file_is_called_by_what_it_holds(client: Client, tasks: None, query: str, name: str) -> None:
    disposition = client.get(f"/tasks/export.csv?{query}")["Content-Disposition"]
    assert disposition == f"attachment; filename*=utf-8''{quote(name)}"
