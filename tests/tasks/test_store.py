"""Extracted duties and citations as rows: each agency once in a task, each citation where it leads."""

from typing import Any

import pytest

from documents.models import Agency, Document
from documents.text.spans import Span
from tasks.extraction.values import Basis, DutyMention, Extraction, ParsedTask, Role
from tasks.models import Citation
from tasks.store import cited_document, wanted_duties
from tests.factories import make_agency, make_document, make_task

pytestmark = pytest.mark.django_db


class Merged:
    """A directory in which every name is that of one agency."""

    def __init__(self, agency: Agency) -> None:
        self.one = agency

    def body(self, name: str, as_written: str) -> Agency:
        return self.one


def parsed(key: str, *duties: DutyMention) -> ParsedTask:
    return ParsedTask(key, "（一）", "发展风电", (), "", "", Span(0, 40), responsibilities=duties)


def duty(name: str, role: Role, start: int, source: str | None = None) -> DutyMention:
    basis = Basis.INHERITED if source else Basis.EXPLICIT
    return DutyMention(name, name, role, basis, Span(start, start + len(name)), source)


@pytest.mark.parametrize(
    ("roles", "kept"),
    [
        ((Role.SUPPORT, Role.LEAD), ("lead", "新局", 1)),
        ((Role.LEAD, Role.SUPPORT), ("lead", "旧局", 0)),
        ((Role.IMPLEMENT, Role.SUPPORT), ("support", "新局", 1)),
        ((Role.LEAD, Role.LEAD), ("lead", "旧局", 0)),
    ],
)
def test_of_two_names_of_one_agency_the_weightier_role_counts(roles: tuple[Role, Role], kept: Any) -> None:
    agency, task = make_agency(), make_task(key="1.1")
    duties = (duty("旧局", roles[0], 5), duty("新局", roles[1], 9))
    (values,) = wanted_duties(Extraction((parsed("1.1", *duties),)), {"1.1": task}, Merged(agency)).values()  # type: ignore[arg-type]
    assert (values["role"], values["as_written"], values["order"]) == kept
    assert (values["task_id"], values["agency_id"]) == (task.pk, agency.pk)


def test_an_inherited_duty_knows_its_source_and_one_of_a_task_that_is_not_stored_is_left_out() -> None:
    agency, one, two = make_agency(), make_task(key="1.1"), make_task(key="1.2")
    extraction = Extraction(
        (
            parsed("1.1", duty("甲局", Role.LEAD, 5)),
            parsed("1.2", duty("甲局", Role.LEAD, 5, "1.1")),
            parsed("1.3", duty("甲局", Role.LEAD, 5, "1.1")),
        )
    )
    wanted = wanted_duties(extraction, {"1.1": one, "1.2": two}, Merged(agency))  # type: ignore[arg-type]
    assert {task: values["inherited_from_id"] for (task, _), values in wanted.items()} == {one.pk: None, two.pk: one.pk}


def citation(**values: object) -> Citation:
    """A citation in a document of its own."""
    return Citation.objects.create(document=make_document(title="引用它的文件"), **values)


def named(title: str, number: str = "", **values: object) -> Document:
    return make_document(title=title, document_number=number, **values)


def test_a_number_decides_before_a_title() -> None:
    numbered = named("园区意见", "青政办〔2031〕7号")
    named("园区方案")
    assert cited_document(citation(title="园区方案", number="青政办〔2031〕7号")) == numbered
    assert cited_document(citation(title="园区方案", number="青政办〔2031〕8号")) is None


def test_a_title_leads_to_the_one_document_that_bears_it() -> None:
    document = named("园区方案")
    assert cited_document(citation(title="园区方案")) == document
    assert cited_document(citation(title="园区意见")) is None
    named("园区方案", "青政办〔2031〕9号")
    assert cited_document(citation(title="园区方案")) is None


def test_a_notice_is_known_by_its_title_too() -> None:
    document = named("园区方案", notice_title="关于印发园区方案的通知")
    assert cited_document(citation(title="关于印发园区方案的通知")) == document


@pytest.mark.parametrize("values", [{"standing": "withdrawn"}, {"standing": "superseded"}])
def test_what_does_not_count_is_not_cited(values: dict[str, str]) -> None:
    named("园区方案", **values)
    assert cited_document(citation(title="园区方案")) is None


def test_a_document_does_not_cite_itself() -> None:
    document = named("园区方案")
    assert cited_document(Citation.objects.create(document=document, title="园区方案")) is None
