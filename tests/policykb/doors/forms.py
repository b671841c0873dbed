"""The forms of records, each a door; and the tables and choices inside them."""

from collections.abc import Iterator
from typing import Any

from django.test import Client

from documents.models import (
    AgencyName,
    DocumentAgency,
    LineName,
    WordPair,
)
from tasks.models import DeadlineParty, Responsibility
from tests.factories import (
    make_agency,
    make_deadline,
    make_document,
    make_duty,
    make_report,
    make_target,
    make_task,
    make_term,
    told,
)
from tests.policykb.doors.door import door, make_citation, make_note
from tests.policykb.editing.forms import make_pattern, save


@door
def form_of_a_document(staff: Client) -> Iterator[Any]:
    document = make_document()
    yield document.get_absolute_url()
    save(staff, document, title="改过的标题")
    yield document, "updated"


@door
def form_that_publishes(staff: Client) -> Iterator[Any]:
    document = make_document(is_published=False)
    yield "/documents/"
    save(staff, document, is_published="on")
    yield document, "updated"


@door
def form_of_a_note(staff: Client) -> Iterator[Any]:
    note = make_note()
    yield note.document.get_absolute_url()
    save(staff, note, state="dismissed", reason="原文如此")
    yield note, "updated"


@door
def form_of_a_region(staff: Client) -> Iterator[Any]:
    document = make_document()
    yield f"{document.get_absolute_url()}?plain=1"
    save(staff, document.region, name="青海新省")
    yield document.region, "updated"


@door
def form_of_a_term(staff: Client) -> Iterator[Any]:
    task, term = make_task(), make_term()
    task.topics.add(term)
    told(task)
    yield "/topics/"
    save(staff, term, name="绿电直供")
    yield term, "updated"


@door
def form_of_a_word_pair(staff: Client) -> Iterator[Any]:
    pair = told(WordPair.objects.create(typed="没电的牧区", official="偏远地区"))
    yield None
    save(staff, pair, state="declined")
    yield pair, "updated"


@door
def form_of_a_linename(staff: Client) -> Iterator[Any]:
    name = told(LineName.objects.create(line="生态环境", name="环保"))
    yield None
    save(staff, name, kind="former")
    yield name, "updated"


@door
def form_of_a_pattern(staff: Client) -> Iterator[Any]:
    pattern = make_pattern()
    yield None
    save(staff, pattern, official="{region}能源办")
    yield pattern, "updated"


@door
def form_of_an_agency(staff: Client) -> Iterator[Any]:
    agency = make_duty().agency
    yield agency.get_absolute_url()
    save(staff, agency, kind="government")
    yield agency, "updated"


@door
def form_of_a_task(staff: Client) -> Iterator[Any]:
    task = make_task()
    yield task.get_absolute_url()
    save(staff, task, title="改过的任务")
    yield task, "updated"


@door
def form_of_a_duty(staff: Client) -> Iterator[Any]:
    duty = make_duty()
    yield duty.task.get_absolute_url()
    save(staff, duty, role="support")
    yield duty, "updated"


@door
def form_of_a_target(staff: Client) -> Iterator[Any]:
    target = make_target()
    yield "/targets/"
    save(staff, target, unit="个")
    yield target, "updated"


@door
def form_of_a_deadline(staff: Client) -> Iterator[Any]:
    deadline = make_deadline()
    yield "/timeline/"
    save(staff, deadline, due_on="2031-12-31")
    yield deadline, "updated"


@door
def form_of_a_party(staff: Client) -> Iterator[Any]:
    deadline, agency = make_deadline(), make_agency()
    party = DeadlineParty.objects.create(
        document=deadline.document, deadline=deadline, role="acts", agency=agency, as_written="省能源局"
    )
    yield None
    save(staff, party, role="receives")
    yield party, "updated"


@door
def form_of_a_citation(staff: Client) -> Iterator[Any]:
    citation = make_citation()
    yield citation.document.get_absolute_url()
    save(staff, citation, title="国务院方案")
    yield citation, "updated"


