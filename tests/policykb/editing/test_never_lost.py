"""What a person entered is never lost: not by another ingest, a crash, a failed import, or two ingests at once."""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, connections
from django.urls import reverse

from documents.models import Agency, Document, DocumentAgency, Origin, SearchEntry, SourceNote, Standing
from documents.records.locks import lock, withdraw
from policykb.editing.uploads import take as take_in
from policykb.pipeline import gazetteer, ingest
from tasks.models import Citation, Deadline, Responsibility, Target, Task
from tests.factories import make_agency, make_duty, make_target, make_task, make_term
from tests.policykb.editing.forms import form_of, save

TEXT = """青海省人民政府办公厅关于印发青海省试验方案的通知
青政办〔2025〕99号

青海省试验方案

一、重点任务
（一）建设风电基地。到2030年装机达到500万千瓦，落实《青海省风电办法》。（省能源局牵头，省商务厅配合）
（二）建设光伏基地。到2028年装机达到300万千瓦。（省能源局牵头，省商务厅配合）
（三）完善电力市场。抓好“交易试点。（省能源局牵头，省试验办配合）
"""
NEWER = (
    TEXT.replace("500万", "700万").replace("2028年", "2029年").replace("光伏", "光热").replace("风电办法", "新能源办法")
)


@pytest.fixture
def known(db):
    """A small registry."""
    make_agency().names.create(name="省能源局")
    make_agency("青海省商务厅").names.create(name="省商务厅")
    make_agency("青海省人民政府办公厅", kind="government")


def take(text=TEXT, name="方案.txt"):
    return ingest(text.encode(), name, gazetteer())


def by_title(document, words):
    return document.tasks.get(title__contains=words)


def correct(record, user, **values):
    before = {name: getattr(record, name) for name in values}
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    lock(record, before, user)


def columns_of(*models):
    """All rows of these models."""
    return {model: list(model.objects.order_by("pk").values()) for model in models}


@pytest.fixture
def worked_on(known, admin_user):
    """A document on which a person has done everything that can be done; and what that was, by record."""
    document, _ = take()
    first, second, third = document.tasks.order_by("order")
    lead, support = first.responsibilities.order_by("order")
    correct(document, admin_user, title="人工标题", addressees=["人工主送"], approved_by="人工审议")
    correct(first, admin_user, title="人工任务", body="人工正文", number="(1)")
    correct(lead, admin_user, role="implement")
    correct(support, admin_user, agency_id=make_agency("青海省统计局").pk)
    correct(first.targets.get(), admin_user, value=550, unit="万瓦")
    correct(first.citations.get(), admin_user, title="人工题名")
    withdraw(second)
    withdraw(third.responsibilities.get(role="lead"))
    make_duty(third, make_agency("青海省财政厅"), origin=Origin.PERSON, as_written="人工责任")
    make_target(document, task=third, origin=Origin.PERSON, indicator="人工指标")
    make_task(document, key="1.9", title="人工增加的任务", origin=Origin.PERSON)
    third.topics.set([make_term("人工专题")])
    document.notes.filter(kind="unpaired_mark").update(state=SourceNote.State.DISMISSED, reason="人工理由")
    document.issuances.all().delete()
    DocumentAgency.objects.create(document=document, agency=make_agency("青海省统计局"))
    lock(document, {}, admin_user)
    document.corrections.create(
        field="issuing_agencies", before=[], corrected_by=admin_user, corrected_at=document.updated_at
    )
    return document


def entered(document):
    """What a person entered, as it stands."""
    document = Document.objects.get(pk=document.pk)
    first = document.tasks.get(title="人工任务")
    third = document.tasks.get(title="完善电力市场")
    return {
        "document": (document.title, document.addressees, document.approved_by, document.slug),
        "issuers": list(document.issuing_agencies.values_list("name", flat=True)),
        "task": (first.pk, first.body, first.number),
        "duties": sorted(first.responsibilities.current().values_list("agency__name", "role")),
        "target": list(first.targets.current().values_list("value", "unit")),
        "citation": list(first.citations.filter(corrections__isnull=False).values_list("title", "standing")),
        "withdrawn": sorted(document.tasks.exclude(standing="current").values_list("pk", "standing")),
        "third": sorted(third.responsibilities.current().values_list("agency__name", flat=True)),
        "made": sorted(document.targets.filter(origin="person").values_list("indicator", flat=True)),
        "tasks made": sorted(document.tasks.filter(origin="person").values_list("title", "standing")),
        "topics": list(third.topics.values_list("name", flat=True)),
        "notes": list(document.notes.exclude(reason="").values_list("state", "reason")),
    }


@pytest.mark.parametrize(
    ("text", "citation"),
    [
        (TEXT, "current"),
        (NEWER, "superseded"),  # it cites another document: the corrected citation goes, with its correction
        (NEWER + "（四）新增的任务。加快推进。（省能源局负责）\n", "superseded"),
    ],
)
def test_what_a_person_entered_stands_after_another_ingest(worked_on, text, citation):
    before = entered(worked_on) | {"citation": [("人工题名", citation)]}
    for _ in range(2):
        take(text, "新版.txt")
        assert entered(worked_on) == before


