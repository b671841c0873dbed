"""Agencies merged, renamed and split: nothing that named them is lost."""

from datetime import date

import pytest
from django.urls import reverse

from documents.models import (
    Agency,
    AgencyAddress,
    AgencyMerge,
    AgencyName,
    Correction,
    DocumentAgency,
    Origin,
    SourceNote,
)
from documents.records.locks import lock
from documents.registry.directory import AgencyDirectory, agency_at
from documents.registry.loading import gazetteer_from_database, store_registry
from policykb.answers import search
from policykb.editing.admin import agency_forms
from policykb.editing.merging import merge, undo_merge
from policykb.editing.renaming import rename, split
from policykb.editing.traces import columns
from policykb.editing.waiting import merge_waiting
from tasks.indexing import index_tasks
from tasks.models import DeadlineParty, Responsibility
from tests.factories import make_agency, make_deadline, make_document, make_duty, make_region, make_task

pytestmark = pytest.mark.django_db


def unknown(name="省能源办", **overrides):
    return make_agency(name, is_reviewed=False, **overrides)


def directory():
    known = gazetteer_from_database()
    return AgencyDirectory(known, known.regions.get("630000"))


def test_merging_moves_duties_documents_names_and_the_address():
    source, target = unknown(), make_agency()
    task = make_task(title="建设抽水蓄能电站")
    make_duty(task, source, as_written="省能源办")
    issuance = DocumentAgency.objects.create(document=make_document(), agency=source)
    source.names.create(name="能源办")
    index_tasks([task])
    merge(source, target)
    assert task.responsibilities.get().agency == target
    issuance.refresh_from_db()
    assert issuance.agency == target
    assert set(target.names.values_list("name", flat=True)) == {"能源办", "省能源办"}
    assert agency_at("省能源办") == target
    assert directory().agency("省能源办") == target
    assert [hit.record for hit in search("省能源办", kinds=["agency"]).hits] == [target]
    assert target.history.first().history_change_reason == "并入“省能源办”"


def everything_of(*agencies):
    """The rows that name these agencies, by column."""
    rows = [
        *Agency.objects.filter(pk__in=agencies), *Responsibility.objects.all(), *DocumentAgency.objects.all(),
        *AgencyName.objects.all(), *AgencyAddress.objects.all(), *SourceNote.objects.all(), *Correction.objects.all(),
    ]  # fmt: skip
    return sorted((row._meta.label, *map(str, columns(row).items())) for row in rows)


@pytest.fixture
def two_agencies(admin_user):
    """Two agencies, of which one has duties in a task of its own, in one with the other, and one that a person moved
    away; both sign a document; it has names, an address, a body under it, and a note that nobody knows it."""
    source, target, third = unknown(), make_agency(), make_agency("青海省商务厅")
    alone, both = make_duty(agency=source, as_written="省能源办").task, make_task()
    make_duty(both, target, role="support")
    lock(make_duty(both, source, role="lead"), {"role": "support"}, admin_user)
    lock(make_duty(alone, third), {"agency_id": source.pk}, admin_user)
    for agency in (source, target):
        DocumentAgency.objects.create(document=both.document, agency=agency)
        agency.names.create(name="能源办")
    DocumentAgency.objects.create(document=alone.document, agency=source)
    source.names.create(name="老能源办")
    AgencyAddress.objects.create(slug="更老", name="更老", agency=source)
    make_agency("青海省能源站", parent=source)
    SourceNote.objects.create(document=alone.document, kind="unknown_agency", message="未识别", quote="省能源办")
    index_tasks([alone, both])
    return source, target, alone


def test_a_merger_is_undone_to_the_letter(two_agencies):
    source, target, alone = two_agencies
    child = Agency.objects.get(name="青海省能源站")
    before = everything_of(source.pk, target.pk, child.pk)
    merge(source, target)
    assert everything_of(target.pk, child.pk) != before
    back, left = undo_merge(target.mergers.get())
    after = everything_of(back.pk, target.pk, child.pk)
    assert (left, [row for row in after if row not in before], len(after)) == ([], [], len(before))
    assert search("省能源办", kinds=["agency"]).hits[0].record == back
    assert alone.pk in [hit.record.pk for hit in search("省能源办", kinds=["task"]).hits]
    assert agency_at("省能源办") is None
    assert not target.mergers.exists()


def test_what_was_changed_after_a_merger_stays_and_is_told(two_agencies):
    source, target, alone = two_agencies
    third = make_agency("青海省统计局")
    merge(source, target)
    duty = alone.responsibilities.get(agency=target)
    duty.agency = third
    duty.save()
    target.names.filter(name="老能源办").delete()
    _, left = undo_merge(target.mergers.get())
    duty.refresh_from_db()
    assert (duty.agency, left) == (third, ["责任“牵头 青海省统计局”的机构后来改过，没有改回。"])


