"""Tables taken away and brought back: unchanged is no change, changes lock, errors change nothing."""

import csv
import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from documents.formulas import guard, unguard
from documents.models import Origin
from tasks.models import Responsibility, Task
from tests.factories import make_agency, make_deadline, make_document, make_duty, make_target, make_task

pytestmark = pytest.mark.django_db

MODELS = ["tasks_task", "tasks_responsibility", "tasks_target", "documents_agency"]


def export(client, model, format="csv"):
    return client.get(f"{reverse(f'admin:{model}_changelist')}export.{format}").content


def rows_of(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def as_csv(rows):
    file = io.StringIO()
    writer = csv.DictWriter(file, fieldnames=rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode("utf-8-sig")


def send(client, model, data, name="表.csv"):
    return client.post(reverse(f"admin:{model}_import"), {"table": SimpleUploadedFile(name, data)})


def confirm(client, model, response):
    staged = response.context["staged"].pk
    return client.post(reverse(f"admin:{model}_import"), {"staged": staged}, follow=True).content.decode()


@pytest.fixture
def base():
    task = make_task(title="=SUM(1)", body="第一行\n第二行", number="(1)")
    make_duty(task).agency.names.create(name="省能源局")
    make_target(task.document, task=task, value="12.5")
    make_deadline(task.document, task=task)
    return task


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_comes_back_unchanged_is_no_change(admin_client, base, model, format):
    response = send(admin_client, model, export(admin_client, model, format), f"表.{format}")
    assert "没有变化：1 行与现有内容相同" in response.content.decode()


def test_what_a_spreadsheet_does_to_a_table_is_no_change(admin_client, base):
    (row,) = rows_of(export(admin_client, "tasks_target"))
    row |= {"指标值": "12.50", "期限": "2030/12/31"}
    data = as_csv([row]).decode("utf-8-sig").encode("gb18030")
    assert "没有变化" in send(admin_client, "tasks_target", data).content.decode()
    book = openpyxl.load_workbook(io.BytesIO(export(admin_client, "tasks_target", "xlsx")))
    sheet = book.active
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(2, headings.index("指标值") + 1).value = 12.5
    file = io.BytesIO()
    book.save(file)
    assert "没有变化" in send(admin_client, "tasks_target", file.getvalue(), "表.xlsx").content.decode()


def test_no_cell_is_a_formula(admin_client, base):
    book = openpyxl.load_workbook(io.BytesIO(export(admin_client, "tasks_task", "xlsx")))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert {"'=SUM(1)", "'(1)"} <= {cell.value for cell in cells}


@given(st.text())
def test_guarding_loses_nothing(words):
    assert unguard(guard(words)) == words


def test_a_change_is_previewed_then_stored_and_locked(admin_client, base, admin_user):
    (row,) = rows_of(export(admin_client, "tasks_task"))
    response = send(admin_client, "tasks_task", as_csv([row | {"标题": "新标题", "核对状态": "已核对"}]))
    assert "<ins>" in response.content.decode()
    base.refresh_from_db()
    assert base.title == "=SUM(1)"
    assert "1 行有变化" in confirm(admin_client, "tasks_task", response)
    base.refresh_from_db()
    assert (base.title, base.review_state, base.number) == ("新标题", "reviewed", "(1)")
    assert (base.corrections.get().field, base.corrections.get().corrected_by) == ("title", admin_user)
    assert base.history.first().history_change_reason == "表格导入"


@pytest.mark.parametrize(
    ("model", "changes", "sentence"),
    [
        ("tasks_task", {"编号": "999"}, "没有编号为“999”的任务"),
        ("tasks_task", {"编号": ""}, "不能用表格新增任务"),
        ("tasks_task", {"核对状态": "也许"}, "核对状态："),
        ("tasks_responsibility", {"机构": "不存在的机构"}, "机构：没有名为“不存在的机构”的机构"),
        ("tasks_responsibility", {"角色": ""}, "角色：这个字段是必填项"),
        ("tasks_responsibility", {"依据": "承前"}, "须写明承自哪项任务"),
        ("tasks_responsibility", {"编号": "", "任务编号": "x"}, "须写明已有的任务编号"),
        ("tasks_target", {"指标值": "很多"}, "指标值："),
        ("tasks_target", {"期限": "明年"}, "期限："),
        ("tasks_target", {"上限值": "1"}, "上限值不能小于指标值"),
        ("tasks_target", {"版本": "旧", "单位": "个"}, "导出之后这条记录已被修改"),
        ("documents_agency", {"名称": "新名"}, "请用“更名”"),
    ],
)
def test_wrong_rows_get_a_sentence_and_nothing_is_stored(admin_client, base, model, changes, sentence):
    (row,) = rows_of(export(admin_client, model))
    good = row | {"标题": "不应保存", "单位": "吨", "原文写作": "不应保存"}
    response = send(admin_client, model, as_csv([good, row | changes]))
    page = response.content.decode()
    assert "没有导入任何一行" in page and response.context["staged"] is None
    assert "第 3 行：" in page and (sentence in page or "重复" in page)
    response = send(admin_client, model, as_csv([row | changes]))
    assert sentence in response.content.decode()
    base.refresh_from_db()
    assert base.title == "=SUM(1)"


def test_what_was_changed_meanwhile_is_not_overwritten(admin_client, base):
    (row,) = rows_of(export(admin_client, "tasks_task"))
    response = send(admin_client, "tasks_task", as_csv([row | {"标题": "表中的标题"}]))
    base.title = "他人的标题"
    base.save()
    assert "导出之后这条记录已被修改" in confirm(admin_client, "tasks_task", response)
    assert Task.objects.get(pk=base.pk).title == "他人的标题"


def test_duties_and_targets_are_added_in_their_tasks(admin_client, base):
    make_agency("青海省商务厅")
    (row,) = rows_of(export(admin_client, "tasks_responsibility"))
    new = row | {"编号": "", "版本": "", "机构": "青海省商务厅", "角色": "配合"}
    confirm(admin_client, "tasks_responsibility", send(admin_client, "tasks_responsibility", as_csv([row, new])))
    duty = Responsibility.objects.get(agency__name="青海省商务厅")
    assert (duty.task, duty.role, duty.origin) == (base, "support", Origin.PERSON)
    (row,) = rows_of(export(admin_client, "tasks_target"))
    confirm(
        admin_client, "tasks_target", send(admin_client, "tasks_target", as_csv([row | {"编号": "", "指标": "新指标"}]))
    )
    target = base.targets.get(indicator="新指标")
    assert (target.document, target.origin) == (base.document, Origin.PERSON)


def test_names_added_in_a_table_settle_what_waits(admin_client, base):
    duty = make_duty(make_task(base.document), make_agency("省能源办", is_reviewed=False), as_written="省能源办")
    rows = rows_of(export(admin_client, "documents_agency"))
    row = next(row for row in rows if row["名称"] == "青海省能源局")
    response = send(admin_client, "documents_agency", as_csv([row | {"别名": "省能源局；省能源办"}]))
    assert "以下写法已归入本机构：省能源办" in confirm(admin_client, "documents_agency", response)
    duty.refresh_from_db()
    assert duty.agency.name == "青海省能源局"


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
        ("表.csv", "甲,甲\n1,2\n".encode(), "表头中有重复的列名。"),
        ("表.csv", "甲,乙\n1,2\n".encode(), "表格缺少“编号”“版本”列（表头须在前 10 行之内），请用本页导出的表格。"),
        ("表.xls", b"x", "只支持 .xlsx 和 .csv 格式。"),
    ],
)
def test_what_is_no_table_is_refused_at_the_field(admin_client, name, data, sentence):
    (said,) = send(admin_client, "tasks_task", data, name).context["form"].errors["table"]
    assert said.endswith(sentence)


def test_lists_are_exported_as_they_are_narrowed(admin_client, base):
    make_task(make_document(title="另一件"), title="另一项")
    url = f"{reverse('admin:tasks_task_changelist')}export.csv"
    rows = rows_of(admin_client.get(url, {"document__id__exact": base.document_id}).content)
    assert [row["编号"] for row in rows] == [str(base.pk)]
    assert admin_client.get(url.replace("csv", "exe")).status_code == 404


@pytest.mark.parametrize("model", MODELS)
def test_strangers_neither_take_nor_bring(client, django_user_model, model):
    client.force_login(django_user_model.objects.create_user("访客", is_staff=True))
    assert client.get(f"{reverse(f'admin:{model}_changelist')}export.csv").status_code == 403
    assert send(client, model, b"").status_code == 403
