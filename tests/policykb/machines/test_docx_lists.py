"""Lists and briefs as Word files: what is in them, as Word reads it."""

import dataclasses
import io
from datetime import date
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from django.test import Client

from policykb.machines import exports
from tests.factories import make_agency, make_deadline, make_document, make_duty, make_target, make_task

pytestmark = pytest.mark.django_db
AGENCY = "青海省能源局"


@pytest.fixture
def tasks() -> None:
    energy, trade, city = make_agency(), make_agency("青海省商务厅"), make_agency("西宁市人民政府")
    for number in (1, 2):
        document = make_document(
            title=f"方案{number}", document_number=f"青测发〔2025〕{number}号", slug=f"方案{number}"
        )
        first = make_task(document, title="发展风电", number="(一)", key="1.1", order=1)
        make_duty(first, energy, basis="first-listed")
        make_duty(first, trade, role="support", basis="listed", order=1)
        make_duty(first, city, role="implement", order=2)
        second = make_task(document, title="建设\x0b电网", number="（二）", key="1.2", order=2)
        make_duty(second, energy, role="support", basis="inherited", inherited_from=first)
        make_duty(second, trade, basis="inherited", inherited_from=first)
        make_target(document, task=first)
        make_deadline(document, task=second)


def opened(client: Client, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200
    return docx.Document(io.BytesIO(b"".join(response) if response.streaming else response.content))


def words_of(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def links_of(file: Any) -> set[str]:
    return {unquote(link.target_ref) for link in file.part.rels.values() if link.is_external}


def test_the_list_has_a_table_for_each_document(client: Client, tasks: None) -> None:
    file = opened(client, "/tasks/export.docx")
    assert [paragraph.text for paragraph in file.paragraphs if paragraph.style.name.startswith(("Title", "Head"))] == [
        "责任清单", "方案1　青测发〔2025〕1号", "方案2　青测发〔2025〕2号",
    ]  # fmt: skip
    table = words_of(file.tables[0])
    assert table[0] == ["条", "任务", "牵头", "配合", "落实", "指标与期限"]
    assert table[1][0] == "（一）" and table[1][2:] == [
        "青海省能源局（首列）", "青海省商务厅（同列）", "西宁市人民政府（写明）", "绿电占比 60%（2030年）",
    ]  # fmt: skip
    assert table[2][1] == "建设 电网\n承前：（一）" and table[2][4:] == ["", "2030年"]
    assert {"http://testserver/tasks/方案1/1.1/", "http://testserver/documents/方案2/"} <= links_of(file)


def test_it_is_to_be_printed(client: Client, tasks: None) -> None:
    file = opened(client, "/tasks/export.docx")
    page = file.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (297, 210)
    assert "以印发原件为准" in page.footer.paragraphs[0].text
    xml = file.tables[0]._tbl.xml
    assert xml.count("<w:tblHeader/>") == 1 and xml.count("<w:cantSplit/>") == 3
    assert (
        'w:eastAsia="仿宋"' in file.styles["表内"].element.xml
        and 'w:eastAsia="宋体"' in file.styles["Title"].element.xml
    )


def test_the_list_of_an_agency_says_what_it_does_and_leaves_empty_columns_out(client: Client, tasks: None) -> None:
    file = opened(client, "/tasks/export.docx?agency=青海省能源局&role=support&document=方案2")
    assert file.paragraphs[0].text == "责任清单：青测发〔2025〕2号、青海省能源局、配合"
    (table,) = file.tables
    assert words_of(table)[0] == ["条", "本机构", "任务", "牵头", "配合", "指标与期限"]
    assert words_of(table)[1][1] == "○ 配合"


def test_too_many_for_paper_are_told_the_way_on(client: Client, tasks: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(exports.FORMATS, "docx", dataclasses.replace(exports.FORMATS["docx"], most=3))
    assert client.get("/tasks/export.docx").status_code == 403
    assert client.get("/tasks/export.docx?document=方案1").status_code == 200


def test_the_brief_gives_each_body_its_own_role(client: Client, tasks: None) -> None:
    response = client.get(f"/agencies/{AGENCY}/brief.docx")
    assert unquote(response["Content-Disposition"]).endswith("''责任简报-青海省能源局.docx")
    file = opened(client, f"/agencies/{AGENCY}/brief.docx")
    leading, _, supporting, _, due = map(words_of, file.tables)
    assert leading[0][3] == "配合、落实单位"
    assert leading[1][2:] == ["首列", "○ 配合　青海省商务厅\n◇ 落实　西宁市人民政府", "绿电占比 60%（2030年）"]
    assert supporting[0][3] == "牵头单位" and supporting[1][2:] == ["承（一）", "● 牵头　青海省商务厅", "2030年"]
    assert due[0] == ["期限", "依据", "原文", "写在"] and due[1][:2] == ["2030年", "本条写明"]
    assert "http://testserver/tasks/方案1/1.1/" in links_of(file)
    assert client.get("/agencies/无此局/brief.docx").status_code == 404


def test_what_a_document_aims_at_is_told_once_and_as_its_own(client: Client) -> None:
    document = make_document(title="方案", slug="方案")
    make_deadline(document, quote="到2027年", due_on=date(2027, 12, 31))
    for number in (1, 2):
        make_duty(make_task(document, title=f"任务{number}", number=f"{number}."))
    file = opened(client, f"/agencies/{AGENCY}/brief.docx")
    aims = [paragraph.text for paragraph in file.paragraphs if "未分到单位" in paragraph.text]
    assert aims == ["文件总体目标，原文未分到单位：2027年"]
    (table,) = file.tables
    assert [row[4] for row in words_of(table)] == ["指标与期限", "本条未写", "本条未写"]


def test_nothing_to_tell_is_told(client: Client) -> None:
    make_agency()
    assert "没有把它写进责任分工" in opened(client, f"/agencies/{AGENCY}/brief.docx").paragraphs[1].text
    assert opened(client, "/tasks/export.docx").tables == []
