"""By when, in tiers: what the text gives to a task or an agency, and what it gives to nobody."""

from datetime import date

import pytest

from documents.models import Agency, Document, Section
from documents.tag_sets.current import current_sets
from policykb.insight.agency_scope import AgencyScope
from policykb.insight.agency_times import AgencyTimes, times_of
from policykb.insight.by_when import TaskTimes, find_times
from policykb.insight.tiers import Tier, tier_of
from tasks.models import Deadline, DeadlineParty, Task
from tests.factories import changed, make_agency, make_deadline, make_document, make_duty, make_target, make_task, told

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def make_section(document: Document, key: str, title: str) -> Section:
    return Section.objects.create(document=document, key=key, number="二、", title=title, level=1, order=1)


def times_for(task: Task) -> TaskTimes:
    (found,) = Task.objects.for_listing().filter(pk=task.pk)
    return find_times([found])[task.pk]


def said(agency: Agency) -> AgencyTimes:
    return times_of(AgencyScope.of(agency), (), TODAY)


@pytest.fixture
def task() -> Task:
    """A task of a chapter, which leads 青海省能源局 to."""
    task = make_task(make_document(), key="2.1")
    make_duty(task, make_agency(), role="lead")
    return task


def lead_of(task: Task) -> Agency:
    return task.responsibilities.get(role="lead").agency


def test_the_date_of_an_item_is_its_own(task):
    make_deadline(task.document, task=task, due_on=date(2027, 6, 30), precision="month", quote="2027年6月底前")
    (when,) = times_for(task).stated
    assert (when.tier, when.words, when.quote) == (Tier.OWN, "2027年6月", "2027年6月底前")
    assert [entry.tier for entry in said(lead_of(task)).ahead] == [Tier.OWN]


def test_what_goes_on_is_the_items_own_and_does_not_return(task):
    ongoing = make_deadline(task.document, task=task, due_on=None, precision="", recurrence="ongoing", quote="长期坚持")
    (when,) = times_for(task).stated
    assert (when.tier, tier_of(ongoing)) == (Tier.OWN, Tier.OWN)


def test_a_target_on_the_day_of_a_deadline_says_nothing_more(task):
    make_deadline(task.document, task=task)
    make_target(task.document, task=task)
    make_target(task.document, task=task, deadline=date(2035, 12, 31), quote="到2035年达到70%")
    assert [when.words for when in times_for(task).stated] == ["2030年", "2035年"]


def test_the_date_of_a_part_reaches_its_items_and_no_others(task):
    section = make_section(task.document, "2", "2027年重点任务")
    make_deadline(task.document, section=section, reaches=True, due_on=date(2027, 12, 31), quote="2027年")
    other = make_task(task.document, key="21.1")
    (when,) = times_for(task).stated
    assert (when.tier, str(when)) == (Tier.PART, "2027年（所在部分写明）")
    assert times_for(other).stated == ()
    (entry,) = said(lead_of(task)).ahead
    assert (entry.tier, entry.tasks) == (Tier.PART, 1)
    assert list(current_sets().of("task")["y2027"]) == [task.pk]
    assert list(current_sets().of("task")["ynone"]) == [other.pk]
    assert list(current_sets().of("task")["u2027-12-31"]) == [task.pk]
    assert list(current_sets().of("task")["unone"]) == [other.pk]


def test_aims_are_the_documents_and_nobodys(task):
    make_target(task.document, quote="到2030年达到60%")
    make_target(task.document, quote="到2030年达到70%")
    times = times_for(task)
    assert times.stated == ()
    assert [(when.tier, when.words, when.count) for when in times.best] == [(Tier.AIM, "2030年", 2)]
    make_target(task.document, deadline=date(2035, 12, 31))
    assert times_for(task).best_in_words == "2030年、2035年（文件总体目标，原文未分到单位）"
    agency = said(lead_of(task))
    assert agency.ahead == [] and agency.past == 0
    assert [each.tier for each in agency.general] == [Tier.AIM]
    assert agency.tiers == {Tier.AIM}


def test_the_years_of_a_plan_are_said_where_nothing_else_is(task):
    Document.objects.update(period_from=2026, period_until=date(2030, 12, 31), period_words="2026—2030年")
    assert [(when.tier, when.words) for when in times_for(task).best] == [(Tier.PERIOD, "2026—2030年")]
    assert said(lead_of(task)).tiers == {Tier.PERIOD}
    make_target(task.document)
    assert [when.tier for when in times_for(task).best] == [Tier.AIM]
    assert said(lead_of(task)).tiers == {Tier.AIM}


def yearly(document: Document, **party: object) -> Deadline:
    deadline = make_deadline(document, due_on=None, precision="", recurrence="year_end", quote="每年年底")
    told(DeadlineParty.objects.create(document=document, deadline=deadline, **{"role": "acts"} | party))
    return deadline


