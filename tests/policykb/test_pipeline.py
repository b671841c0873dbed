"""The sample policies from file to rows, again and again."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from documents.models import Agency, Document, SourceNote
from documents.text import UnreadableSource
from policykb.pipeline import examine, ingest
from tasks.models import Responsibility, Task

POLICIES = sorted((Path(settings.BASE_DIR) / "fixtures" / "policies").glob("*.txt"))
TASKS = {"000": 15, "001": 22, "002": 23, "003": 40, "004": 21}


@pytest.mark.django_db
@pytest.mark.parametrize("name", TASKS)
def test_every_task_is_found(samples, name):
    assert samples[name].tasks.current().count() == TASKS[name]


@pytest.mark.django_db
def test_ingesting_again_changes_nothing(samples, registry):
    for path in POLICIES:
        _, changes = ingest(path.read_bytes(), path.name, registry)
        assert not changes, (path.name, changes)


@pytest.mark.django_db
def test_an_edit_survives_ingesting_again(samples, registry, admin_client):
    task = samples["001"].tasks.first()
    Task.objects.filter(pk=task.pk).update(title="人工标题")
    task.corrections.create(field="title", before=task.title, corrected_at="2026-01-01T00:00Z")
    _, changes = ingest(POLICIES[1].read_bytes(), POLICIES[1].name, registry)
    task.refresh_from_db()
    assert (task.title, bool(changes)) == ("人工标题", False)


@pytest.mark.django_db
def test_a_rehearsal_stores_nothing(registry):
    before = Document.objects.count()
    _, changes = ingest(
        "青海省试验方案\n一、重点任务\n（一）试验。开展试验。\n".encode(), "新.txt", registry, is_rehearsal=True
    )
    assert changes.created["document"] == 1
    assert Document.objects.count() == before


@pytest.mark.django_db
def test_a_failure_half_way_stores_nothing(registry, monkeypatch):
    def fail(*args: object) -> None:
        raise RuntimeError("the power failed")

    monkeypatch.setattr("policykb.pipeline.store_extraction", fail)
    before = Document.objects.count()
    with pytest.raises(RuntimeError):
        ingest("青海省试验方案\n一、重点任务\n（一）试验。开展试验。\n".encode(), "新.txt", registry)
    assert Document.objects.count() == before


@pytest.mark.django_db
def test_the_energy_bureaus_of_two_provinces_are_two(samples):
    bureaus = Agency.objects.filter(responsibilities__as_written="省能源局").distinct()
    assert {agency.name for agency in bureaus} == {"青海省能源局", "甘肃省能源局"}


@pytest.mark.django_db
def test_inherited_duties_name_their_source(samples):
    inherited = Responsibility.objects.filter(basis="inherited")
    assert inherited.exists()
    for duty in inherited.select_related("task", "inherited_from"):
        assert duty.inherited_from.document_id == duty.task.document_id
        assert duty.inherited_from.order < duty.task.order


@pytest.mark.django_db
def test_every_stored_span_quotes_its_words(samples):
    for document in samples.values():
        text = document.text.reading
        for duty in Responsibility.objects.filter(task__document=document):
            assert text[duty.start : duty.end] == duty.as_written
        for record in [*document.targets.all(), *document.deadlines.all()]:
            assert text[record.start : record.end] == record.quote


@pytest.mark.django_db
def test_the_missing_annex_is_noted(samples):
    assert samples["002"].missing_attachments
    assert samples["002"].notes.filter(kind="missing_attachment", state=SourceNote.State.OPEN).exists()


@pytest.mark.django_db
def test_holes_have_a_place(samples):
    holes = samples["003"].notes.filter(kind="hole")
    assert holes.exists()
    assert not holes.filter(start=None).exists()


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff" * 999, b"x" * (50 * 1024 * 1024)])
def test_what_is_no_text_is_refused(registry, data):
    with pytest.raises(UnreadableSource) as refusal:
        examine(data, "file.txt", registry)
    assert "\n" not in str(refusal.value)
    assert refusal.value.chinese


@pytest.mark.django_db
def test_a_text_that_is_no_policy_gives_a_document_without_tasks(registry):
    document, _ = ingest("今天天气很好。我们去公园散步，看到许多花。\n".encode(), "散文.txt", registry)
    assert not document.tasks.exists()
    assert document.notes.filter(kind="no_tasks").exists()


@pytest.mark.django_db
def test_the_command_refuses_in_one_line(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(CommandError, match=r"empty\.txt: .*empty"):
        call_command("ingest", tmp_path)
