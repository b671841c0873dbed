"""Nasty words in every field of every form of the admin, and in every column of every table: each is stored clean, or
refused in a sentence; and whatever was stored, every page, export, feed and list answers."""

import csv
import io
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.models import Agency, Document, Term
from tasks.models import Citation, Deadline, Target, Task
from tests.factories import (
    make_agency,
    make_deadline,
    make_document,
    make_duty,
    make_region,
    make_target,
    make_task,
    make_term,
)
from tests.policykb.editing.forms import form_of, make_note, make_pattern, save
from tests.policykb.editing.nasty import (
    HAN,
    NASTY,
    UNSEEN,
    empty_rows,
    fill_in,
    free_fields,
    good_values,
    post,
    words_stored,
)

pytestmark = pytest.mark.django_db

# Fields that have to be filled in together, or not at all, are not where these words empty or fill one of them.
TOGETHER = ("nothing seen", "written day", "many digits")


@pytest.fixture
def base():
    """One record of each kind, all in one document; and the records whose forms are filled in."""
    term, pattern, note = make_term(), make_pattern(), make_note()
    task = make_task(note.document)
    task.topics.add(term)
    duty = make_duty(task)
    duty.agency.names.create(name="省能源办")
    note.document.issuances.create(agency=duty.agency)
    make_agency("青海省商务厅")
    facts = make_target(note.document, task=task), make_deadline(note.document, task=task)
    citation = Citation.objects.create(document=note.document, task=task, title="某意见")
    return [make_region(), pattern, note, term, duty.agency, duty, *facts, citation, task, note.document]


def for_machines():
    """The addresses of the files, feeds and lists that are made from the rows."""
    yield from ("/tasks/export.csv", "/tasks/export.xlsx", "/tasks/export.json", "/tasks/feed.atom")
    yield from ("/targets/targets.csv", "/matrix/matrix.csv", "/feeds/documents.atom", "/search/suggest/?q=能源")
    yield from ("/api/documents/", "/api/tasks/", "/api/agencies/", "/api/targets/", "/sitemap.xml")
    yield from ("/calendar.ics", "/tasks/calendar.ics")
    yield from (f"/sitemap-{section}.xml" for section in ("sections", "documents", "tasks", "agencies"))
    for agency in Agency.objects.filter(responsibilities__isnull=False).distinct():
        yield from (agency.get_absolute_url() + "feed.atom", agency.get_absolute_url() + "deadlines.ics")
    for name in COLUMNS:
        yield from (reverse(f"admin:{name}_changelist") + f"export.{format}" for format in ("csv", "xlsx"))


def for_readers():
    """The addresses of the pages that are made from the rows."""
    yield from ("/", "/tasks/", "/documents/", "/agencies/", "/targets/", "/timeline/", "/topics/", "/matrix/")
    yield "/places/"
    for document in Document.objects.all():
        yield from (document.get_absolute_url(), document.get_absolute_url() + "document.json")
    for task in Task.objects.all():
        yield task.get_absolute_url()
    for agency in Agency.objects.filter(responsibilities__isnull=False).distinct():
        yield from (agency.get_absolute_url(), agency.get_absolute_url() + "brief/")
    yield from (reverse("topics:detail", args=[term.slug]) for term in Term.objects.topics())
    yield reverse("admin:documents_review_changelist")


def assert_all_answer(client, addresses):
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        if response["Content-Type"].partition(";")[0].endswith("xml"):
            ElementTree.fromstring(response.content)


def assert_all_clean():
    for column, words in words_stored():
        assert not UNSEEN.search(words), (column, words[:60])


@pytest.mark.parametrize("name", NASTY)
def test_every_field_of_every_form(admin_client, base, name):
    for record in base:
        model = record._meta.label_lower.replace(".", "_")
        url = reverse(f"admin:{model}_change", args=[record.pk])
        values, names = form_of(admin_client, record), free_fields(admin_client.get(url))
        is_stored = fill_in(admin_client, url, values, names, NASTY[name])
        assert is_stored or name in TOGETHER, url
        assert admin_client.get(url).status_code == 200
        if model not in ("documents_sourcenote", "documents_document"):  # nobody adds these in a form
            url = reverse(f"admin:{model}_add")
            page = admin_client.get(url)
            values = good_values(page.context["adminform"].form) | empty_rows(page)
            is_stored = fill_in(admin_client, url, values, free_fields(page), NASTY[name])
            assert is_stored or name in TOGETHER, url
    assert_all_clean()
    assert_all_answer(admin_client, [*for_machines(), *for_readers()])


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY)
def test_the_pages_of_an_agency(admin_client, base, words):
    agency, duty = base[4], base[5]
    for verb, more in (("rename", {"is_former": "on"}), ("split", {"duties": duty.pk})):
        url = reverse(f"admin:documents_agency_{verb}", args=[agency.pk])
        for until in (words, "2026-01-01"):
            response = post(admin_client, url, {"name": words, "until": until} | more)
            assert response.status_code == 302 or HAN.search(str(response.context["form"].errors))
    assert_all_clean()
    assert_all_answer(admin_client, for_machines())