def test_mergers_are_undone_from_the_last_to_the_first():
    first, second, third = unknown("甲办"), unknown("乙办"), make_agency()
    duty = make_duty(agency=first)
    merge(first, second)
    merge(second, third)
    assert [merger.name for merger in third.mergers.all()] == ["乙办"]
    second, _ = undo_merge(third.mergers.get())
    first, left = undo_merge(second.mergers.get())
    duty.refresh_from_db()
    assert (duty.agency, left) == (first, [])


def test_the_page_undoes_a_merger_unless_the_name_is_taken(admin_client, two_agencies):
    source, target, _ = two_agencies
    merge(source, target)
    form, history = (reverse(f"admin:documents_agency_{name}", args=[target.pk]) for name in ("change", "history"))
    url = reverse("admin:documents_agency_unmerge", args=[target.pk, target.mergers.get().pk])
    assert url in admin_client.get(form).content.decode() and url in admin_client.get(history).content.decode()
    assert "恢复为单独的机构" in admin_client.get(url).content.decode()
    taken = make_agency("省能源办")
    assert "已归别的机构" in admin_client.post(url, {"is_confirmed": "True"}).content.decode()
    taken.delete()
    assert "已恢复为单独的机构" in admin_client.post(url, {"is_confirmed": "True"}, follow=True).content.decode()
    assert admin_client.post(url, {"is_confirmed": "True"}).status_code == 404


def test_an_address_follows_through_two_merges():
    first, second, third = unknown("甲办"), unknown("乙办"), make_agency()
    merge(first, second)
    merge(second, third)
    assert agency_at("甲办") == agency_at("乙办") == third


def test_a_former_address_leads_on(client):
    source, target = unknown(), make_agency()
    page, calendar = source.get_absolute_url(), reverse("agencies:calendar", args=[source.slug])
    merge(source, target)
    response = client.get(page)
    assert (response.status_code, response["Location"]) == (301, target.get_absolute_url())
    assert client.get(calendar).status_code == 200


@pytest.mark.parametrize(
    ("mine", "theirs", "kept"),
    [
        ({"role": "support"}, {"role": "lead"}, "lead"),
        ({"role": "lead"}, {"role": "support"}, "lead"),
        ({"role": "lead"}, {"role": "support", "origin": Origin.PERSON}, "support"),
        ({"role": "support"}, {"role": "lead", "standing": "withdrawn"}, "support"),
    ],
)
def test_two_duties_in_one_task_become_one(mine, theirs, kept):
    source, target, task = unknown(), make_agency(), make_task()
    make_duty(task, source, **mine)
    make_duty(task, target, **theirs)
    merge(source, target)
    duty = task.responsibilities.get()
    assert (duty.agency, duty.role) == (target, kept)


def test_what_was_extracted_as_the_merged_agency_is_known_by_the_other():
    source, target, other = unknown(), make_agency(), make_agency("青海省商务厅")
    duty = make_duty(agency=other)
    lock(duty, {"agency_id": source.pk}, None)
    merge(source, target)
    assert duty.corrections.get().before == target.pk


def test_a_merged_or_renamed_agency_does_not_come_back_with_the_registry(registry):
    store_registry(registry)
    agency = Agency.objects.filter(region="630000", kind="agency").first()
    rename(agency, "青海省全新局", date(2025, 1, 1))
    assert store_registry(registry)["agencies"] == 0


def test_a_new_name_keeps_the_old_one_as_a_former_name():
    agency = make_agency()
    task = make_duty(agency=agency).task
    index_tasks([task])
    rename(agency, "青海省能源和矿业局", date(2025, 3, 1))
    former = agency.names.get()
    assert (former.name, former.kind, former.until) == ("青海省能源局", AgencyName.Kind.FORMER, date(2025, 3, 1))
    assert (agency.slug, agency_at("青海省能源局")) == ("青海省能源和矿业局", agency)
    assert directory().agency("青海省能源局") == agency
    assert [hit.record.pk for hit in search("能源和矿业局", kinds=["task"]).hits] == [task.pk]
    rename(agency, "青海省能源局", date(2026, 3, 1))
    assert agency_at("青海省能源和矿业局") == agency
    assert not agency.names.filter(name="青海省能源局").exists()


def test_splitting_locks_the_duties_that_go(admin_user):
    agency = make_agency("青海省发展改革和能源局")
    stays, goes = make_duty(agency=agency), make_duty(agency=agency)
    alias = agency.names.create(name="能源口")
    new = split(agency, "青海省能源局", [goes], [alias], admin_user)
    goes.refresh_from_db()
    stays.refresh_from_db()
    assert (stays.agency, goes.agency, new.names.get()) == (agency, new, alias)
    assert goes.corrections.get().before == agency.pk


