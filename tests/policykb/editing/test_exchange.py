"""Tables taken away and brought back: unchanged is no change, changes lock, errors change nothing."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from documents.admin import exchange
from documents.exchange import importing
from documents.models import Origin
from documents.text import UnreadableSource
from policykb.answers import search
from tasks.indexing import index_tasks
from tasks.models import Responsibility, Task
from tests.factories import make_agency, make_document, make_duty, make_region, make_task
from tests.policykb.editing.tables import MODELS, as_csv, confirm, export, make_base, rows_of, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def base():
    return make_base()


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
        ("tasks_target", {"指标值": "1e2000000"}, "指标值：“1e2000000”不是可以保存的数字，请只填数字，如 1200"),
        ("tasks_target", {"指标值": "95%"}, "指标值：“95%”带有百分号：这里只填 95"),
        ("tasks_target", {"基期年": "30000"}, "基期年：“30000”不是 1900 年至 2100 年之间的年份"),
        ("tasks_target", {"期限": "明年"}, "期限：“明年”不是完整的日期，请写明年月日，如 2028-05-01"),
        ("tasks_target", {"期限": "2028年5月"}, "请写明年月日，如 2028-05-01"),
        ("tasks_target", {"期限": "9999-12-31"}, "期限：日期须在 1900 年至 2100 年之间"),
        (
            "documents_agency",
            {"别名": "长" * 10_000},
            "别名“长长长长长长长长长长长长长长长长长长长长…”：确保该变量包含不超过 120 字符",
        ),
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


@pytest.mark.parametrize(
    ("column", "words", "name", "value"),
    [
        ("指标值", "１２３．５", "value", Decimal("123.5")),
        ("指标值", "1,200", "value", Decimal(1200)),
        ("期限", "2028年5月1日", "deadline", date(2028, 5, 1)),
        ("期限", "２０２８．５．１", "deadline", date(2028, 5, 1)),
        ("基期年", "2020年", "baseline_year", 2020),
        ("单位", "万\u200b千\u202e瓦", "unit", "万千瓦"),
    ],
)
def test_days_numbers_and_words_are_taken_as_officers_type_them(admin_client, base, column, words, name, value):
    (row,) = rows_of(export(admin_client, "tasks_target"))
    response = send(admin_client, "tasks_target", as_csv([row | {column: words}]))
    assert "1 行有变化" in confirm(admin_client, "tasks_target", response)
    assert getattr(base.targets.get(), name) == value


def test_a_known_name_means_its_agency(admin_client, base):
    """省工信厅 is the one of the document's region; the name of an agency of elsewhere means none here."""
    elsewhere = make_region(code="620000", name="甘肃省", short_name="甘肃", level="province")
    right, other = make_agency("青海省工业和信息化厅"), make_agency("甘肃省工业和信息化厅", region=elsewhere)
    for agency in (right, other):
        agency.names.create(name="省工信厅")
    other.names.create(name="工信专班")
    (row,) = rows_of(export(admin_client, "tasks_responsibility"))
    response = send(admin_client, "tasks_responsibility", as_csv([row | {"机构": "省能源局"}]))
    assert "没有变化" in response.content.decode()
    response = send(admin_client, "tasks_responsibility", as_csv([row | {"机构": "工信专班"}]))
    assert "机构：没有名为“工信专班”的机构" in response.content.decode()
    response = send(admin_client, "tasks_responsibility", as_csv([row | {"机构": "省工信厅"}]))
    assert [outcome.changes for outcome in response.context["outcome"].rows] == [
        [("机构", "青海省能源局", "青海省工业和信息化厅")]
    ]
    confirm(admin_client, "tasks_responsibility", response)
    assert base.responsibilities.get().agency == right


def test_a_name_that_several_bear_is_not_guessed(admin_client, base):
    for name in ("青海省甲办公室", "青海省乙办公室"):
        make_agency(name, is_reviewed=False).names.create(name="专班")
    (row,) = rows_of(export(admin_client, "tasks_responsibility"))
    page = send(admin_client, "tasks_responsibility", as_csv([row | {"机构": "专班"}])).content.decode()
    assert "“专班”可指青海省甲办公室、青海省乙办公室等，请写全称。" in page