def test_a_task_that_moves_takes_its_corrections_along(worked_on):
    before = entered(worked_on)
    moved = TEXT.replace("（三）", "（四）").replace("（二）", "（三）").replace("（一）", "（二）")
    moved = moved.replace("（二）建设风电", "（一）加强组织领导。定期调度。（省商务厅负责）\n（二）建设风电")
    take(moved, "新版.txt")
    assert entered(worked_on) == before
    new = worked_on.tasks.get(title="加强组织领导")
    assert (new.key, new.corrections.count(), new.responsibilities.get().agency.name) == ("1.1", 0, "青海省商务厅")


def test_the_same_file_again_changes_nothing_at_all(worked_on):
    models = (Document, Task, Responsibility, Target, Deadline, Citation, SourceNote, Agency, SearchEntry)
    take()  # proposals are made once
    before = columns_of(*models)
    _, changes = take()
    assert (bool(changes), columns_of(*models)) == (False, before)


def test_a_crash_in_the_middle_leaves_everything_as_it_was(worked_on, monkeypatch):
    models = (Document, Task, Responsibility, Target, Deadline, Citation, SourceNote, Agency, SearchEntry)
    before = columns_of(*models)

    def crash(document):
        raise RuntimeError("the power is gone")

    monkeypatch.setattr("policykb.pipeline.index_facts", crash)
    with pytest.raises(RuntimeError):
        take(NEWER)
    assert columns_of(*models) == before


def test_a_database_that_refuses_is_a_sentence_on_the_command_line(worked_on, monkeypatch, tmp_path):
    def refuse(*args):
        raise IntegrityError("duplicate key")

    monkeypatch.setattr("policykb.pipeline.store_extraction", refuse)
    (tmp_path / "方案.txt").write_text(NEWER)
    with pytest.raises(CommandError, match=r"方案\.txt: The database or the disk does not take it: duplicate key"):
        call_command("ingest", tmp_path / "方案.txt")


def test_an_import_that_fails_in_its_last_row_changes_nothing(worked_on, admin_client):
    url = reverse("admin:tasks_task_changelist")
    lines = admin_client.get(f"{url}export.csv").content.decode("utf-8-sig").splitlines(keepends=True)
    table = "".join(lines).replace("完善电力市场", "表中的标题") + "999999" + "," * (lines[0].count(",")) + "\n"
    before = columns_of(Task, Responsibility, SearchEntry)
    page = admin_client.post(f"{url}import/", {"table": SimpleUploadedFile("表.csv", table.encode())}).content.decode()
    assert "没有导入任何一行" in page and "没有编号为“999999”的任务" in page
    assert columns_of(Task, Responsibility, SearchEntry) == before


def test_a_form_that_fails_in_its_last_inline_changes_nothing(worked_on, admin_client):
    third = worked_on.tasks.get(title="完善电力市场")
    before = columns_of(Task, Responsibility, Target)
    values = {"title": "不应保存", "responsibilities-0-as_written": "不应保存", "targets-0-value_high": "1"}
    assert save(admin_client, third, **values).status_code == 200
    assert columns_of(Task, Responsibility, Target) == before


def test_an_ingest_while_a_form_is_open_is_told(known, admin_client):
    document, _ = take()
    task = by_title(document, "风电")
    old = form_of(admin_client, task)
    take(NEWER)
    url = reverse("admin:tasks_task_change", args=[task.pk])
    page = admin_client.post(url, old | {"title": "人工标题"}, follow=True).content.decode()
    assert "他人所改的也都保留了" in page and "（程序，" in page
    read = {name: getattr(task, name) for name in ("body", "responsibility_text")}
    task.refresh_from_db()
    assert task.title == "人工标题" and {name: getattr(task, name) for name in read} != read
    assert [*task.locked_fields()] == ["title"]


@pytest.mark.skipif("sqlite" in str(connection.settings_dict["ENGINE"]), reason="SQLite lets one write at a time")
@pytest.mark.parametrize("texts", [(TEXT, TEXT), (TEXT, NEWER), (NEWER, NEWER)])
def test_two_ingests_at_the_same_time_leave_one_document(transactional_db, known, texts):
    known_agencies, start, outcomes = gazetteer(), threading.Barrier(len(texts)), []

    def run(text):
        start.wait()
        try:
            outcomes.append(take_in(text.encode(), "方案.txt", known_agencies))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    document = Document.objects.get()
    assert all(outcome.refusal == "" or "请稍后再试" in outcome.refusal for outcome in outcomes)
    assert any(not outcome.refusal for outcome in outcomes)
    assert document.tasks.count() == 3
    assert {entry.object_id for entry in SearchEntry.objects.filter(kind="task")} == set(
        document.tasks.filter(standing=Standing.CURRENT).values_list("pk", flat=True)
    )