def test_a_new_name_settles_what_was_waiting_in_the_region():
    agency = make_agency()
    gansu = make_region(code="620000", name="甘肃省", short_name="甘肃")
    here, there = unknown("省能源办"), unknown("甘肃能源办", region=gansu)
    duty = make_duty(agency=here, as_written="省能源办")
    make_duty(agency=there, as_written="省能源办")
    note = SourceNote.objects.create(
        document=duty.task.document, kind="unknown_agency", message="机构未识别", quote="省能源办"
    )
    agency.names.create(name="省能源办")
    assert merge_waiting(agency) == ["省能源办"]
    duty.refresh_from_db()
    note.refresh_from_db()
    assert (duty.agency, note.state) == (agency, SourceNote.State.DONE)
    assert Agency.objects.filter(pk=there.pk).exists()


def test_a_name_added_in_the_form_settles_at_once(admin_client):
    agency, duty = make_agency(), make_duty(agency=unknown(), as_written="省能源办")
    url = reverse("admin:documents_agency_change", args=[agency.pk])
    form = admin_client.get(url).context["adminform"].form
    values = {
        "kind": "agency", "region": "630000", "sort_key": 1, "version": form["version"].value(),
        "names-TOTAL_FORMS": 1, "names-INITIAL_FORMS": 0, "names-0-name": "省能源办", "names-0-kind": "short",
    }  # fmt: skip
    page = admin_client.post(url, values, follow=True).content.decode()
    assert "以下写法已归入本机构：省能源办" in page
    duty.refresh_from_db()
    assert duty.agency == agency


def test_the_pages_merge_rename_and_split(admin_client):
    source, target, duty = unknown(), make_agency(), make_duty(agency=unknown("省新办"))
    url = reverse("admin:documents_agency_merge", args=[source.pk])
    assert "不能并入自身" in admin_client.post(url, {"into": source.pk}).content.decode()
    page = admin_client.post(url, {"into": target.pk}, follow=True).content.decode()
    assert "旧网址继续有效" in page
    url = reverse("admin:documents_agency_rename", args=[target.pk])
    page = admin_client.post(url, {"name": "青海省新局", "is_former": "on"}).content.decode()
    assert "请填旧名称停用的日期" in page
    assert "已有名为" in admin_client.post(url, {"name": "省新办"}).content.decode()
    url = reverse("admin:documents_agency_split", args=[duty.agency_id])
    assert "请选择归新机构" in admin_client.post(url, {"name": "省新新办"}).content.decode()
    admin_client.post(url, {"name": "省新新办", "duties": [duty.pk]})
    assert Responsibility.objects.get(pk=duty.pk).agency.name == "省新新办"


def test_of_many_duties_the_first_can_be_split_off_and_the_others_found_by_words(admin_client, monkeypatch):
    monkeypatch.setattr(agency_forms, "LISTED", 2)
    agency = unknown("省新办")
    duties = [make_duty(make_task(), agency=agency, as_written=f"省新办{name}") for name in "甲乙丙"]
    url = reverse("admin:documents_agency_split", args=[agency.pk])
    page = admin_client.get(url)
    assert "共 3 项，下面列最近文件的 2 项" in page.content.decode()
    assert len(page.context["form"].fields["duties"].choices) == 2
    page = admin_client.get(url, {"q": "丙"})
    assert [key for key, _ in page.context["form"].fields["duties"].choices] == [duties[2].pk]
    assert "最近文件的" not in page.content.decode()
    admin_client.post(f"{url}?q=丙", {"name": "省新新办", "duties": [duties[2].pk]})
    assert [Responsibility.objects.get(pk=duty.pk).agency.name for duty in duties] == ["省新办", "省新办", "省新新办"]


def test_of_two_parties_of_a_deadline_the_weightier_stays_and_both_come_back(admin_user):
    """The one that counts, whichever agency it names: not one that a person withdrew."""
    source, target, deadline = unknown(), make_agency(), make_deadline()
    party = {"document": deadline.document, "deadline": deadline, "role": "receives"}
    gone = DeadlineParty.objects.create(**party, agency=target, standing="withdrawn")
    kept = DeadlineParty.objects.create(**party, agency=source)
    lock(kept, {"agency_id": make_agency("青海省商务厅").pk}, admin_user)
    before = [columns(row) for row in (gone, kept)]
    merge(source, target)
    assert [(row.pk, row.agency, row.standing) for row in DeadlineParty.objects.all()] == [(kept.pk, target, "current")]
    assert undo_merge(AgencyMerge.objects.get())[1] == []
    assert [columns(row) for row in DeadlineParty.objects.order_by("pk")] == before
    assert DeadlineParty.objects.get(pk=kept.pk).locked_fields().keys() >= {"agency_id"}
