"""Files that staff send in: previewed, refused with a sentence, stored once confirmed."""

import errno
import os

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from documents.models import Document, StagedFile, Standing
from documents.records.locks import withdraw
from policykb.editing.uploads import MOST_FILES
from tests.factories import make_agency
from tests.policykb.editing.hostile import FILES, docx, nested_archives, paragraph

pytestmark = pytest.mark.django_db

POLICY = """青海省人民政府办公厅关于印发青海省试验方案的通知
青政办〔2025〕99号

青海省试验方案

一、重点任务
（一）建设风电基地。到2030年装机达到500万千瓦。（牵头单位：省能源局；配合单位：省试验办）
（二）建设光伏基地。加快建设。（牵头单位：省能源局）
"""
QUICKLY = 4.5  # seconds of work: what a child may do, and the rest
ADD = "/admin/documents/document/add/"


@pytest.fixture(autouse=True)
def known():
    """A small registry."""
    make_agency().names.create(name="省能源局")
    make_agency("青海省人民政府办公厅", kind="government")


def send(client, *files):
    """Send files by name and content; the preview."""
    sent = [SimpleUploadedFile(name, data if isinstance(data, bytes) else data.encode()) for name, data in files]
    return client.post(ADD, {"files": sent}, follow=True)


def confirm(client, response):
    staged = [outcome.staged for outcome in response.context["outcomes"]]
    return client.post(reverse("admin:documents_document_confirm"), {"staged": staged}, follow=True).content.decode()


def test_a_file_is_previewed_then_stored(admin_client):
    response = send(admin_client, ("新.txt", POLICY))
    page = response.content.decode()
    assert "青政办〔2025〕99号" in page and "新文件：新增 1 件文件" in page
    assert not Document.objects.exists()
    page = confirm(admin_client, response)
    document = Document.objects.get()
    form = reverse("admin:documents_document_change", args=[document.pk])
    assert f'新.txt：<a href="{form}">《青海省试验方案》</a>' in page
    assert f'<a href="/admin/tasks/task/?document__id__exact={document.pk}">任务</a>' in page
    assert f'<a href="/admin/documents/review/?document={document.pk}">待核对 1 条</a>' in page  # 省试验办
    assert (document.tasks.count(), document.is_published) == (2, True)
    assert not StagedFile.objects.exists()


def test_the_same_file_and_a_new_version_are_known(admin_client):
    confirm(admin_client, send(admin_client, ("新.txt", POLICY)))
    slug = Document.objects.get().slug
    assert "已有此文件：没有变化" in send(admin_client, ("改名.txt", POLICY)).content.decode()
    newer = POLICY.replace("500万千瓦", "600万千瓦")
    response = send(admin_client, ("新版.txt", newer))
    assert "更新已有文件，网址不变" in response.content.decode()
    confirm(admin_client, response)
    document = Document.objects.get()
    assert (document.slug, document.text.file_name) == (slug, "新版.txt")
    assert document.targets.current().get().value == 600


def save(client, document, **changes):
    """Change some values in the document's form and save it."""
    url = reverse("admin:documents_document_change", args=[document.pk])
    response = client.get(url)
    inlines = response.context["inline_admin_formsets"]
    forms = [response.context["adminform"].form, *(inline.formset.management_form for inline in inlines)]
    forms += [form for inline in inlines for form in inline.formset.initial_forms]
    values = {f.html_name: f.value() for form in forms for f in form if str(f.value()) not in ("None", "False")}
    response = client.post(url, values | changes)
    assert response.status_code == 302, response.context["errors"]


def test_a_corrected_number_is_known_by_either(admin_client):
    confirm(admin_client, send(admin_client, ("新.txt", POLICY)))
    save(admin_client, Document.objects.get(), document_number="青政办〔2025〕98号")
    assert Document.objects.get().number_key == "青政办-2025-98"
    for text in (POLICY.replace("加快", "抓紧"), POLICY.replace("加快", "尽快").replace("99号", "98号")):
        confirm(admin_client, send(admin_client, ("又一版.txt", text)))
        assert Document.objects.get().document_number == "青政办〔2025〕98号"


