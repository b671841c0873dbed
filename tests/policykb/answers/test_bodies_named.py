"""Bodies in a query: those on record that stand in a document; short and former names; those that the base lacks."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from documents.indexing import index_document
from documents.models import AgencyPattern, LineName
from documents.search.queries.read_as import Reading
from policykb.answers import Results, search, suggest
from policykb.answers.intents import answer_to
from tasks.indexing import index_tasks
from tests.factories import make_agency, make_document, make_duty, make_region, make_task, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def base() -> None:
    """Bodies of two provinces with a task each; one of a third without any."""
    gansu = make_region(code="620000", name="甘肃省", short_name="甘肃")
    xinjiang = make_region(code="650000", name="新疆维吾尔自治区", short_name="新疆")
    make_region(code="530000", name="云南省", short_name="云南")
    for line, official, names in (
        ("生态环境", "{region}生态环境厅", []),
        ("环境保护", "{region}环境保护厅", ["环保厅"]),
        ("能源", "{region}能源局", []),
        ("残联", "{region}残疾人联合会", ["残联"]),
    ):
        AgencyPattern.objects.create(line=line, level="province", official=official, names=names)
    AgencyPattern.objects.create(line="生态环境", level="county", official="{region}生态环境局")
    LineName.objects.create(line="生态环境", name="生环", kind="short")
    told(LineName.objects.create(line="生态环境", name="环境保护", kind="former"))
    make_agency("新疆维吾尔自治区能源局", region=xinjiang)
    document = make_document()
    here = make_task(document, title="治水", body="推广绿电。")
    there = make_task(make_document(region=gansu), title="治沙", body="推广绿电。")
    other = make_task(document, title="储能", body="建设绿电储能，省残联参加。")
    make_duty(here, make_agency("青海省生态环境厅"))
    make_duty(there, make_agency("甘肃省生态环境厅", region=gansu))
    make_duty(other, make_agency("青海省能源局"))
    index_document(document)
    index_tasks([here, there, other])


def tasks_of(text: str) -> Results:
    return search(text, kinds=["task"])


def titles(text: str) -> set[str]:
    results = tasks_of(text)
    return {hit.title for hit in results.hits[: results.complete]}


@pytest.mark.parametrize("text", ["生环厅", "环保局", "环保厅", "生态环境局", "环保部门", "省环保厅", "省级生环厅"])
def test_a_short_or_former_name_means_the_bodies_of_the_line(text: str) -> None:
    assert titles(text) == {"治水", "治沙"}
    assert {agency.name for agency in search(text).understood.agencies} == {"青海省生态环境厅", "甘肃省生态环境厅"}


def test_in_a_region_it_means_that_of_the_region() -> None:
    assert titles("甘肃环保局") == {"治沙"}
    assert titles("甘肃省生环厅 绿电") == {"治沙"}


def test_how_a_name_was_read_is_told() -> None:
    assert search("环保局").readings == (Reading("环保局", "生态环境厅", "former agency"),)
    assert search("生环厅").readings == (Reading("生环厅", "生态环境厅", "agency"),)
    assert search("生态环境厅").readings == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("云南省环保厅绿电", "云南省生态环境厅"),
        ("云南生态厅绿电", ""),
        ("县级环保局绿电", "县级生态环境局"),
        ("云南省能源局绿电", "云南省能源局"),
        ("新疆能源局绿电", "新疆维吾尔自治区能源局"),
    ],
)
def test_a_body_that_the_base_lacks_is_told_and_no_demand(text: str, name: str) -> None:
    results = tasks_of(text)
    assert [each.name for each in results.understood.absent_agencies] == ([name] if name else [])
    if name:
        assert not results.understood.agencies and not results.understood.absent_regions
        assert results.complete == 3


def test_those_of_its_line_are_offered_in_its_place() -> None:
    (absent,) = search("云南省能源局 绿电").understood.absent_agencies
    assert [(agency.name, query) for agency, query in absent.near] == [("青海省能源局", "青海省能源局 绿电")]


def test_a_body_without_tasks_that_a_text_names_is_looked_for() -> None:
    (absent,) = search("省残联").understood.absent_agencies
    assert absent.name == "省级残疾人联合会" and absent.is_sought
    assert titles("省残联") == {"储能"}


def test_whose_own_is_asked_and_no_demand() -> None:
    results = tasks_of("我局绿电")
    assert results.complete == 3
    (asked,) = results.understood.asked
    assert (asked.typed, asked.is_place, asked.choices) == ("我局", False, [("青海省能源局", "青海省能源局绿电")])
    (asked,) = search("我省绿电").understood.asked
    assert asked.is_place and {name for name, _ in asked.choices} == {"青海省", "甘肃省"}


def test_a_short_name_behind_a_minus_keeps_out_what_is_theirs() -> None:
    assert titles("绿电 -环保局") == titles("绿电 不要环保局的") == {"储能"}


@pytest.mark.parametrize("typed", ["生环厅", "生环", "环保局", "省生环厅"])
def test_suggestions_know_short_and_former_names(typed: str) -> None:
    assert {found.label for found in suggest(typed, only_agencies=True)} == {"青海省生态环境厅", "甘肃省生态环境厅"}


def test_a_question_about_a_former_name_is_answered_and_about_an_absent_body_is_not() -> None:
    today = date(2026, 3, 1)
    answer = answer_to("环保局要做什么", today, ())
    assert answer and "青海省生态环境厅" in answer.sentence
    assert answer_to("云南省环保局要做什么", today, ()) is None


def test_the_command_tells_what_is_lacking_and_what_is_asked() -> None:
    out = StringIO()
    call_command("search", "云南省能源局绿电", "我局绿电", stdout=out)
    lacking, asked = map(json.loads, out.getvalue().splitlines())
    assert lacking["absent"] == ["云南省能源局"] and asked["asked"] == ["我局"]