def test_a_region_goes_by_its_code_where_several_have_its_name(admin_client):
    for code in ("110105", "220104"):
        make_region(code=code, name="朝阳区", short_name="朝阳", level="county")
    agency = make_agency()
    (row,) = rows_of(export(admin_client, "documents_agency"))
    page = send(admin_client, "documents_agency", as_csv([row | {"地区": "朝阳区"}])).content.decode()
    assert "地区：名为“朝阳区”的地区不止一个，请填代码。" in page
    response = send(admin_client, "documents_agency", as_csv([row | {"地区": "220104"}]))
    confirm(admin_client, "documents_agency", response)
    agency.refresh_from_db()
    assert agency.region_id == "220104"


def test_a_number_in_brackets_stays_the_number_of_a_clause(admin_client, base):
    Task.objects.filter(pk=base.pk).update(number="1.")
    (row,) = rows_of(export(admin_client, "tasks_task"))
    assert row["条号"] == "'1."
    response = send(admin_client, "tasks_task", as_csv([row | {"条号": "'(2)"}]))
    confirm(admin_client, "tasks_task", response)
    base.refresh_from_db()
    assert base.number == "(2)"


def test_rows_and_search_are_stored_together_or_not_at_all(admin_client, base, monkeypatch):
    index_tasks([base])
    (row,) = rows_of(export(admin_client, "tasks_task"))
    response = send(admin_client, "tasks_task", as_csv([row | {"标题": "建设抽水蓄能电站"}]))

    def fail(records):
        raise RuntimeError("the index is broken")

    with monkeypatch.context() as patch:
        patch.setattr("tasks.admin.tasks.index_tasks", fail)
        with pytest.raises(RuntimeError):
            confirm(admin_client, "tasks_task", response)
    base.refresh_from_db()
    assert base.title == "=SUM(1)" and not search("抽水蓄能", kinds=["task"]).total
    assert "1 行有变化" in confirm(admin_client, "tasks_task", response)
    assert search("抽水蓄能", kinds=["task"]).total == 1


def test_a_table_that_can_no_longer_be_read_is_no_error(admin_client, base, monkeypatch):
    (row,) = rows_of(export(admin_client, "tasks_task"))
    response = send(admin_client, "tasks_task", as_csv([row | {"标题": "新"}]))

    def refuse(*arguments):
        raise UnreadableSource("Too slow.", "文件已损坏，或过于复杂，读取已停止。")

    monkeypatch.setattr("documents.admin.exchange.read_table", refuse)
    assert "读取已停止" in confirm(admin_client, "tasks_task", response)


def test_more_than_can_be_brought_back_is_not_taken_away(admin_client, base, monkeypatch):
    """The list comes back, as it was narrowed, with a sentence that tells how to narrow it further."""
    make_task(base.document)
    monkeypatch.setattr(exchange.ExchangeAdmin, "most_taken", 1)
    query = {"review_state__exact": "unreviewed"}
    response = admin_client.get(reverse("admin:tasks_task_changelist") + "export.csv", query, follow=True)
    assert response.redirect_chain == [("/admin/tasks/task/?review_state__exact=unreviewed", 302)]
    assert "共 2 条，一次最多导出 1 条。请先用搜索或筛选缩小范围" in response.content.decode()
    Task.objects.filter(pk=base.pk).update(review_state="reviewed")
    (row,) = rows_of(admin_client.get(reverse("admin:tasks_task_changelist") + "export.csv", query).content)
    assert row["编号"] != str(base.pk)


def test_only_so_many_changed_rows_are_brought_back(admin_client, base, monkeypatch):
    make_task(base.document)
    rows = rows_of(export(admin_client, "tasks_task"))
    monkeypatch.setattr(importing, "MOST_CHANGED", 1)
    page = send(admin_client, "tasks_task", as_csv([row | {"标题": "新标题"} for row in rows])).content.decode()
    assert "没有导入任何一行。请把表格拆成几份" in page and "确认导入" not in page
    assert not Task.objects.filter(title="新标题").exists()
    rows[0]["标题"] = "新标题"  # one that is changed, the other as it was
    assert "1 行有变化" in confirm(admin_client, "tasks_task", send(admin_client, "tasks_task", as_csv(rows)))