def test_an_issuing_agency_taken_out_stays_out(admin_client):
    confirm(admin_client, send(admin_client, ("新.txt", POLICY)))
    document = Document.objects.get()
    assert document.issuances.count() == 1
    save(admin_client, document, **{"issuances-0-DELETE": "on"})
    confirm(admin_client, send(admin_client, ("新版.txt", POLICY.replace("加快", "抓紧"))))
    assert not document.issuances.exists()
    page = admin_client.get(reverse("admin:documents_document_change", args=[document.pk])).content.decode()
    assert '<div class="readonly">发文机关</div>' in page


def test_two_versions_in_one_upload(admin_client):
    response = send(admin_client, ("甲.txt", POLICY), ("乙.txt", POLICY.replace("加快", "抓紧")))
    assert "与本次上传的 甲.txt 发文字号相同" in response.content.decode()
    confirm(admin_client, response)
    assert Document.objects.get().text.file_name == "乙.txt"


def worked():
    """Seconds that this process and its children have worked so far."""
    return sum(os.times()[:4])


@pytest.mark.parametrize("name", FILES)
def test_what_cannot_be_read_is_refused_quickly_with_a_sentence(admin_client, name):
    data = FILES[name]()
    start = worked()
    response = send(admin_client, (name, data))
    assert worked() - start < QUICKLY
    (sentence,) = response.context["form"].errors["files"]
    assert sentence.startswith(f"{name}：") and sentence.endswith("。")
    assert not Document.objects.exists() and not StagedFile.objects.exists()


@pytest.mark.parametrize("name", FILES)
def test_the_command_refuses_it_too(tmp_path, name):
    (tmp_path / name).write_bytes(FILES[name]())
    start = worked()
    with pytest.raises(CommandError) as refusal:
        call_command("ingest", tmp_path / name)
    assert worked() - start < QUICKLY
    line = str(refusal.value)
    sentence = line.removeprefix(f"{tmp_path / name}: ")
    assert sentence != line
    assert sentence.isascii() and sentence.endswith(".") and "\n" not in sentence
    assert not Document.objects.exists()


def test_archives_that_nobody_opens_do_no_harm(admin_client):
    embedded = {"word/embeddings/x.zip": nested_archives()}
    body = "".join(map(paragraph, POLICY.splitlines()))
    page = send(admin_client, ("夹带.docx", docx(body, more=embedded))).content.decode()
    assert "青政办〔2025〕99号" in page


def test_readable_files_beside_an_unreadable_one_are_previewed(admin_client):
    response = send(admin_client, ("空.txt", b""), ("新.txt", POLICY))
    assert "空.txt：文件是空的。" in response.content.decode()
    assert [outcome.name for outcome in response.context["outcomes"]] == ["新.txt"]


def test_the_preview_has_an_address_of_its_own(admin_client, client):
    response = send(admin_client, ("新.txt", POLICY))
    ((address, status),) = response.redirect_chain
    assert status == 302
    for _ in range(2):  # a reload changes nothing
        assert "新文件：新增 1 件文件" in admin_client.get(address).content.decode()
    assert StagedFile.objects.count() == 1 and not Document.objects.exists()
    confirm(admin_client, response)
    assert "预览已经过期，或文件已经入库" in admin_client.get(address, follow=True).content.decode()