def test_those_that_lead_in_the_document_report_and_one_receives(task):
    supporting, receiver = make_agency("青海省财政厅"), make_agency("青海省发展和改革委员会")
    make_duty(task, supporting, role="support", basis="listed")
    deadline = yearly(task.document, group="leads", as_written="牵头部门")
    told(
        DeadlineParty.objects.create(
            document=task.document, deadline=deadline, role="receives", agency=receiver, as_written="省发展改革委"
        )
    )
    (entry,) = said(lead_of(task)).ahead
    assert (entry.tier, entry.day) == (Tier.ROUTINE, date(2026, 12, 31))
    assert [(party.role, party.as_written) for party in entry.parts] == [("acts", "牵头部门")]
    (entry,) = said(receiver).ahead
    assert [party.role for party in entry.parts] == ["receives"]
    assert said(supporting).ahead == []


def test_a_day_that_is_given_to_somebody_is_no_aim(task):
    receiver = make_agency("青海省发展和改革委员会")
    deadline = make_deadline(task.document, due_on=date(2027, 3, 31), precision="month", quote="2027年3月底前")
    assert [when.tier for when in times_for(task).general] == [Tier.AIM]
    told(
        DeadlineParty.objects.create(
            document=task.document, deadline=deadline, role="receives", agency=receiver, as_written="省发展改革委"
        )
    )
    assert times_for(task).general == ()
    assert [(entry.tier, entry.day) for entry in said(receiver).ahead] == [(Tier.OWN, date(2027, 3, 31))]
    assert said(lead_of(task)).tiers == set()


def test_leading_in_another_document_is_not_enough(task):
    yearly(make_document(title="另一份文件"), group="leads")
    assert said(lead_of(task)).ahead == []


def test_what_a_collective_has_to_do_is_its_members_too(task):
    group = make_agency("青海省各市州人民政府", kind="group")
    yearly(task.document, agency=group, as_written="各市州政府")
    member = make_agency("西宁市人民政府", kind="government")
    assert len(times_of(AgencyScope.of(member), [group], TODAY).ahead) == 1
    assert said(member).ahead == []


def test_what_is_past_is_counted(task):
    make_deadline(task.document, task=task, due_on=date(2025, 12, 31))
    make_target(task.document, task=task, deadline=date(2024, 12, 31))
    times = said(lead_of(task))
    assert (times.ahead, times.past) == ([], 2)
    assert times.tiers == {Tier.OWN}


def test_an_unpublished_document_binds_nobody(task):
    deadline = yearly(task.document, group="leads")
    task.document.is_published = False
    changed(task.document)
    assert said(lead_of(task)).ahead == []
    assert deadline.parties.get() not in DeadlineParty.objects.published()


def test_what_a_document_set_that_has_ended_is_due_to_nobody(task):
    agency = lead_of(task)
    make_deadline(task.document, task=task)
    yearly = make_deadline(task.document, due_on=None, precision="", recurrence="year_end", quote="每年年底")
    told(DeadlineParty.objects.create(document=task.document, deadline=yearly, role="acts", agency=agency))
    make_target(task.document, deadline=date(2035, 12, 31))
    assert len(said(agency).ahead) == 2 and said(agency).general and said(agency).ended == []
    task.document.validity = "repealed"
    changed(task.document)
    now = said(agency)
    assert (now.ahead, now.past, now.general, now.ended) == ([], 0, [], [task.document])


def test_readers_are_told_that_a_document_has_ended(task, client):
    make_deadline(task.document, task=task)
    task.document.validity = "repealed"
    changed(task.document)
    agency = lead_of(task).get_absolute_url()
    for path in (agency, f"{agency}brief/", "/tasks/"):
        assert "已废止或失效" in client.get(path).content.decode(), path
    assert not client.get("/").context["due"].all and not client.get("/timeline/").context["recurring"]


def test_machines_are_told_the_same(task, client):
    section = make_section(task.document, "2", "2027年重点任务")
    make_deadline(task.document, section=section, reaches=True, due_on=date(2027, 12, 31), quote="2027年")
    (entry,) = client.get(f"/api/tasks/{task.document.slug}/2.1/").json()["by_when"]
    assert (entry["tier"], entry["day"], entry["words"]) == ("part", "2027-12-31", "2027年")
    assert client.get("/api/tasks/").json()["results"][0]["by_when"] == [entry]


def test_of_very_many_documents_the_latest_are_told_and_that_there_are_more():
    agency = make_agency()
    for day in (date(2024, 1, 1), date(2025, 1, 1), None):
        document = make_document(issued_on=day)
        make_duty(make_task(document), agency)
        make_target(document)
    times = times_of(AgencyScope.of(agency), (), TODAY, limit=1)
    assert [each.document.issued_on for each in times.general] == [date(2025, 1, 1)] and times.is_cut


def test_what_returns_in_the_same_words_is_told_once(task):
    agency = lead_of(task)
    for document in (task.document, make_document(), make_document()):
        yearly(document, agency=agency)
    times = said(agency)
    assert [entry.words for entry in times.ahead] == ["每年年底"] and times.returning == 3


def test_what_is_past_of_a_part_counts_for_each_task(task):
    section = make_section(task.document, "2", "2025年重点任务")
    make_duty(make_task(task.document, key="2.2"), lead_of(task))
    make_deadline(task.document, section=section, reaches=True, due_on=date(2025, 12, 31), quote="2025年")
    assert said(lead_of(task)).past == 2