COLUMNS = {
    "tasks_task": ["条号", "标题", "正文", "责任分工原文", "核对状态", "编号", "版本"],
    "tasks_responsibility": ["机构", "角色", "依据", "原文写作", "任务编号"],
    "tasks_target": ["指标", "比较", "指标值", "上限值", "单位", "基期年", "期限", "期限精度", "原文"],
    "documents_agency": ["名称", "类别", "地区", "上级机构", "排序", "别名"],
}


def make_rows(count):
    """So many records of each table."""
    document = make_document()
    for number in range(count):
        task = make_task(document)
        make_duty(task, make_agency(f"青海省第{number}局"))
        make_target(document, task=task, baseline_year=2020)


def send(client, model, rows):
    """Bring a table."""
    file = io.StringIO()
    writer = csv.DictWriter(file, fieldnames=rows[0])
    writer.writeheader()
    writer.writerows(rows)
    data = file.getvalue().encode("utf-8-sig", "surrogatepass")
    return client.post(reverse(f"admin:{model}_import"), {"table": SimpleUploadedFile("表.csv", data)})


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY)
def test_every_column_of_every_table(admin_client, words):
    make_rows(max(map(len, COLUMNS.values())))
    for model in COLUMNS:
        bring(admin_client, model, words)
    assert_all_clean()
    assert_all_answer(admin_client, for_machines())


def bring(admin_client, model, words):
    """A row for each column, with the words in it; then the rows that were not refused."""
    exported = admin_client.get(reverse(f"admin:{model}_changelist") + "export.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(exported, newline="")))
    rows = [row | {column: words} for row, column in zip(rows, COLUMNS[model], strict=False)]
    response = send(admin_client, model, rows)
    assert response.status_code == 200
    if outcome := response.context["outcome"]:
        refused = {row.line: row.errors for row in outcome.rows if row.errors}
        assert all(HAN.search(sentence) for said in refused.values() for sentence in said)
        kept = [row for line, row in enumerate(rows, 2) if line not in refused]
        staged = send(admin_client, model, kept).context["staged"] if kept else None
        if staged:
            url = reverse(f"admin:{model}_import")
            assert admin_client.post(url, {"staged": staged.pk}).status_code == 302
    else:
        assert HAN.search(str(response.context["form"].errors["table"]))


@pytest.mark.parametrize(
    "words", [words for name, words in NASTY.items() if name in ("line ends", "direction", "emoji", "markup")]
)
def test_what_an_earlier_version_stored_can_be_taken_away_and_brought_back(admin_client, words):
    """Rows that hold such characters already: the tables of staff answer, and coming back is no change."""
    words += "\x01\x1f\ufffe"
    task = make_task(title=words[:290], body=words, responsibility_text=words, number=words[:20])
    make_duty(task, as_written=words).agency.names.create(name=words)
    Target.objects.filter(pk=make_target(task.document, task=task).pk).update(indicator=words, quote=words)
    Deadline.objects.filter(pk=make_deadline(task.document, task=task).pk).update(quote=words)
    for model in COLUMNS:
        for format in ("csv", "xlsx"):
            response = admin_client.get(reverse(f"admin:{model}_changelist") + f"export.{format}")
            assert response.status_code == 200
            table = SimpleUploadedFile(f"表.{format}", response.content)
            page = admin_client.post(reverse(f"admin:{model}_import"), {"table": table}).content.decode()
            assert "没有变化：1 行与现有内容相同" in page, (model, format)


def test_what_an_earlier_version_stored_beside_a_change_is_no_change(admin_client):
    target = make_target(make_document(), quote="发展\n风电\u200b光伏")
    Target.objects.filter(pk=target.pk).update(task=make_task(target.document))
    task = Target.objects.get(pk=target.pk).task
    assert save(admin_client, task, title="新标题").status_code == 302
    target.refresh_from_db()
    assert (target.quote, target.corrections.count()) == ("发展\n风电\u200b光伏", 0)
