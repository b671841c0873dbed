"""The files that staff bring: whatever a spreadsheet made of a table is read, or refused in a sentence."""

import csv
import io
import zipfile

import openpyxl
import pytest
from django.db import IntegrityError

from documents.records.saving import save
from tests.factories import make_task
from tests.policykb.editing.tables import as_csv, export, make_base, rows_of, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def base():
    return make_base()


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 200_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("表.csv", b"", "表格是空的。"),
        ("表.xlsx", b"", "不是完好的 XLSX 文件。"),
        ("表.csv", b"a,b\n" * 2_100_000, "表格文件超过 8 MB。"),
        ("表.csv", b"a,b\n" * 20_000, "表格超过 10000 行。"),
        ("表.xlsx", b"PK\x03\x04", "不是完好的 XLSX 文件。"),
        ("表.xlsx", bomb(), "表格解压后过大。"),
        ("表.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "。"),
        ("表.csv", "编号,版本\n".encode(), "表格只有表头，没有数据行。"),
        ("表.csv", "编号,版本\n1,2,3\n".encode(), "第 2 行的栏数多于表头：内容中如有分隔符，须用双引号括起来。"),
        (
            "表.csv",
            "编号；标题\n1；2\n".encode(),
            "表格缺少“编号”“版本”列（表头须在前 10 行之内），请用本页导出的表格。",
        ),
        ("表.csv", "甲,甲\n1,2\n".encode(), "表头中有重复的列名。"),
        ("表.csv", "甲,乙\n1,2\n".encode(), "表格缺少“编号”“版本”列（表头须在前 10 行之内），请用本页导出的表格。"),
        ("表.xls", b"x", "只支持 .xlsx 和 .csv 格式。"),
    ],
)
def test_what_is_no_table_is_refused_at_the_field(admin_client, name, data, sentence):
    (said,) = send(admin_client, "tasks_task", data, name).context["form"].errors["table"]
    assert said.endswith(sentence)


def book_of(client, model="tasks_target"):
    """The table as a workbook, with its headings."""
    book = openpyxl.load_workbook(io.BytesIO(export(client, model, "xlsx")))
    return book, [cell.value for cell in book.active[1]]


def bytes_of(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_is_read_with_any_delimiter_and_encoding(admin_client, base, delimiter, encoding):
    rows = list(csv.reader(io.StringIO(export(admin_client, "tasks_target").decode("utf-8-sig"), newline="")))
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows([["二〇二五年重点指标一览", "", ""], [], *rows])
    response = send(admin_client, "tasks_target", file.getvalue().encode(encoding))
    assert "没有变化：1 行与现有内容相同" in response.content.decode()


def test_a_column_that_nobody_knows_is_named(admin_client, base):
    (row,) = rows_of(export(admin_client, "tasks_task"))
    page = send(admin_client, "tasks_task", as_csv([row | {"备注": "甲", "标题2": "乙"}])).content.decode()
    assert "表中有不认识的列，其中的内容不会导入：备注、标题2。" in page


def test_a_sheet_in_front_and_a_title_above_are_passed_over(admin_client, base):
    book, _ = book_of(admin_client)
    book.active.insert_rows(1, 2)
    book.active["A1"] = "二〇二五年重点指标一览"
    book.create_sheet("封面", 0)["A1"] = "青海省测试实施方案"
    book.active = 0
    page = send(admin_client, "tasks_target", bytes_of(book), "表.xlsx").content.decode()
    assert "没有变化：1 行与现有内容相同" in page
    del book[book.sheetnames[1]]
    (said,) = send(admin_client, "tasks_target", bytes_of(book), "表.xlsx").context["form"].errors["table"]
    assert said.startswith("表格缺少“编号”“版本”列")


@pytest.mark.parametrize(
    ("value", "sentence"),
    [("=6*2", "2 单元格是公式，文件中没有它的计算结果"), ("#DIV/0!", "2 单元格是错误值 #DIV/0!，请改正。")],
)
def test_a_cell_without_a_value_is_refused_by_name(admin_client, base, value, sentence):
    book, headings = book_of(admin_client)
    book.active.cell(2, headings.index("指标值") + 1).value = value
    (said,) = send(admin_client, "tasks_target", bytes_of(book), "表.xlsx").context["form"].errors["table"]
    assert f"{chr(65 + headings.index('指标值'))}{sentence}" in said


def test_numbers_of_a_workbook_are_read_as_they_are_shown(admin_client, base):
    book, headings = book_of(admin_client)
    cell = book.active.cell(2, headings.index("指标值") + 1)
    cell.value = 12.299999999999999
    row = send(admin_client, "tasks_target", bytes_of(book), "表.xlsx").context["outcome"].rows[0]
    assert row.changes == [("指标值", "12.5", "12.3")]
    cell.value, cell.number_format = 0.95, "0%"
    page = send(admin_client, "tasks_target", bytes_of(book), "表.xlsx").content.decode()
    assert "指标值：“95%”带有百分号：这里只填 95，百分号写在单位里。" in page


def test_a_row_that_the_database_refuses_is_told_and_nothing_is_stored(admin_client, base, monkeypatch):
    other = make_task(base.document, title="另一任务")
    first, second = rows_of(export(admin_client, "tasks_task"))

    def save_one(record, fields, reason=""):
        if record == other:
            raise IntegrityError("duplicate key")
        save(record, fields, reason)

    monkeypatch.setattr("documents.exchange.importing.save", save_one)
    response = send(admin_client, "tasks_task", as_csv([first | {"标题": "新"}, second | {"标题": "新"}]))
    page = response.content.decode()
    assert page.count("与其他记录冲突，不能保存。") == 1 and "没有导入任何一行" in page
    base.refresh_from_db()
    assert base.title == "=SUM(1)" and not base.corrections.exists()