@door
def form_of_a_report(staff: Client) -> Iterator[Any]:
    report = make_report()
    yield report.get_absolute_url()
    save(staff, report, state="mended", answer="已按原件改正")
    yield report, "updated"


@door
def a_duty_changed_in_the_form_of_its_task(staff: Client) -> Iterator[Any]:
    duty = make_duty()
    yield duty.task.get_absolute_url()
    save(staff, duty.task, **{"responsibilities-0-role": "support"})
    yield duty, "updated"


@door
def a_duty_added_in_the_form_of_its_task(staff: Client) -> Iterator[Any]:
    task, agency = make_task(), make_agency()
    yield agency.get_absolute_url()
    row = {"role": "lead", "agency": agency.pk, "as_written": "省能源局", "basis": "explicit"}
    save(staff, task, **{"responsibilities-TOTAL_FORMS": 1}, **{f"responsibilities-0-{k}": v for k, v in row.items()})
    yield Responsibility.objects.get(), "created"


@door
def a_duty_taken_out_in_the_form_of_its_task(staff: Client) -> Iterator[Any]:
    duty = make_duty()
    yield duty.agency.get_absolute_url()
    save(staff, duty.task, **{"responsibilities-0-DELETE": "on"})
    yield duty, "withdrawn"


@door
def a_target_and_a_deadline_in_the_form_of_their_task(staff: Client) -> Iterator[Any]:
    task = make_task()
    target, deadline = make_target(task.document, task=task), make_deadline(task.document, task=task)
    yield task.get_absolute_url()
    save(staff, task, **{"targets-0-unit": "个", "deadlines-0-quote": "到三十年"})
    yield target, "updated", deadline, "updated"


@door
def a_topic_put_to_a_task(staff: Client) -> Iterator[Any]:
    task, term = make_task(), make_term()
    yield task.get_absolute_url()
    save(staff, task, topics=[term.pk])
    yield task, "updated"


@door
def a_topic_taken_from_a_task(staff: Client) -> Iterator[Any]:
    task = make_task()
    task.topics.add(make_term())
    yield task.get_absolute_url()
    save(staff, task, topics=[])
    yield task, "updated"


@door
def a_name_added_in_the_form_of_its_agency(staff: Client) -> Iterator[Any]:
    agency = make_duty().agency
    yield agency.get_absolute_url()
    save(staff, agency, **{"names-0-name": "省能源口", "names-0-kind": "short"})
    yield AgencyName.objects.get(), "created"


@door
def a_name_taken_out_in_the_form_of_its_agency(staff: Client) -> Iterator[Any]:
    agency = make_duty().agency
    name = agency.names.create(name="省能源口")
    yield agency.get_absolute_url()
    save(staff, agency, **{"names-0-DELETE": "on"})
    yield name, "removed"


@door
def an_issuer_added_in_the_form_of_its_document(staff: Client) -> Iterator[Any]:
    document, agency = make_document(), make_agency()
    yield document.get_absolute_url()
    values = {"issuances-TOTAL_FORMS": 1, "issuances-0-agency": agency.pk, "issuances-0-order": 0}
    save(staff, document, **values)
    yield DocumentAgency.objects.get(), "created"


@door
def an_issuer_taken_out_in_the_form_of_its_document(staff: Client) -> Iterator[Any]:
    document = make_document()
    issuance = DocumentAgency.objects.create(document=document, agency=make_agency())
    yield document.get_absolute_url()
    save(staff, document, **{"issuances-0-DELETE": "on"})
    yield issuance, "removed"


@door
def a_note_in_the_form_of_its_document(staff: Client) -> Iterator[Any]:
    note = make_note()
    yield note.document.get_absolute_url()
    save(staff, note.document, **{"notes-0-state": "dismissed", "notes-0-reason": "原文如此"})
    yield note, "updated"