def test_who_may_publish_sees_the_preview_of_another_and_nobody_else_does(client):
    rights = ["add_document", "view_document"]
    people = {
        name: get_user_model().objects.create_user(name, is_staff=True) for name in ("编辑甲", "编辑乙", "审核丙")
    }
    for person in people.values():
        person.user_permissions.add(*Permission.objects.filter(codename__in=rights))
    people["审核丙"].user_permissions.add(Permission.objects.get(codename="publish_document"))
    client.force_login(people["编辑甲"])
    ((address, _),) = send(client, ("新.txt", POLICY)).redirect_chain
    client.force_login(people["编辑乙"])
    assert "青海省试验方案" not in client.get(address, follow=True).content.decode()
    client.force_login(people["审核丙"])
    page = client.get(address).content.decode()
    assert "青海省试验方案" in page and "文件由编辑甲上传，只有上传的人能确认入库" in page
    assert 'value="确认入库"' not in page


@pytest.mark.parametrize("query", ["", "staged=x", "staged=" + "9" * 30, "staged=0"])
def test_an_address_without_files_leads_back(admin_client, query):
    url = reverse("admin:documents_document_preview") + f"?{query}"
    assert admin_client.get(url).url == ADD


def test_of_a_withdrawn_document_the_preview_says_that_it_stays_so(admin_client):
    confirm(admin_client, send(admin_client, ("新.txt", POLICY)))
    withdraw(Document.objects.get())
    for text in (POLICY, POLICY.replace("加快", "抓紧")):
        assert "这份文件已经撤除；入库之后仍是撤除的" in send(admin_client, ("新.txt", text)).content.decode()
    confirm(admin_client, send(admin_client, ("新.txt", POLICY)))
    assert Document.objects.get().standing == Standing.WITHDRAWN


def test_too_many_or_none(admin_client):
    for count in (MOST_FILES + 1, 200):
        response = send(admin_client, *[(f"{n}.txt", "文") for n in range(count)])
        assert response.context["form"].errors["files"] == [f"一次最多上传 {MOST_FILES} 个文件。"]
    assert send(admin_client).context["form"].errors["files"] == ["请选择文件。"]


def test_only_who_sent_a_file_confirms_it(admin_client, client):
    staged = [outcome.staged for outcome in send(admin_client, ("新.txt", POLICY)).context["outcomes"]]
    other = get_user_model().objects.create_user("编辑甲", is_staff=True)
    other.user_permissions.add(*Permission.objects.filter(codename__in=["add_document", "view_document"]))
    client.force_login(other)
    url = reverse("admin:documents_document_confirm")
    assert "请重新上传" in client.post(url, {"staged": [*staged, "x", "9" * 30]}, follow=True).content.decode()
    assert not Document.objects.exists()


def test_an_editors_document_waits_to_be_published(client):
    editor = get_user_model().objects.create_user("编辑甲", is_staff=True)
    editor.user_permissions.add(*Permission.objects.filter(codename__in=["add_document", "view_document"]))
    client.force_login(editor)
    page = confirm(client, send(client, ("新.txt", POLICY)))
    document = Document.objects.get()
    assert not document.is_published and "尚未公开，待审核人员公开。" in page
    assert client.get(document.get_absolute_url()).status_code == 404


def test_strangers_send_nothing(client):
    client.force_login(get_user_model().objects.create_user("访客", is_staff=True))
    assert send(client, ("新.txt", POLICY)).status_code == 403
    assert client.post(reverse("admin:documents_document_confirm")).status_code == 403


def test_a_file_that_could_not_be_stored_for_now_can_be_confirmed_again(admin_client, monkeypatch):
    def full(*args, **options):
        raise OSError(errno.ENOSPC, "No space left on device")

    send(admin_client, ("新.txt", POLICY))
    staged = StagedFile.objects.get()
    confirm = reverse("admin:documents_document_confirm")
    with monkeypatch.context() as patched:
        patched.setattr("policykb.editing.uploads.store", full)
        page = admin_client.post(confirm, {"staged": [staged.pk]}, follow=True).content.decode()
    assert "未能入库：服务器的磁盘已满" in page and not Document.objects.exists()
    admin_client.post(confirm, {"staged": [staged.pk]})
    assert Document.objects.count() == 1 and not StagedFile.objects.exists()
