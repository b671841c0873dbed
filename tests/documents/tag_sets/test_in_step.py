"""The sets follow the records, whoever changes them, and every process sees the same ones."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import transaction

from documents.models import Change, Document, Revision, Section, TagSet
from documents.records.locks import restore, withdraw
from documents.records.writing import refill_sets, tell, writing
from documents.tag_sets import current
from documents.tag_sets.current import current_sets
from documents.tag_sets.sets import gathered
from documents.tag_sets.storing import are_wanting
from documents.tag_sets.tagged import tagged
from policykb.editing.merging import merge, undo_merge
from policykb.editing.removing import remove_document
from tasks.models import DeadlineParty
from tests.factories import (
    changed,
    make_agency,
    make_deadline,
    make_document,
    make_duty,
    make_region,
    make_target,
    make_task,
    make_term,
    told,
)

pytestmark = pytest.mark.django_db


def assert_in_step():
    """The sets in memory and those read anew are what the records say today."""
    counted = {
        kind: {tag: keys for tag, keys in gathered(each.tags(each.visible())).items() if keys}
        for kind, each in tagged().items()
    }
    for _ in range(2):
        sets = current_sets()
        assert {kind: {tag: keys for tag, keys in sets.of(kind).tags if keys} for kind in counted} == counted
        current._shelves.clear()


def test_what_is_made_changed_withdrawn_and_restored_is_counted(admin_user):
    task = make_task()
    assert_in_step()
    duty = make_duty(task)
    make_target(task.document, task=task)
    make_deadline(task.document)
    assert_in_step()
    duty.role = "support"
    changed(duty)
    assert list(current_sets().of("task")[f"a{duty.agency_id}.support"]) == [task.pk]
    assert_in_step()
    with writing(admin_user):
        withdraw(duty)
    assert list(current_sets().of("task")["onone"]) == [task.pk]
    assert_in_step()
    with writing(admin_user):
        restore(duty)
    assert_in_step()


def test_a_hidden_document_takes_all_of_it_out_and_brings_it_back():
    task = make_task()
    make_target(task.document, task=task)
    make_deadline(task.document, task=task)
    other = make_task()
    document = Document.objects.get(pk=task.document_id)
    document.is_published = False
    changed(document)
    assert list(current_sets().of("task").every) == [other.pk]
    assert_in_step()
    document.is_published = True
    changed(document)
    assert set(current_sets().of("task").every) == {task.pk, other.pk}
    assert_in_step()


def test_a_province_has_what_its_cities_and_counties_have_and_the_country_has_its_own():
    country = make_region(code="100000", name="国家", short_name="国家", level="national")
    province = make_region(parent=country)
    city = make_region(code="630100", name="西宁市", short_name="西宁", level="city", parent=province)
    county = make_region(code="630102", name="城东区", short_name="城东", level="county", parent=city)
    tasks = [make_task(make_document(region=region)).pk for region in (country, province, city, county)]
    carried = current_sets().of("task")
    assert list(carried["g100000"]) == tasks[:1]
    assert list(carried["g630000"]) == tasks[1:]
    assert list(carried["g630100"]) == tasks[2:]
    assert [list(carried[f"G{code}"]) for code in ("630000", "630100")] == [tasks[1:2], tasks[2:3]]
    county.parent = province
    changed(county)
    assert list(current_sets().of("task")["g630100"]) == tasks[2:3]
    assert_in_step()


def test_a_date_of_a_part_is_counted_for_the_items_below_and_not_when_it_reaches_no_longer():
    document = make_document()
    section = Section.objects.create(document=document, key="1", level=1, order=1)
    task, outside = make_task(document, key="1.1"), make_task(document, key="2.1")
    deadline = make_deadline(document, section=section, due_on=date(2027, 6, 30), precision="month", reaches=True)
    assert list(current_sets().of("task")["u2027-06-30"]) == [task.pk]
    assert list(current_sets().of("task")["ynone"]) == [outside.pk]
    deadline.reaches = False
    changed(deadline)
    assert set(current_sets().of("task")["ynone"]) == {task.pk, outside.pk}
    assert_in_step()


def test_a_merger_and_its_undoing_a_topic_and_a_removal_are_counted(admin_user):
    task = make_task()
    one, other = make_agency("青海省能源局"), make_agency("青海省能源管理局")
    make_duty(task, other)
    make_duty(make_task(task.document), one)
    merge(other, one, admin_user)
    assert len(current_sets().of("task")[f"a{one.pk}"]) == 2
    assert_in_step()
    undo_merge(one.mergers.get())
    assert_in_step()
    with writing():
        task.topics.add(make_term())
        tell(task, Change.Kind.UPDATED, ["topics"])
    assert_in_step()
    remove_document(task.document, "试验", "张三")
    assert not current_sets().of("task").every
    assert_in_step()


def test_what_is_rolled_back_was_never_counted():
    task = make_task()
    with writing():
        make_duty(task)
        transaction.set_rollback(True)
    assert list(current_sets().of("task")["onone"]) == [task.pk]
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make_duty(task)
        assert not current_sets().of("task")["onone"]
        raise ZeroDivisionError
    assert list(current_sets().of("task")["onone"]) == [task.pk]
    assert_in_step()


def test_an_older_copy_put_back_is_read_anew_even_where_its_number_has_grown():
    task = make_task()
    current_sets()
    TagSet.objects.filter(kind="task", tag="onone").delete()
    Revision.objects.update(token=uuid4(), former=[], number=10_000)
    assert not current_sets().of("task")["onone"]
    assert are_wanting() is False
    refill_sets()
    assert list(current_sets().of("task")["onone"]) == [task.pk]


def test_only_what_changed_is_read_again(django_assert_num_queries):
    task = make_task()
    current_sets()
    with django_assert_num_queries(1):
        before = current_sets()
    make_duty(task)
    with django_assert_num_queries(3):
        after = current_sets()
    assert after.of("document") is before.of("document")


def test_rows_made_past_the_site_are_found_wanting_and_filled_by_migrate(capsys):
    make_task()
    TagSet.objects.all().delete()
    current._shelves.clear()
    assert are_wanting()
    call_command("migrate", verbosity=1)
    assert "Tag sets: 4 records counted." in capsys.readouterr().out
    assert not are_wanting()
    assert_in_step()


def test_deadlines_and_targets_are_counted_by_the_agencies_of_their_task_and_the_parties_they_name(admin_user):
    task, agency = make_task(), make_agency()
    document = task.document
    duty = make_duty(task, agency)
    target, deadline = make_target(document, task=task), make_deadline(document, task=task)
    term = make_deadline(document, due_on=None, precision="", term_count=1, term_unit="year", term_anchor="none")
    party = told(DeadlineParty.objects.create(document=document, deadline=term, role="acts", agency=agency))
    told(DeadlineParty.objects.create(document=document, deadline=term, role="acts", group="leads"))
    sets = current_sets()
    for tag in (f"a{agency.pk}.lead", "olead"):
        assert (list(sets.of("target")[tag]), list(sets.of("deadline")[tag])) == ([target.pk], [deadline.pk])
    assert [list(sets.of("deadline")[tag]) for tag in (f"p{agency.pk}", "Pleads", "sterm")] == [[term.pk]] * 3
    assert_in_step()
    with writing(admin_user):
        withdraw(party)
    assert not current_sets().of("deadline")[f"p{agency.pk}"]
    with writing(admin_user):
        withdraw(duty)
        withdraw(task)
    assert not current_sets().of("deadline")["olead"]
    assert_in_step()


def test_tasks_are_counted_by_the_basis_of_a_role_and_by_the_deadlines_of_the_parts_above():
    document, agency = make_document(), make_agency()
    section = Section.objects.create(document=document, key="1", level=1, order=1)
    first, second = make_task(document, key="1.1"), make_task(document, key="1.2")
    make_duty(first, agency, basis="first-listed")
    make_duty(second, agency, basis="inherited", inherited_from=first)
    above = make_deadline(document, section=section, reaches=True)
    tasks = current_sets().of("task")
    assert list(tasks[f"a{agency.pk}.lead.first-listed"]) == [first.pk]
    assert list(tasks[f"a{agency.pk}.lead.inherited"]) == [second.pk]
    assert list(tasks[f"w{above.pk}"]) == [first.pk, second.pk]
    assert list(current_sets().of("deadline")["sreaches"]) == [above.pk]
    assert tasks.counts("a") == {str(agency.pk): 2}  # nothing of a part is told among the agencies
    assert_in_step()


def test_a_document_is_counted_by_its_link_and_by_what_is_stated_of_its_force():
    document = make_document(validity="in-force")
    sets = current_sets().of("document")
    assert sets.counts("v") == {"in-force": 1} and sets.counts("l") == {"no": 1}
    document.source_url, document.validity = "https://example.org/1", "repealed"
    changed(document)
    sets = current_sets().of("document")
    assert sets.counts("v") == {"repealed": 1} and sets.counts("l") == {"yes": 1}
    assert_in_step()
