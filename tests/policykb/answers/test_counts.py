"""What heading, kinds and facets count is what the list holds."""

from collections.abc import Iterator, Sequence

import pytest

from policykb.answers import Results, search
from tasks.indexing import index_tasks
from tests.factories import make_agency, make_deadline, make_document, make_duty, make_region, make_task, make_term

pytestmark = pytest.mark.django_db

PAGE = 4
ASKED = ["省能源局", "青海省能源局", "绿电", "绿电 储能", "绿电 -储能", "省能源局 绿电 氢能", "氢能 钢铁"]


@pytest.fixture(autouse=True)
def library() -> None:
    """Tasks of two regions, with every mixture of words, agencies and roles."""
    topic = make_term("绿电直连")
    for region, name in (
        (make_region(), "青海"),
        (make_region(code="620000", name="甘肃省", short_name="甘肃"), "甘肃"),
    ):
        document = make_document(title=f"{name}省方案", region=region, slug=name, number_key=name, document_number=name)
        bureau, office = make_agency(f"{name}省能源局", region=region), make_agency(f"{name}省商务厅", region=region)
        tasks = [make_task(document, title=f"推进{words}", body="") for words in ("绿电", "储能", "绿电储能", "氢能")]
        for number, task in enumerate(tasks):
            make_duty(task, bureau, role="lead" if number % 2 else "support")
            make_duty(task, office, role="support")
        make_deadline(document, task=tasks[0])
        tasks[0].topics.add(topic)
        index_tasks(tasks)


def listed(text: str, **options: object) -> tuple[Results, list[object]]:
    """What a search says, and the records on all its pages."""
    first = search(text, limit=PAGE, **options)
    records = [
        hit.record
        for offset in range(0, first.total + PAGE, PAGE)
        for hit in search(text, limit=PAGE, offset=offset, **options).hits
    ]
    return first, records


def values(found: Results) -> Iterator[tuple[str, str, int]]:
    """The facets' values with their counts."""
    for name, choices in found.facets.items():
        for value, _, number in choices:
            yield name, value, number


@pytest.mark.parametrize("kinds", [None, ["task"], ["task", "agency"]])
@pytest.mark.parametrize("text", ASKED)
def test_counts_are_those_of_the_list(text: str, kinds: Sequence[str] | None) -> None:
    found, records = listed(text, kinds=kinds)
    assert len(records) == len(set(records)) == found.total > 0
    asked = kinds or list(found.kinds)
    assert sum(found.kinds[kind] for kind in asked) == found.total
    for kind, number in found.kinds.items():
        narrowed = search(text, kinds=[kind])
        if kind in asked and narrowed.is_partial == found.is_partial:
            assert narrowed.total == number, kind


@pytest.mark.parametrize("filters", [{}, {"region": ["620000"]}, {"role": ["lead"]}, {"agency": ["青海省能源局"]}])
@pytest.mark.parametrize("text", ASKED)
def test_a_value_of_a_facet_leaves_as_many_as_it_says(text: str, filters: dict[str, list[str]]) -> None:
    found = search(text, kinds=["task"], filters=filters)
    for name, value, number in values(found):
        narrowed = search(text, kinds=["task"], filters={**filters, name: [value]})
        if number and not (name == "agency" and "role" in filters):  # then the role becomes that agency's
            assert (name, value, narrowed.total) == (name, value, number)
